/// A figure of the share of aligned, opposed and random steps by depth, a column a layer, input at the left.
public typealias DepthPlot = PanelFigure<DepthPanel>

/// The layers of one network under one optimizer and test.
public struct DepthPanel: Sendable {
  /// How often each verdict was given, of the steps whose cosine exists; what is left of 1 is random.
  public struct Shares: Equatable, Sendable {
    /// The share of aligned steps, 0 to 1.
    public var aligned: Double
    /// The share of opposed steps, 0 to 1.
    public var opposed: Double

    /// Makes shares.
    public init(aligned: Double, opposed: Double) {
      self.aligned = aligned
      self.opposed = opposed
    }
  }

  /// A layer.
  public struct Layer: Equatable, Sendable {
    /// The layer's name.
    public var name: String
    /// The shares of its steps; nil where no cosine exists, which leaves the column empty.
    public var shares: Shares?
    /// Half the length of the error bar on the share of both together; nil: none.
    public var spread: Double?
    /// Whether it lies on a skip connection.
    public var isOnSkipConnection: Bool

    /// Makes a layer.
    public init(
      name: String, shares: Shares?, spread: Double? = nil, isOnSkipConnection: Bool = false
    ) {
      self.name = name
      self.shares = shares
      self.spread = spread
      self.isOnSkipConnection = isOnSkipConnection
    }

    /// The first part of the name, such as `layer3`.
    var stage: Substring { name.prefix { $0 != "." } }
  }

  /// Which.
  public var title: String
  /// The layers, input first.
  public var layers: [Layer]

  /// Makes a panel.
  public init(title: String, layers: [Layer]) {
    self.title = title
    self.layers = layers
  }
}
