import RunModel
import Statistics
import TerminalUI
import Testing

@testable import Dashboard

@Suite struct InspectorTests {
  let run = TestRun()

  @Test func enterGivesTheLayerTheWholeScreenAndEscTakesItBack() {
    var state = run.state(width: 120, height: 40, steps: 300)
    _ = state.update(.key(.enter))
    #expect(state.isInspecting)
    let screen = state.view()
    for text in ["cos of 256 steps", "norms", "noise scale", "drift", "runs", "conv1", "Esc back"] {
      #expect(screen.shows(text), "\(text)")
    }
    #expect(!screen.shows("layers × steps"))
    state.type("jb")
    #expect(state.selectedRow == 1)
    #expect(state.view().shows("exact · ε 1/n"))
    _ = state.update(.key(.escape))
    #expect(state.view().shows("layers × steps"))
  }

  @Test func theHistogramCountsEveryCosineOnce() {
    let cosines = [-0.5, -0.49, 0, 0.1, 0.5]
    #expect(CosineHistogram.bins(cosines, count: 10, reach: 0.5) == [2, 0, 0, 0, 0, 1, 1, 0, 0, 1])
  }

  @Test func theNullsExpectationAddsUpToAllCosines() {
    for n in [10, 100, 4000] {
      let expected = CosineHistogram.expected(total: 500, n: n, count: 400, reach: 1)
      #expect(abs(expected.reduce(0, +) - 500) < 5, "n = \(n)")
    }
  }

  @Test func aControlSaysItsFalseAlarmsBesideTheClaim() {
    var noisy = run
    noisy.tensors.append(TensorDescription(name: "control", shape: [1000], isControl: true))
    var state = noisy.state(width: 120, height: 60, steps: 50)
    state.type("G")
    #expect(state.view().shows("claimed    0.00100 at most"))
    _ = state.update(.key(.enter))
    #expect(state.view().shows("claimed      0.00100 at most"))
    #expect(state.view().shows("false alarms "))
  }

  @Test func lagsAreAveragedOverSteps() throws {
    var lagged = run
    lagged.configuration.recorded = RecordedQuantities(lags: true)
    var state = lagged.state(width: 120, height: 60, steps: 0)
    for step in 1...20 {
      var record = run.record(step)
      // |g|² is 0.04 in every tensor: a cosine of 0.5 at lag 2, nothing else known.
      let dots = run.tensors.flatMap { _ in LagDots.lags.map { $0 == 2 && step > 2 ? 0.02 : Double.nan } }
      record.lags = LagDots(dots: dots)
      _ = state.update(.training([.step(record)]))
    }
    let profile = try #require(state.lagProfile(ofRow: 0))
    #expect(profile[0] == nil)
    #expect(abs(try #require(profile[1]).cosine - 0.5) < 1e-6)
    _ = state.update(.key(.enter))
    #expect(state.view().shows("2:+0.50"))
  }

  @Test func everySizeIsDrawn() {
    for capabilities in Terminals.all {
      var state = run.state(steps: 300, capabilities: capabilities)
      _ = state.update(.key(.enter))
      for (width, height) in [(59, 15), (60, 16), (80, 24), (109, 30), (110, 30), (240, 70)] {
        _ = state.update(.resized(width: width, height: height))
        #expect(state.view().width == width)
      }
    }
  }
}
