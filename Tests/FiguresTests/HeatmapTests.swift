import RunModel
import Testing

@testable import Figures

/// Cells show true fractions, in few elements.
@Suite struct HeatmapTests {
  private typealias Cell = HistoryTile.Cell

  private func figure(_ rows: [Heatmap.Row], marks: [Heatmap.Mark] = [], stepsPerCell: Int = 4) -> Heatmap {
    Heatmap(
      title: "ResNet-18", subtitle: "cos against √(ln n / n)", rows: rows, firstStep: 1,
      stepsPerCell: stepsPerCell, marks: marks)
  }

  /// The rectangles of a path that consists of them: x, y, right, bottom.
  private func rectangles(_ path: ReadElement) throws -> [[Double]] {
    let data = try #require(path.attributes["d"])
    return data.split(separator: "Z").map { piece in
      let numbers = piece.split { "MHV ".contains($0) }.compactMap { Double($0) }
      return [numbers[0], numbers[1], numbers[2], numbers[3]]
    }
  }

  @Test func areasAreShares() throws {
    let cells = [
      Cell(defined: 4, aligned: 1, opposed: 2), Cell(defined: 4), Cell(),
      Cell(defined: 2, aligned: 2), Cell(defined: 4, aligned: 4),
    ]
    let root = try readXML(figure([Heatmap.Row(name: "fc", bound: "0.04", cells: cells)]).drawn().text)
    let paths = try #require(root.element(id: "fc")).all("path")
    #expect(paths.count == 3, "random, aligned, opposed")
    let (random, aligned, opposed) = (
      try rectangles(paths[0]), try rectangles(paths[1]), try rectangles(paths[2])
    )
    let height = random[0][3] - random[0][1]
    #expect(random.count == 3, "the undefined cell is left out, and equal neighbours are one")
    #expect(abs((aligned[0][3] - aligned[0][1]) / height - 0.25) < 0.01)
    #expect(abs((opposed[0][3] - opposed[0][1]) / height - 0.5) < 0.01)
    #expect(aligned[0][1] == random[0][1], "aligned from above")
    #expect(opposed[0][3] == random[0][3], "opposed from below")
    #expect(aligned.count == 2 && opposed.count == 1)
    let cellWidth = random[0][2] - random[0][0]
    #expect(
      abs((aligned[1][2] - aligned[1][0]) / cellWidth - 2) < 0.02, "the last two cells are both aligned")
  }

  @Test func namesBoundsAndShares() throws {
    let cells = Array(repeating: Cell(defined: 4, aligned: 1, opposed: 2), count: 3)
    let root = try readXML(figure([Heatmap.Row(name: "conv1", bound: "0.0297", cells: cells)]).drawn().text)
    let labels = root.all("text").map(\.text)
    for text in ["conv1", "0.0297", "75%", "aligned", "random", "opposed", "step (4 in a cell)", "ResNet-18"]
    {
      #expect(labels.contains(text), "\(labels)")
    }
  }

  @Test func marksOutsideAreLeftOutAndLabelsDoNotOverlap() throws {
    let cells = Array(repeating: Cell(defined: 1), count: 100)
    let marks = (0..<8).map { Heatmap.Mark(step: 40 + $0, label: "SGD→momentum") }
    let root = try readXML(
      figure(
        [Heatmap.Row(name: "fc", bound: nil, cells: cells)], marks: marks + [.init(step: 900, label: "late")],
        stepsPerCell: 1
      ).drawn().text)
    let commands = try #require(root.element(id: "commands"))
    #expect(commands.all("line").count == 8)
    #expect(commands.all("text").count == 3, "three lanes")
    #expect(Set(commands.all("text").compactMap { $0.number("y") }).count == 3)
  }

  @Test func manyLayersStayOnAPage() throws {
    let rows = (0..<161).map {
      Heatmap.Row(name: "tensor\($0)", bound: nil, cells: [Cell(defined: 1, aligned: 1)])
    }
    let document = figure(rows).drawn(in: FigureStyle(width: .millimetres(180)))
    #expect(document.height < 700)
    let root = try readXML(document.text)
    #expect(try #require(root.element(id: "cells")).all("path").count == 322)
    let names = try #require(root.element(id: "layers")).all("text").filter { $0.text.hasPrefix("tensor") }
    #expect((40...161).contains(names.count))
  }

  @Test func nothingRecorded() throws {
    let document = figure([]).drawn()
    _ = try readXML(document.text)
    _ = try readXML(figure([Heatmap.Row(name: "fc", bound: nil, cells: [])]).drawn().text)
  }
}
