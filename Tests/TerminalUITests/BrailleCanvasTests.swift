import Testing

@testable import TerminalUI

private let unicode = Capabilities(colors: .palette256, unicode: true)
private let ascii = Capabilities(colors: .none, unicode: false)

@Suite struct BrailleCanvasTests {
  private func picture(_ canvas: BrailleCanvas, _ capabilities: Capabilities = unicode) -> [String] {
    var buffer = Buffer(width: canvas.width / 2, height: canvas.height / 4)
    canvas.draw(into: &buffer, x: 0, y: 0, style: Style(.curve), capabilities: capabilities)
    return buffer.lines
  }

  @Test func everyDotHasItsPlace() {
    let glyphs = (0..<4).flatMap { y in
      (0..<2).map { x in
        var canvas = BrailleCanvas(columns: 1, rows: 1)
        canvas.set(x: x, y: y)
        return picture(canvas)[0]
      }
    }
    #expect(glyphs == ["⠁", "⠈", "⠂", "⠐", "⠄", "⠠", "⡀", "⢀"])
  }

  @Test func aDiagonal() {
    var canvas = BrailleCanvas(columns: 4, rows: 2)
    canvas.line(from: (0, 0), to: (7, 7))
    #expect(picture(canvas) == ["⠑⢄", "  ⠑⢄"])
    #expect(picture(canvas, ascii) == ["'.", "  '."])
    canvas.line(from: (0, 7), to: (7, 0))
    #expect(picture(canvas) == ["⠑⢄⡠⠊", "⡠⠊⠑⢄"])
  }

  @Test func linesAreClippedHoweverLong() {
    var canvas = BrailleCanvas(columns: 3, rows: 1)
    canvas.line(from: (-1_000_000_000, 2), to: (1_000_000_000, 2))
    #expect(picture(canvas) == ["⠤⠤⠤"])
    var missed = BrailleCanvas(columns: 3, rows: 1)
    missed.line(from: (-5, -5), to: (100, -1))
    missed.line(from: (9, 0), to: (9, 3))
    missed.set(x: 6, y: 0)
    missed.set(x: -1, y: 0)
    #expect(missed == BrailleCanvas(columns: 3, rows: 1))
    var point = BrailleCanvas(columns: 1, rows: 1)
    point.line(from: (1, 1), to: (1, 1))
    #expect(picture(point) == ["⠐"])
    var none = BrailleCanvas(columns: 0, rows: -1)
    none.line(from: (0, 0), to: (3, 3))
    #expect(none.width == 0 && none.height == 0)
  }

  @Test func theGroundStays() {
    var buffer = Buffer(width: 2, height: 1)
    buffer.fill(buffer.bounds, with: Cell(" ", Style(on: .band)))
    var canvas = BrailleCanvas(columns: 2, rows: 1)
    canvas.set(x: 0, y: 0)
    canvas.draw(into: &buffer, x: 0, y: 0, style: Style(.curve, bold: true), capabilities: unicode)
    #expect(buffer[0, 0] == Cell("⠁", Style(.curve, on: .band, bold: true)))
    #expect(buffer[1, 0] == Cell(" ", Style(on: .band)))
  }
}
