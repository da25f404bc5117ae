import RunModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite struct TimeWindowTests {
  @Test func theNewestColumnWalksAndThePictureMovesOnByAnEighthOnceItIsFull() {
    let windows = (1...200).map { TimeWindow(newest: $0, width: 30) }
    #expect(windows[0...29].allSatisfy { $0.first == 0 })
    #expect(windows[30...32].allSatisfy { $0.first == 3 })
    #expect(windows[33].first == 6)
    for (index, window) in windows.enumerated() { #expect(window.column(of: index + 1) != nil) }
    let moves = zip(windows, windows.dropFirst()).filter { $0.first != $1.first }.count
    #expect(moves == 57)
  }

  @Test(arguments: [0, 1, 2, 3, 7])
  func narrowPicturesWork(width: Int) {
    for newest in 0...50 {
      let window = TimeWindow(newest: newest, width: width)
      #expect(window.steps.count == width)
      if width > 0 && newest > 0 { #expect(window.steps.contains(newest)) }
    }
  }
}

@Suite struct RowLayoutTests {
  @Test func twoRowsShareALineOnlyWhereNotAllHaveOne() {
    #expect(RowLayout(count: 41, lines: 41, halved: true).rowsPerLine == 1)
    #expect(RowLayout(count: 41, lines: 40, halved: true).rowsPerLine == 2)
    #expect(RowLayout(count: 41, lines: 21, halved: true).rowsPerLine == 2)
    #expect(RowLayout(count: 41, lines: 20, halved: true).rowsPerLine == 2)
    #expect(RowLayout(count: 41, lines: 40, halved: false).rowsPerLine == 1)
  }

  @Test func scrollingMovesNoFurtherThanNeeded() {
    let rows = RowLayout(count: 41, lines: 10, halved: false)
    #expect(rows.firstRow(keeping: 9, visibleFrom: 0) == 0)
    #expect(rows.firstRow(keeping: 10, visibleFrom: 0) == 1)
    #expect(rows.firstRow(keeping: 5, visibleFrom: 8) == 5)
    #expect(rows.firstRow(keeping: 40, visibleFrom: 0) == 31)
    #expect(rows.firstRow(keeping: 40, visibleFrom: 99) == 31)
  }
}

@Suite struct ScreenLayoutTests {
  @Test func panelsTileTheScreenAtEverySize() throws {
    var state = TestRun().state(steps: 2)
    for grouping in Grouping.allCases {
      state.grouping = grouping
      state.arrangeRows()
      for (width, height) in sizes where ScreenLayout.fits(width: width, height: height) {
        _ = state.update(.resized(width: width, height: height))
        let layout = try #require(ScreenLayout(state))
        let panels = [layout.heatmap, layout.sidebar, layout.curve, layout.loss, layout.status].compactMap {
          $0
        }
        let area = panels.reduce(0) { $0 + $1.width * $1.height }
        #expect(area == width * (height - 2), "\(width) × \(height)")
        for (index, panel) in panels.enumerated() {
          #expect(panel.y >= 1 && panel.maxY < height && panel.maxX <= width)
          for other in panels[..<index] { #expect(panel.intersection(other).isEmpty) }
        }
        #expect(layout.cells.width >= 20)
        #expect(layout.rows.visible >= min(7, state.rowCount))
        let visible = layout.firstRow..<layout.firstRow + layout.rows.visible
        #expect(visible.contains(state.selectedRow))
      }
    }
  }

  @Test(arguments: [false, true])
  func thePictureMakesRoomForTheControlsOrIsCoveredAltogether(isInspecting: Bool) throws {
    var state = TestRun().state(steps: 2)
    if isInspecting { _ = state.update(.key(.enter)) }
    state.type(":next-panel")
    _ = state.update(.key(.enter))
    for (width, height) in sizes where ScreenLayout.fits(width: width, height: height) {
      _ = state.update(.resized(width: width, height: height))
      let list = state.controlsRect
      #expect(list.width >= 25 && list.height >= min(20, height - 2))
      if list == state.body { continue }
      let layout = try #require(ScreenLayout(state))
      let panels =
        try isInspecting
        ? inspected(state)
        : [layout.heatmap, layout.curve, layout.loss, layout.status].compactMap { $0 }
      for panel in panels { #expect(panel.intersection(list).isEmpty, "\(width) × \(height)") }
      #expect(layout.cells.width >= 12, "\(width) × \(height)")
    }
  }

  private func inspected(_ state: DashboardState) throws -> [Rect] {
    let layout = try #require(InspectorLayout(state))
    return [layout.curve, layout.histogram, layout.facts] + (layout.norms.map { [$0] } ?? [])
  }

  @Test func scalesAreWholeBesideShortNames() throws {
    var run = TestRun()
    run.tensors = [TensorDescription(name: "fc", shape: [100_000]), TensorDescription(name: "b", shape: [9])]
    for height in [24, 40, 70] {
      let screen = run.state(height: height, steps: 40).view()
      let curve = try #require(ScreenLayout(run.state(height: height, steps: 40))?.curve)
      let scale = screen.lines[curve.y + 1].prefix { $0 != "┆" }
      let shown = try #require(scale.split(separator: " ").first { $0.hasPrefix("+") })
      #expect(shown.wholeMatch(of: /\+0\.[0-9]{2,4}/) != nil, "\(shown)")
    }
  }

  @Test func aSmallLossIsSaidWithItsPowerOfTen() throws {
    var run = TestRun()
    var state = run.state(steps: 1)
    let loss = try #require(ScreenLayout(state)?.loss)
    for (step, size) in [(2, 1.064e-5), (3, 9.87e-12)] {
      var record = run.record(step)
      record.loss = size
      _ = state.update(.training([.step(record)]))
    }
    #expect(state.view().lines[loss.maxY - 2].contains(" 9.87e−12 "))
    run.configuration.seed = 2
    let usual = run.state(steps: 40).view()
    #expect(usual.lines[loss.maxY - 2].contains("│  1.77 "), "a usual one has six columns")
  }

  private var sizes: [(Int, Int)] {
    stride(from: 58, through: 260, by: 7).flatMap { width in
      stride(from: 14, through: 80, by: 3).map { (width, $0) }
    } + [(60, 16), (80, 24), (120, 40), (240, 70)]
  }

  @Test func theLowerBandGivesWayWhereThatShowsAllRows() throws {
    for (height, rowsPerLine, visible) in [(33, 1, 19), (52, 1, 33), (53, 1, 41), (70, 1, 41)] {
      let state = TestRun().state(width: 120, height: height, steps: 1)
      let layout = try #require(ScreenLayout(state))
      #expect(layout.rows.rowsPerLine == rowsPerLine, "\(height)")
      #expect(layout.rows.visible == visible, "\(height)")
    }
    for (height, rowsPerLine, visible) in [(32, 2, 36), (33, 2, 41), (52, 2, 41), (53, 1, 41)] {
      var state = TestRun().state(width: 120, height: height, steps: 1)
      state.type("a")
      let layout = try #require(ScreenLayout(state))
      #expect(layout.rows.rowsPerLine == rowsPerLine, "\(height)")
      #expect(layout.rows.visible == visible, "\(height)")
    }
  }

  @Test func namesAreShortenedTogetherOrNotAtAll() {
    var state = TestRun().state(width: 80, height: 24, steps: 1)
    state.type("t")
    let narrow = state.view()
    for name in ["▸conv1.w ", " bn1.b ", " layer1.0.conv1.w ", " layer1.0.bn1.b "] {
      #expect(narrow.shows(name))
    }
    _ = state.update(.resized(width: 160, height: 24))
    for name in ["▸conv1.weight", "layer1.0.bn1.bias"] { #expect(state.view().shows(name)) }
  }

  @Test func smallerScreensHaveNoLayout() {
    #expect(ScreenLayout(TestRun().state(width: 59, height: 40, steps: 1)) == nil)
    #expect(ScreenLayout(TestRun().state(width: 90, height: 15, steps: 1)) == nil)
  }
}
