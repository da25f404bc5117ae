import Figures
import RunModel

extension ReportDocument {
  /// The report as one HTML file that needs no other: drawings are in it, and there is no script.
  func html(title: String) -> String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(PlainText.escaped(title))</title>
    <style>
    \(Self.style)
    </style>
    </head>
    <body>
    \(blocks.map(Self.html).joined(separator: "\n"))
    </body>
    </html>

    """
  }

  private static let style = """
    body { max-width: 62rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 sans-serif; color: #1a1a1a; }
    h2 { margin-top: 2.5rem; border-bottom: 1px solid #ccc; }
    table { border-collapse: collapse; font-size: .8rem; margin: .5rem 0 1rem; display: block; overflow-x: auto; }
    th, td { padding: .15rem .6rem; border-bottom: 1px solid #e4e4e4; text-align: left; white-space: nowrap; }
    .number { text-align: right; font-variant-numeric: tabular-nums; }
    figure { margin: 1.5rem 0; }
    figure svg { width: 100%; height: auto; }
    figcaption, summary, .caption { font-size: .85rem; color: #444; }
    """

  private static func html(_ block: Block) -> String {
    switch block {
    case .heading(let level, let text): "<h\(level)>\(PlainText.escaped(text))</h\(level)>"
    case .paragraph(let lead, let text):
      "<p>" + (lead.map { "<strong>\(PlainText.escaped($0))</strong> " } ?? "") + PlainText.escaped(text)
        + "</p>"
    case .list(let points):
      "<ul>" + points.map { "<li>\(PlainText.escaped($0))</li>" }.joined() + "</ul>"
    case .table(let table): html(table)
    case .figure(let figure):
      "<figure>\(figure.drawing.markup)<figcaption>\(PlainText.escaped(figure.caption))</figcaption></figure>"
    }
  }

  private static func html(_ table: Table) -> String {
    func row(_ cells: [String], _ tag: String) -> String {
      "<tr>"
        + cells.enumerated().map { column, cell in
          let kind = column < table.textColumns ? "" : " class=\"number\""
          return "<\(tag)\(kind)>\(PlainText.escaped(cell))</\(tag)>"
        }.joined() + "</tr>"
    }
    let body =
      "<table><thead>\(row(table.header, "th"))</thead><tbody>"
      + table.rows.map { row($0, "td") }.joined(separator: "\n") + "</tbody></table>"
    let caption = PlainText.escaped(table.caption)
    return table.isFolded
      ? "<details><summary>\(caption)</summary>\(body)</details>"
      : "<p class=\"caption\">\(caption)</p>\(body)"
  }
}
