import RunModel

/// An element of an SVG document; a plain value.
public struct SVGElement: Equatable, Sendable {
  /// The element's name, such as `rect`.
  public var name: String
  /// Its attributes in the order in which they are written; names are ours, values may be anybody's.
  public var attributes: [Attribute]
  /// What it contains: text, which is escaped when it is written, or further elements.
  public var content: Content

  /// A name with a value.
  public struct Attribute: Equatable, Sendable {
    /// The name.
    public var name: String
    /// The value, not yet escaped.
    public var value: String
  }

  /// What stands between an element's tags.
  public enum Content: Equatable, Sendable {
    /// Elements, perhaps none.
    case elements([SVGElement])
    /// Text, not yet escaped.
    case text(String)
  }

  /// Makes an element; attributes that are nil are left out.
  public init(_ name: String, _ attributes: KeyValuePairs<String, String?>, content: Content = .elements([]))
  {
    self.name = name
    self.attributes = attributes.compactMap { name, value in value.map { Attribute(name: name, value: $0) } }
    self.content = content
  }

  /// Appends the element as XML, on lines of its own.
  func write(to text: inout String) {
    text += "<\(name)"
    for attribute in attributes { text += " \(attribute.name)=\"\(PlainText.escaped(attribute.value))\"" }
    switch content {
    case .text(let inner):
      text += ">\(PlainText.escaped(inner))</\(name)>\n"
    case .elements(let inner) where inner.isEmpty:
      text += "/>\n"
    case .elements(let inner):
      text += ">\n"
      for element in inner { element.write(to: &text) }
      text += "</\(name)>\n"
    }
  }
}
