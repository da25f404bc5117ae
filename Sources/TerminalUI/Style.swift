/// What a colour is for. Widgets name roles only; a `Theme` gives them values.
public enum ColorRole: String, CaseIterable, Sendable, Hashable, Codable {
  /// The screen's ground.
  case background
  /// Ordinary text.
  case text
  /// Less important text: units, hints, axis labels.
  case dim
  /// Panel borders and rules.
  case border
  /// Panel titles and the program's name.
  case title
  /// What attracts the eye: keys in the footer, the value under the cursor.
  case accent
  /// The ground of the selected row.
  case selection
  /// A running session.
  case good
  /// A pause, a refused value.
  case warning
  /// A failure.
  case error
  /// Marks of commands on the time axis.
  case mark
  /// Heatmap: cos > τ.
  case aligned
  /// Heatmap: |cos| ≤ τ.
  case random
  /// Heatmap: cos < −τ.
  case opposed
  /// Heatmap: cos does not exist.
  case undefined
  /// Curves.
  case curve
  /// Heatmap: nothing of a measure that has no sign.
  case band
}

/// How a cell is drawn: two colour roles and attributes.
public struct Style: Equatable, Hashable, Sendable {
  /// The glyph's colour.
  public var foreground: ColorRole
  /// The ground's colour.
  public var background: ColorRole
  /// Bold.
  public var bold: Bool
  /// Underlined.
  public var underline: Bool
  /// Foreground and background exchanged; the one emphasis that every terminal has.
  public var reverse: Bool
  /// What is mixed into the glyph's colour; nil: nothing.
  public var foregroundBlend: Blend?
  /// What is mixed into the ground's colour; nil: nothing.
  public var backgroundBlend: Blend?

  /// Makes a style; ordinary text on the screen's ground unless said otherwise.
  public init(
    _ foreground: ColorRole = .text, on background: ColorRole = .background, bold: Bool = false,
    underline: Bool = false, reverse: Bool = false
  ) {
    self.foreground = foreground
    self.background = background
    self.bold = bold
    self.underline = underline
    self.reverse = reverse
  }
}
