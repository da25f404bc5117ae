/// How many colours a terminal shows.
public enum ColorDepth: Int, Comparable, Sendable, CaseIterable {
  /// None: a terminal without colour, or `NO_COLOR` is set.
  case none = 0
  /// The eight basic colours.
  case basic8 = 8
  /// The eight basic colours, plain and bright.
  case basic16 = 16
  /// The xterm palette.
  case palette256 = 256
  /// 24-bit colour.
  case trueColor = 16_777_216

  /// Fewer colours come first.
  public static func < (a: ColorDepth, b: ColorDepth) -> Bool { a.rawValue < b.rawValue }
}

/// What a terminal can show; widgets choose their glyphs by it.
public struct Capabilities: Equatable, Sendable {
  /// How many colours there are.
  public var colors: ColorDepth
  /// Whether the locale's encoding is UTF-8; without it only ASCII may be drawn.
  public var unicode: Bool
  /// Whether the theme has colours of its own: the terminal's 16 cannot be mixed, and some cannot be read as text.
  public var hasOwnColors: Bool

  /// Makes a description of a terminal.
  public init(colors: ColorDepth, unicode: Bool, hasOwnColors: Bool = true) {
    self.colors = colors
    self.unicode = unicode
    self.hasOwnColors = hasOwnColors
  }

  /// Whether colours between those of the roles can be drawn.
  public var mixesColors: Bool { hasOwnColors && colors >= .palette256 }
}
