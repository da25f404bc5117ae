/// A drawing that is a whole file, sized in points of 1/72 inch.
public struct SVGDocument: Equatable, Sendable {
  /// What the drawing is called, for programs that read it out.
  public var title: String
  /// The width in points.
  public var width: Double
  /// The height in points.
  public var height: Double
  /// What is drawn, the first below all others.
  public var elements: [SVGElement]

  /// Makes a drawing.
  public init(title: String, width: Double, height: Double, elements: [SVGElement]) {
    self.title = title
    self.width = width
    self.height = height
    self.elements = elements
  }

  /// The file's text.
  public var text: String { "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + markup }

  /// The `svg` element alone, to stand within an HTML file.
  public var markup: String {
    var text = ""
    SVGElement(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "width": "\(decimal(width))pt",
        "height": "\(decimal(height))pt",
        "viewBox": "0 0 \(decimal(width)) \(decimal(height))", "role": "img",
        "font-family": "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif",
      ], content: .elements([SVGElement("title", [:], content: .text(title))] + elements)
    ).write(to: &text)
    return text
  }
}
