import Foundation
import FoundationXML

/// An element as an XML parser sees it.
final class ReadElement {
  let name: String
  let attributes: [String: String]
  var text = ""
  var children: [ReadElement] = []

  init(_ name: String, _ attributes: [String: String]) {
    self.name = name
    self.attributes = attributes
  }

  /// Itself and all below of this name.
  func all(_ name: String) -> [ReadElement] {
    (self.name == name ? [self] : []) + children.flatMap { $0.all(name) }
  }

  /// The first element below with this id.
  func element(id: String) -> ReadElement? {
    attributes["id"] == id ? self : children.lazy.compactMap { $0.element(id: id) }.first
  }

  /// A number among its attributes.
  func number(_ name: String) -> Double? { attributes[name].flatMap(Double.init) }
}

/// Reads XML; throws what the parser has to say against it.
func readXML(_ text: String) throws -> ReadElement {
  let reader = Reader()
  let parser = XMLParser(data: Data(text.utf8))
  parser.delegate = reader
  guard parser.parse(), let root = reader.root else {
    throw parser.parserError ?? CocoaError(.fileReadCorruptFile)
  }
  return root
}

private final class Reader: NSObject, XMLParserDelegate {
  var root: ReadElement?
  private var open: [ReadElement] = []

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    let element = ReadElement(name, attributes)
    open.last?.children.append(element)
    if root == nil { root = element }
    open.append(element)
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) { open.last?.text += text }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    open.removeLast()
  }
}
