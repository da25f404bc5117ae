/// How a figure is set: its width, the size of its text and its colours.
public struct FigureStyle: Equatable, Sendable {
  /// The figure's width.
  public var width: Length
  /// The size of ordinary text, in points.
  public var textSize: Double
  /// The colours.
  public var palette: FigurePalette

  /// Makes a style; for one column of a paper, in print colours, unless said otherwise.
  public init(width: Length = .millimetres(88), textSize: Double = 7, palette: FigurePalette = .print) {
    self.width = width
    self.textSize = textSize
    self.palette = palette
  }

  /// The size of row names, tick labels and legends.
  var smallSize: Double { textSize * 0.8 }

  /// What is left free at the left and right edge, so that nothing touches that of a page.
  var margin: Double { textSize * 0.5 }

  /// How wide a text is at most, in points: the fonts that are likely have letters of 0.6 of their size on average.
  static func width(of text: String, size: Double) -> Double { Double(text.count) * 0.6 * size }
}

/// A length on paper.
public struct Length: Equatable, Sendable, LosslessStringConvertible {
  /// Points of 1/72 inch.
  public let points: Double
  /// The text that it is read from.
  public let description: String

  /// A length in millimetres.
  public static func millimetres(_ value: Double) -> Length {
    Length(points: value * 72 / 25.4, description: "\(value)mm")
  }

  /// Reads a number with a unit: `88mm`, `3.3in` or `250pt`; nil for anything else, and below 40 mm or above 2 m,
  /// where no figure can be.
  public init?(_ description: String) {
    let units: KeyValuePairs = ["mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0]
    guard let unit = units.first(where: { description.hasSuffix($0.key) }),
      let value = Double(description.dropLast(2)),
      (40 * 72 / 25.4...2000 * 72 / 25.4).contains(value * unit.value)
    else { return nil }
    self.init(points: value * unit.value, description: description)
  }

  private init(points: Double, description: String) {
    self.points = points
    self.description = description
  }
}
