/// What a role looks like.
public enum ThemeColor: Equatable, Sendable {
  /// The terminal's own colour: of text, or of the ground.
  case terminal
  /// One of the 16 colours that users set in their terminals, and optionally the one of the first 8 that stands for
  /// it where there are no more.
  case basic(Int, of8: Int? = nil)
  /// A colour, and optionally the basic colours that stand for it where a terminal has only 16 or 8.
  case rgb(RGB, of16: Int? = nil, of8: Int? = nil)

  /// The number by which a terminal of this depth knows the colour; nil for the terminal's own.
  public func number(depth: ColorDepth) -> Int? {
    if depth == .none { return nil }
    switch self {
    case .terminal: return nil
    case .basic(let number, let of8):
      return switch depth {
      case .basic8: of8 ?? number % 8
      // Terminals of direct colours keep numbers for the first eight only.
      case .trueColor where number >= 8: Int(Palette.basic[number].value)
      default: number
      }
    case .rgb(let rgb, let of16, let of8):
      return switch depth {
      case .basic8: of8 ?? Palette.nearest(to: rgb, depth: depth)
      case .basic16: of16 ?? Palette.nearest(to: rgb, depth: depth)
      default: Palette.nearest(to: rgb, depth: depth)
      }
    }
  }
}

/// A value for each colour role.
public struct Theme: Equatable, Sendable {
  /// What the user calls it.
  public let name: String
  /// What it is, in one sentence.
  public let summary: String
  private let colors: [ColorRole: ThemeColor]

  /// Makes a theme; roles that are left out get the terminal's own colours.
  public init(name: String, summary: String = "", colors: [ColorRole: ThemeColor]) {
    self.name = name
    self.summary = summary
    self.colors = colors.filter { $0.value != .terminal }
  }

  /// The look of a role.
  public subscript(role: ColorRole) -> ThemeColor { colors[role] ?? .terminal }

  /// Whether the theme has no colour at all, so that meaning must be told by glyphs and attributes.
  public var isMonochrome: Bool { colors.isEmpty }

  /// Whether the theme has colours of its own, beyond those that the terminal knows by number.
  public var mixesColors: Bool {
    colors.values.contains { if case .rgb = $0 { true } else { false } }
  }
}
