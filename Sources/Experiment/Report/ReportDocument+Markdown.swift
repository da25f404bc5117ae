import Figures
import RunModel

extension ReportDocument {
  /// The folder of figures, beside the Markdown file.
  static let figureFolder = "figures"

  /// The report as Markdown with tables, as GitHub and pandoc read it.
  var markdown: String {
    blocks.map { block in
      switch block {
      case .heading(let level, let text): String(repeating: "#", count: level) + " " + Self.plain(text)
      case .paragraph(let lead, let text): (lead.map { "**\(Self.plain($0))** " } ?? "") + Self.plain(text)
      case .list(let points): points.map { "- " + Self.plain($0) }.joined(separator: "\n")
      case .table(let table): Self.markdown(table)
      case .figure(let figure):
        "![\(Self.plain(figure.caption))](\(Self.figureFolder)/\(figure.name).svg)\n\n"
          + "*\(Self.plain(figure.caption))*"
      }
    }.joined(separator: "\n\n") + "\n"
  }

  private static func markdown(_ table: Table) -> String {
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
    let rule = table.header.indices.map { $0 < table.textColumns ? "---" : "---:" }
    let lines = [line(table.header.map(plain)), line(rule)] + table.rows.map { line($0.map(plain)) }
    return "**\(plain(table.caption))**\n\n" + lines.joined(separator: "\n")
  }

  /// Text that Markdown takes literally.
  private static func plain(_ text: String) -> String {
    var result = ""
    for character in PlainText.printable(text) {
      if "\\`*_[]<>|#".contains(character) { result += "\\" }
      result.append(character)
    }
    return result
  }
}
