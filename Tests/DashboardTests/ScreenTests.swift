import RunModel
import Statistics
import TerminalUI
import Testing

@testable import Dashboard

@Suite struct ScreenTests {
  /// States that differ in what covers the picture and how far the run is.
  private func states(_ capabilities: Capabilities) -> [DashboardState] {
    let preparing = DashboardState(
      configuration: RunConfiguration(), capabilities: capabilities, width: 80, height: 24)
    let started = TestRun().state(steps: 0, capabilities: capabilities)
    var busy = TestRun().state(steps: 300, capabilities: capabilities)
    var changed = busy.optimizer
    changed.rule = .momentum
    for step in [220, 260, 263, 300] {
      changed.learningRate *= 0.7
      busy.apply(.setOptimizer(changed), afterStep: step)
    }
    busy.type("Gtl12345.6")
    _ = busy.update(.key(.enter))
    var helped = busy
    _ = helped.update(.key(.escape))
    helped.type("?")
    var choosing = busy
    _ = choosing.update(.key(.escape))
    choosing.type("ojjjL")
    var failed = TestRun().state(steps: 5, capabilities: capabilities)
    _ = failed.update(.training([.finished(.failed(String(repeating: "nothing goes on ", count: 20)))]))
    return [preparing, started, busy, helped, choosing, failed]
  }

  @Test func everySizeIsDrawnWhole() {
    for capabilities in [Terminals.colors, Terminals.ascii] {
      for var state in states(capabilities) {
        for width in [0, 1, 2, 9, 59] + Array(stride(from: 60, through: 260, by: 13)) {
          for height in [0, 1, 2, 15] + Array(stride(from: 16, through: 80, by: 9)) {
            _ = state.update(.resized(width: width, height: height))
            let screen = state.view()
            #expect(screen.width == width && screen.height == height)
            if !capabilities.unicode {
              #expect(screen.cells.allSatisfy { $0.glyph.isASCII && $0.glyph != Cell.continuation })
            } else if !state.isHelpOpen && state.chooser == nil && state.finished == nil {
              #expect(openBoxes(screen) == 0, "\(width) × \(height)")
            }
          }
        }
      }
    }
  }

  /// Corners that do not belong to a box whose four sides are whole.
  private func openBoxes(_ screen: Buffer) -> Int {
    var open = 0
    for y in 0..<screen.height {
      for x in 0..<screen.width where screen[x, y].glyph == "┌" {
        let right = (x..<screen.width).first { screen[$0, y].glyph == "┐" }
        let bottom = (y..<screen.height).first { screen[x, $0].glyph == "└" }
        guard let right, let bottom, screen[right, bottom].glyph == "┘",
          (y + 1..<bottom).allSatisfy({ screen[x, $0].glyph == "│" && screen[right, $0].glyph == "│" })
        else {
          open += 1
          continue
        }
      }
    }
    return open
  }

  @Test func tooSmallAScreenSaysSoInOneLine() {
    let state = TestRun().state(width: 59, height: 20, steps: 3)
    #expect(
      state.view().lines.filter { !$0.isEmpty } == ["          layertop needs 60 × 16; this is 59 × 20"])
    let ascii = TestRun().state(width: 80, height: 15, steps: 3, capabilities: Terminals.ascii)
    #expect(ascii.view().shows("layertop needs 60 x 16; this is 80 x 15"))
    #expect(ascii.view().lines.filter { !$0.isEmpty }.count == 1)
  }

  @Test func cellsHaveTheColourOfTheirVerdict() throws {
    let run = TestRun()
    let state = run.state(width: 120, height: 60, steps: 40)
    let layout = try #require(ScreenLayout(state))
    #expect(layout.rows.rowsPerLine == 1)
    let screen = state.view()
    for (row, layer) in Grouping.layer.rows(of: run.tensors).enumerated() {
      let bound = PaperBound.threshold(parameters: layer.parameters)
      for step in 1...40 {
        let sums = layer.tensors.map { run.sums(step, $0) }.reduce(DriftSums(), +)
        let cell = screen[layout.cells.x + step - 1, layout.cells.y + row]
        let role = HeatmapInk.role(Verdict(cosine: sums.cosine, bound: bound))
        #expect(cell.style.background == role)
        #expect(cell.glyph == (step == 1 ? "·" : " "))
      }
      #expect(screen[layout.cells.x + 40, layout.cells.y + row] == .blank, "not yet trained")
    }
  }

  @Test func twoRowsAreTheHalvesOfALine() throws {
    let run = TestRun()
    var state = run.state(width: 120, height: 40, steps: 40)
    #expect(try #require(ScreenLayout(state)).rows.rowsPerLine == 1)
    state.type("a")
    let layout = try #require(ScreenLayout(state))
    #expect(layout.rows.rowsPerLine == 2)
    let screen = state.view()
    let rows = Grouping.layer.rows(of: run.tensors)
    for line in 0..<21 {
      for step in 1...40 {
        let cell = screen[layout.cells.x + step - 1, layout.cells.y + line]
        func role(_ row: Int) -> ColorRole {
          guard row < rows.count else { return .background }
          let cosine = run.record(step).pair(.gradient, of: rows[row])?.cosine
          let bound = PaperBound.threshold(parameters: rows[row].parameters)
          return HeatmapInk.role(Verdict(cosine: cosine, bound: bound))
        }
        #expect(cell == Cell("▀", Style(role(2 * line), on: role(2 * line + 1))))
      }
    }
  }

  @Test func withoutColourVerdictsDifferByGlyph() {
    for capabilities in [Terminals.monochrome, Terminals.ascii, Terminals.asciiWithColors] {
      let ink = HeatmapInk(capabilities)
      let glyphs = Set(Verdict.allCases.map { ink.cell(HeatCell($0)).glyph })
      #expect(glyphs.count == 4)
    }
  }

  @Test(arguments: [(ColorDepth.basic8, false), (.basic16, false), (.palette256, true), (.trueColor, true)])
  func numbersHaveTheColourOfTheirVerdictWhereItCanBeRead(depth: ColorDepth, isColored: Bool) throws {
    let capabilities = Capabilities(colors: depth, unicode: true)
    let state = TestRun().state(width: 160, height: 60, steps: 40, capabilities: capabilities)
    let layout = try #require(ScreenLayout(state))
    let screen = state.view()
    let rows = try #require(state.rowSet)
    for row in 1..<rows.count {
      let cosine = state.sums(ofRow: row, step: 40)?.cosine
      let verdict = Verdict(cosine: cosine, bound: PaperBound.threshold(parameters: rows.parameters[row]))
      let style = screen[layout.values.x + 1, layout.values.y + row].style
      #expect(style.bold == (verdict != .random))
      #expect(style.foreground == (isColored && verdict != .random ? HeatmapInk.role(verdict) : .text))
    }
  }

  @Test func aStepChangesOneColumnOfTheHeatmap() throws {
    let run = TestRun()
    var state = run.state(width: 120, height: 60, steps: 20)
    let cells = try #require(ScreenLayout(state)).cells
    let before = state.view()
    _ = state.update(.training([.step(run.record(21))]))
    let after = state.view()
    for y in cells.y..<cells.maxY {
      for x in cells.x..<cells.maxX where before[x, y] != after[x, y] { #expect(x == cells.x + 20) }
    }
  }

  @Test func marksStandAtTheirStep() throws {
    var state = TestRun().state(width: 120, height: 40, steps: 100)
    var changed = state.optimizer
    changed.rule = .momentum
    state.apply(.setOptimizer(changed), afterStep: 70)
    changed.learningRate = 0.01
    state.apply(.setOptimizer(changed), afterStep: 90)
    let layout = try #require(ScreenLayout(state))
    let window = TimeWindow(newest: 100, width: layout.cells.width)
    let axis = state.view().lines[layout.cells.maxY]
    for (step, text) in [(71, "SGD→momentum"), (91, "lr 0.05→0.01")] {
      let column = layout.cells.x + (try #require(window.column(of: step)))
      #expect(String(Array(axis)[column...].prefix(1 + text.count)) == "┆" + text)
    }
  }

  @Test func changesBetweenTheSameStepsAreOneMark() {
    var state = TestRun().state(steps: 10)
    let start = state.optimizer
    var changed = start
    changed.learningRate = 0.1
    state.apply(.setOptimizer(changed), afterStep: 10)
    changed.rule = .momentum
    state.apply(.setOptimizer(changed), afterStep: 10)
    let change = OptimizerChange(from: start, to: changed)
    #expect(state.marks == [TimeMark(step: 11, event: .change(change))])
    state.apply(.setOptimizer(start), afterStep: 10)
    #expect(state.marks == [])
  }

  @Test func textFromElsewhereStaysInItsPlace() {
    var run = TestRun()
    run.dataset = "図形\u{1B}[31m" + String(repeating: "very long name ", count: 20)
    run.tensors[0].name = String(repeating: "深い", count: 60) + ".weight"
    for capabilities in [Terminals.colors, Terminals.ascii] {
      let screen = run.state(width: 80, height: 24, steps: 5, capabilities: capabilities).view()
      #expect(!screen.cells.contains { $0.glyph == "\u{1B}" })
      #expect(screen.lines.allSatisfy { TextWidth.columns($0) <= 80 })
      if capabilities.unicode { #expect(openBoxes(screen) == 0) }
    }
  }

  @Test func aLossThatIsNotANumberIsShownAsSuch() {
    let run = TestRun()
    var state = run.state(steps: 5)
    var record = run.record(6)
    record.loss = .nan
    record.sums = record.sums.map { _ in DriftSums(dot: .nan, squaredNorm: .nan, previousSquaredNorm: 1) }
    _ = state.update(.training([.step(record)]))
    #expect(state.view().lines[0].hasSuffix("loss nan"))
    #expect(state.sums(ofRow: 0, step: 6)?.cosine == nil)
  }
}
