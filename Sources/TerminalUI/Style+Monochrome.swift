extension Style {
  /// The same emphasis by attributes alone, for terminals and themes without colour.
  ///
  /// A selected row is reversed; titles, accents and what went wrong are bold. What a colour says beyond that (the
  /// verdict of a heatmap cell) must be told by the glyph.
  public var withoutColor: Style {
    var style = Style(bold: bold, underline: underline, reverse: reverse || background == .selection)
    switch foreground {
    case .title, .accent, .good, .warning, .error, .mark: style.bold = true
    default: break
    }
    return style
  }
}
