/// A figure of smoothed cosines over steps, a curve a layer, in one panel or several; with a band for the spread over
/// seeds.
public typealias CurvePlot = PanelFigure<CurvePanel>

/// Curves over common axes.
public struct CurvePanel: Sendable {
  /// A place on a curve.
  public struct Sample: Equatable, Sendable {
    /// The step.
    public var step: Double
    /// The mean; nil where none exists, which breaks the curve.
    public var mean: Double?
    /// Half the height of the band around the mean; 0: none.
    public var spread: Double

    /// Makes a sample.
    public init(step: Double, mean: Double?, spread: Double = 0) {
      self.step = step
      self.mean = mean
      self.spread = spread
    }
  }

  /// A layer.
  public struct Curve: Sendable {
    /// The layer's name.
    public var name: String
    /// Where it lies: 0 is the input's layer, 1 the output's.
    public var depth: Double
    /// The curve.
    public var samples: [Sample]

    /// Makes a curve.
    public init(name: String, depth: Double, samples: [Sample]) {
      self.name = name
      self.depth = depth
      self.samples = samples
    }
  }

  /// What they have in common.
  public var title: String
  /// The curves, input first.
  public var curves: [Curve]

  /// Makes a panel.
  public init(title: String, curves: [Curve]) {
    self.title = title
    self.curves = curves
  }
}
