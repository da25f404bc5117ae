import Testing

@testable import Figures

@Suite struct CurvePlotTests {
  private func plot(_ samples: [CurvePanel.Sample]) -> CurvePlot {
    CurvePlot(
      title: "cosines", subtitle: "windows of 5 steps",
      panels: [.init(title: "SGD", curves: [.init(name: "conv1", depth: 0, samples: samples)])])
  }

  @Test func aCurveWithItsBand() throws {
    let samples = (0..<5).map { CurvePanel.Sample(step: Double($0), mean: -0.1 * Double($0), spread: 0.05) }
    let root = try readXML(plot(samples).drawn().text)
    let curves = try #require(root.element(id: "SGD curves"))
    #expect(curves.all("path").count == 2)
    let band = curves.all("path")[0]
    #expect(band.attributes["fill-opacity"] == "0.12")
    #expect(try #require(band.attributes["d"]).split(separator: "L").count == 10)
    #expect(curves.all("title").map(\.text) == ["conv1"])
  }

  @Test func aGapBreaksTheCurve() throws {
    let samples = [0.1, nil, 0.2, 0.3].enumerated().map { CurvePanel.Sample(step: Double($0), mean: $1) }
    let root = try readXML(plot(samples).drawn().text)
    let path = try #require(root.element(id: "SGD curves")?.all("path").first?.attributes["d"])
    #expect(path.count { $0 == "M" } == 2)
  }

  @Test func heightsAreInProportion() throws {
    let samples = [0.0, 0.2, 0.4].enumerated().map { CurvePanel.Sample(step: Double($0), mean: $1) }
    let root = try readXML(plot(samples).drawn().text)
    let path = try #require(root.element(id: "SGD curves")?.all("path").first?.attributes["d"])
    let y = path.split { "ML".contains($0) }.compactMap {
      $0.split(separator: " ").last.flatMap { Double($0) }
    }
    #expect(y.count == 3)
    #expect(abs((y[0] - y[1]) - (y[1] - y[2])) < 0.02)
    #expect(y[2] < y[0], "up is positive")
  }

  /// The last step's number stands under the right end of the axis, where the page ends soon.
  @Test func noLabelIsCutAtTheRight() throws {
    let samples = [0.0, 500, 1000].map { CurvePanel.Sample(step: $0, mean: 0) }
    let root = try readXML(plot(samples).drawn().text)
    let label = try #require(root.all("text").first { $0.text == "1,000" })
    let (x, size) = (try #require(label.number("x")), try #require(label.number("font-size")))
    #expect(x + FigureStyle.width(of: "1,000", size: size) / 2 <= FigureStyle().width.points + 0.01)
    #expect(x > 0.9 * FigureStyle().width.points)
  }

  @Test func nothingToDraw() throws {
    _ = try readXML(CurvePlot(title: "", subtitle: "", panels: []).drawn().text)
    _ = try readXML(plot([]).drawn().text)
    _ = try readXML(plot([.init(step: 1, mean: nil)]).drawn().text)
  }
}

@Suite struct DepthPlotTests {
  @Test func barsAreShares() throws {
    let layers = [
      DepthPanel.Layer(name: "conv1", shares: .init(aligned: 0.25, opposed: 0.5), spread: 0.1),
      DepthPanel.Layer(
        name: "layer1.0.downsample.0", shares: .init(aligned: 0, opposed: 1), isOnSkipConnection: true),
    ]
    let plot = DepthPlot(title: "shares", subtitle: "", panels: [.init(title: "SGD", layers: layers)])
    let root = try readXML(plot.drawn().text)
    let paths = try #require(root.element(id: "SGD shares")).all("path")
    #expect(paths.count == 3)
    func heights(_ path: ReadElement) throws -> [Double] {
      try #require(path.attributes["d"]).split(separator: "Z").map { piece in
        let numbers = piece.split { "MHV ".contains($0) }.compactMap { Double($0) }
        return abs(numbers[3] - numbers[1])
      }
    }
    let (random, aligned, opposed) = (try heights(paths[0]), try heights(paths[1]), try heights(paths[2]))
    #expect(abs(opposed[0] / opposed[1] - 0.5) < 0.01)
    #expect(abs(aligned[0] / opposed[1] - 0.25) < 0.01)
    #expect(abs(random[0] / opposed[1] - 0.25) < 0.01)
    #expect(random[1] == 0 && aligned[1] == 0)
    let triangles = root.all("path").filter { $0.attributes["fill"] == FigurePalette.print.mark.hex }
    #expect(triangles.count == 2, "one under its column, one in the legend")
  }

  @Test func fewLayersAreAllNamedAndNoSkipIsExplainedWhereThereIsNone() throws {
    let shares = DepthPanel.Shares(aligned: 0.5, opposed: 0)
    let layers = ["fc1", "fc2", "fc3"].map { DepthPanel.Layer(name: $0, shares: shares) }
    let text = DepthPlot(title: "", subtitle: "", panels: [.init(title: "SGD", layers: layers)]).drawn().text
    for layer in layers { #expect(text.contains(">\(layer.name)<")) }
    #expect(!text.contains("on a skip connection"))
  }

  @Test func whatIsUndefinedIsNotRandom() throws {
    let layers = [
      DepthPanel.Layer(name: "conv1.bias", shares: nil),
      DepthPanel.Layer(name: "fc", shares: .init(aligned: 0, opposed: 0)),
    ]
    let plot = DepthPlot(title: "", subtitle: "", panels: [.init(title: "SGD", layers: layers)])
    let root = try readXML(plot.drawn().text)
    let random = try #require(root.element(id: "SGD shares")).all("path")[0]
    #expect(try #require(random.attributes["d"]).count { $0 == "Z" } == 1, "the first column is empty")
  }

  @Test func panelsLieBesideEachOther() throws {
    let layer = DepthPanel.Layer(name: "fc", shares: .init(aligned: 1, opposed: 0))
    let panels = ["a", "b", "c"].map { DepthPanel(title: $0, layers: [layer]) }
    let root = try readXML(DepthPlot(title: "", subtitle: "", panels: panels, columns: 2).drawn().text)
    func place(_ id: String) throws -> (Double, Double) {
      let title = try #require(root.element(id: id)?.all("text").first)
      return (try #require(title.number("x")), try #require(title.number("y")))
    }
    let (a, b, c) = (try place("a"), try place("b"), try place("c"))
    #expect(a.0 < b.0 && a.1 == b.1)
    #expect(a.0 == c.0 && a.1 < c.1)
  }
}
