import Figures

/// A report as a sequence of blocks, to be written as Markdown or HTML.
struct ReportDocument: Sendable {
  /// A part of a report; all text is plain and is escaped when it is written.
  enum Block: Sendable {
    /// A heading; level 1 is the report's title.
    case heading(Int, String)
    /// A paragraph, perhaps after some words in bold.
    case paragraph(lead: String? = nil, String)
    /// Points, each a line or two.
    case list([String])
    /// A table; the first column is text, the others are set to the right.
    case table(Table)
    /// A drawing with what it shows.
    case figure(Figure)
  }

  /// A table.
  struct Table: Sendable {
    /// What it holds.
    var caption: String
    var header: [String]
    var rows: [[String]]
    /// Columns of text, from the left; the others hold numbers.
    var textColumns = 1
    /// Whether it is so long that a page shows it only when asked.
    var isFolded = false
  }

  /// A drawing.
  struct Figure: Sendable {
    /// The file's name without its ending.
    var name: String
    var caption: String
    var drawing: SVGDocument
  }

  var blocks: [Block]

  /// The drawings, in order.
  var figures: [Figure] {
    blocks.compactMap { if case .figure(let figure) = $0 { figure } else { nil } }
  }
}
