import RunModel
import Testing

@testable import Figures

/// What is written is XML that says what was meant, whatever the text.
@Suite struct SVGTests {
  static let hostile =
    "</text><script>alert(1)</script> & \"quoted\" 'so' \u{1B}[31m\u{9B}2J\u{7}\u{202E}\u{0}\u{FFFE}"

  @Test func hostileTextStaysText() throws {
    let element = SVGElement("g", ["id": Self.hostile], content: .text(Self.hostile))
    let document = SVGDocument(title: Self.hostile, width: 100, height: 50, elements: [element])
    let root = try readXML(document.text)
    let expected = PlainText.printable(Self.hostile)
    #expect(root.all("script").isEmpty)
    #expect(root.all("title").first?.text == expected)
    #expect(root.all("g").first?.attributes["id"] == expected)
    #expect(root.all("g").first?.text == expected)
    #expect(
      document.text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
    #expect(!document.text.unicodeScalars.contains("\u{202E}"))
  }

  @Test func sizeInPoints() throws {
    let root = try readXML(SVGDocument(title: "t", width: 249.449, height: 10, elements: []).text)
    #expect(root.attributes["width"] == "249.45pt")
    #expect(root.attributes["viewBox"] == "0 0 249.45 10")
  }

  @Test(arguments: [
    (0, "0"), (-0.001, "0"), (1, "1"), (1.5, "1.5"), (-1.25, "-1.25"), (2.006, "2.01"), (0.05, "0.05"),
    (-0.1, "-0.1"), (1234.999, "1235"),
  ])
  func decimals(value: Double, text: String) { #expect(decimal(value) == text) }

  @Test func aBrokenLine() {
    #expect(PathData.line([Point(0, 1), Point(2, 3), nil, Point(4, 5)]).text == "M0 1L2 3M4 5")
    #expect(PathData.line([nil, nil]).isEmpty)
    #expect(PathData.outline([Point(0, 0), Point(1, 0), Point(1, 1)]).text == "M0 0L1 0L1 1Z")
  }

  @Test func colors() {
    #expect(FigureColor(0x0A5FA3).hex == "#0a5fa3")
    #expect(FigureColor(0x00000F).hex == "#00000f")
    let middle = FigureColor(0x000000).mixed(with: FigureColor(0xFF8000), share: 0.5)
    #expect(middle == FigureColor(0x804000))
    let palette = FigurePalette.print
    #expect(palette.color(depth: 0) == palette.depth[0])
    #expect(palette.color(depth: 1) == palette.depth[3])
    #expect(palette.color(depth: 1.0 / 3) == palette.depth[1])
  }

  @Test(arguments: [("88mm", 249.449), ("8.8cm", 249.449), ("3.25in", 234), ("250pt", 250)])
  func lengths(text: String, points: Double) throws {
    #expect(abs(try #require(Length(text)).points - points) < 0.001)
  }

  @Test(arguments: ["", "88", "mm", "-88mm", "nanmm", "1e9mm", "39mm", "88 ells", "infin"])
  func noLengths(text: String) { #expect(Length(text) == nil) }
}

/// Ticks are round numbers within the range.
@Suite struct ScaleTests {
  @Test func ticks() {
    #expect(Scale(numbers: 0...100, places: (0, 1)).ticks(about: 5) == [0, 20, 40, 60, 80, 100])
    #expect(Scale(numbers: 0.5...200.5, places: (0, 1)).ticks(about: 4, least: 1) == [50, 100, 150, 200])
    #expect(Scale(numbers: 0.5...3.5, places: (0, 1)).ticks(about: 8, least: 1) == [1, 2, 3])
    let small = Scale(numbers: -0.31...0.12, places: (0, 1)).ticks(about: 5)
    #expect(small.map(Scale.text) == ["−0.3", "−0.2", "−0.1", "0", "0.1"])
    #expect(Scale(numbers: 5...5, places: (0, 1)).ticks(about: 4) == [5])
  }

  @Test(arguments: [
    (0, "0"), (-0.0000001, "0"), (0.05, "0.05"), (-0.25, "−0.25"), (100, "100"), (62000, "62,000"),
    (1_234_567, "1,234,567"),
  ])
  func tickText(number: Double, text: String) { #expect(Scale.text(number) == text) }

  @Test func places() {
    let scale = Scale(numbers: 10...20, places: (100, 0))
    #expect(scale(10) == 100)
    #expect(scale(15) == 50)
    #expect(Scale(numbers: 1...1, places: (0, 10))(1) == 5)
  }
}

/// What all figures have in common.
@Suite struct FigureMarginTests {
  private static let documents: [SVGDocument] = [
    Heatmap(
      title: "t", subtitle: "s",
      rows: [.init(name: "a row of a name", bound: "0.1", cells: [.init(defined: 1, aligned: 1)])],
      firstStep: 1, stepsPerCell: 1
    ).drawn(),
    CurvePlot(title: "t", subtitle: "s", panels: [.init(title: "p", curves: [])]).drawn(),
    DepthPlot(
      title: "t", subtitle: "s",
      panels: [.init(title: "p", layers: [.init(name: "fc", shares: .init(aligned: 1, opposed: 0))])]
    ).drawn(),
  ]

  @Test(arguments: documents) func nothingTouchesTheEdges(document: SVGDocument) throws {
    let root = try readXML(document.text)
    let title = try #require(root.element(id: "title")).all("text").compactMap { $0.number("x") }
    #expect(title == [3.5, 3.5], "half the size of the text")
    for label in root.all("text") {
      let x = try #require(label.number("x"))
      let width = FigureStyle.width(of: label.text, size: try #require(label.number("font-size")))
      let isTurned = label.attributes["transform"] != nil
      let extent =
        switch label.attributes["text-anchor"] {
        case _ where isTurned: x...x
        case "end": x - width...x
        case "middle": x - width / 2...x + width / 2
        default: x...x + width
        }
      #expect(extent.lowerBound >= 3.49 && extent.upperBound <= document.width - 3.49, "\(label.text)")
    }
  }
}

@Suite struct CSVRecordTests {
  @Test(arguments: [
    (["step", "0.5", ""], "step,0.5,\r\n"), (["a,b", "say \"so\""], "\"a,b\",\"say \"\"so\"\"\"\r\n"),
    (["two\r\nlines\u{1B}"], "two\u{FFFD}\u{FFFD}lines\u{FFFD}\r\n"),
  ])
  func fields(fields: [String], line: String) { #expect(CSVRecord.text(fields) == line) }
}
