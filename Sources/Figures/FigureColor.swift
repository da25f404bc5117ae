/// A colour of the sRGB space in a figure.
public struct FigureColor: Equatable, Hashable, Sendable {
  /// The number 0xRRGGBB.
  public let value: UInt32

  /// Makes a colour from its number 0xRRGGBB.
  public init(_ value: UInt32) { self.value = value & 0xFF_FFFF }

  /// `#rrggbb`.
  public var hex: String {
    let digits = String(value, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }

  /// The colour that lies this share of the way to another, component by component.
  func mixed(with other: FigureColor, share: Double) -> FigureColor {
    func component(_ shift: UInt32) -> UInt32 {
      let (a, b) = (Double(value >> shift & 0xFF), Double(other.value >> shift & 0xFF))
      return UInt32((a + (b - a) * min(max(share, 0), 1)).rounded()) << shift
    }
    return FigureColor(component(16) | component(8) | component(0))
  }
}

/// The colours of a figure, by what they are for.
public struct FigurePalette: Equatable, Sendable {
  /// The ground; nil: none, so that the page shows.
  public var ground: FigureColor?
  /// Text.
  public var text: FigureColor
  /// Axes, frames, less important text.
  public var rule: FigureColor
  /// Steps that are aligned.
  public var aligned: FigureColor
  /// Steps not to be told from random.
  public var random: FigureColor
  /// Steps that are opposed.
  public var opposed: FigureColor
  /// Marks of commands.
  public var mark: FigureColor
  /// Curves from the input's layers to the output's: what lies between is mixed. At least one.
  public var depth: [FigureColor]

  /// Makes a palette.
  public init(
    ground: FigureColor?, text: FigureColor, rule: FigureColor, aligned: FigureColor,
    random: FigureColor, opposed: FigureColor, mark: FigureColor, depth: [FigureColor]
  ) {
    precondition(!depth.isEmpty, "curves need a colour")
    self.ground = ground
    self.text = text
    self.rule = rule
    self.aligned = aligned
    self.random = random
    self.opposed = opposed
    self.mark = mark
    self.depth = depth
  }

  /// For white paper: the verdicts in blue, grey and orange, which stay apart for colour-blind eyes and in grey
  /// print (after Okabe and Ito 2008); depth from violet over green to orange.
  public static let print = FigurePalette(
    ground: FigureColor(0xFFFFFF), text: FigureColor(0x1A1A1A), rule: FigureColor(0x666666),
    aligned: FigureColor(0x0A5FA3), random: FigureColor(0xD9D9D9),
    opposed: FigureColor(0xE88A00), mark: FigureColor(0x8A2BB0),
    depth: [FigureColor(0x440154), FigureColor(0x31688E), FigureColor(0x35A779), FigureColor(0xE88A00)])

  /// The colour of a depth, 0 at the input and 1 at the output.
  func color(depth share: Double) -> FigureColor {
    let place = min(max(share, 0), 1) * Double(depth.count - 1)
    let index = min(Int(place), max(depth.count - 2, 0))
    guard depth.count > 1 else { return depth[0] }
    return depth[index].mixed(with: depth[index + 1], share: place - Double(index))
  }
}
