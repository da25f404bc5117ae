/// What a role looks like.
public enum ThemeColor: Equatable, Sendable {
  /// The terminal's own colour: of text, or of the ground.
  case terminal
  /// A colour, and optionally the basic colours that stand for it where a terminal has only 16 or 8.
  case rgb(RGB, of16: Int? = nil, of8: Int? = nil)

  /// The number by which a terminal of this depth knows the colour; nil for the terminal's own.
  public func number(depth: ColorDepth) -> Int? {
    guard case .rgb(let rgb, let of16, let of8) = self else { return nil }
    return switch depth {
    case .basic8: of8 ?? Palette.nearest(to: rgb, depth: depth)
    case .basic16: of16 ?? Palette.nearest(to: rgb, depth: depth)
    default: Palette.nearest(to: rgb, depth: depth)
    }
  }
}

/// A value for each colour role.
public struct Theme: Equatable, Sendable {
  /// What the user calls it.
  public let name: String
  private let colors: [ColorRole: ThemeColor]

  /// Makes a theme; roles that are left out get the terminal's own colours.
  public init(name: String, colors: [ColorRole: ThemeColor]) {
    self.name = name
    self.colors = colors.filter { $0.value != .terminal }
  }

  /// The look of a role.
  public subscript(role: ColorRole) -> ThemeColor { colors[role] ?? .terminal }

  /// Whether the theme has no colour at all, so that meaning must be told by glyphs and attributes.
  public var isMonochrome: Bool { colors.isEmpty }

  /// The built-in theme of this name, or else the theme in the file of this name.
  public static func named(_ name: String) throws(ThemeError) -> Theme {
    for theme in builtIn where theme.name == name { return theme }
    guard name.contains("/") || name.hasSuffix(".toml") else {
      throw .unknownName(name, builtIn: builtIn.map(\.name))
    }
    return try load(file: name)
  }
}
