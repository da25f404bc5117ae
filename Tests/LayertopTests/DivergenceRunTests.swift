import Testing

/// Runs whose numbers leave what can be counted with.
@Suite(.serialized) struct DivergenceRunTests {
  /// VGG without normalisation and a learning rate far too high.
  private let wild = ["--network", "vgg11", "--dropout", "0", "--lr", "100"]

  @Test func aRunWithoutAScreenEndsWithASentence() async throws {
    let folder = try TestFolder()
    let result = try await ChildProcess.run(
      Program.path,
      try Program.quick(in: folder) + ["--headless", "--steps", "50", "--json-steps", "--no-record"] + wild)
    #expect(result.status == 1)
    expectOneSentence(
      result.errors, containing: "not finite at step", "first gradient", "lower learning rate (--lr)")
    let steps = result.output.split(separator: "\n").count
    #expect(result.errors.contains("at step \(steps)"), "the step that was not finite is the last")
  }

  @Test func theDashboardPausesTakesTheWeightsBackAndGoesOn() async throws {
    try await Terminal.with(width: 100, height: 30) { terminal in
      try await terminal.startLayertop(wild.joined(separator: " "))
      let screen = try await terminal.wait(forText: "paused – not a finite number")
      let step = try #require(screen.step)
      for text in ["not finite at step \(step)", "now 100", "the initial weights", "‖ paused"] {
        #expect(screen.shows(text), "\(text)")
      }
      try await terminal.press("l", "0", ".", "0", "1", "Enter")
      try await terminal.wait(forText: "now 0.01")
      try await terminal.press("W")
      try await terminal.wait(forText: "the initial weights are back")
      #expect(try await terminal.screen().step == step)
      try await terminal.press("Space")
      let after = try await terminal.waitForSteps(3)
      #expect(after.shows("▶ training"))
      #expect(after.shows("weights of 0"))
      try await terminal.press("q")
      try await terminal.wait(forText: "steps of VGG-11")
    }
  }
}
