import Testing

/// The dashboard from start to quit, as a user sees it.
@Suite(.serialized) struct SessionTests {
  @Test(arguments: [(80, 24), (200, 50)])
  func fromStartToQuit(width: Int, height: Int) async throws {
    try await Terminal.with(width: width, height: height) { terminal in
      let before = try await ShellState.left(in: terminal)
      try await terminal.startLayertop()
      try await panelsAppear(on: terminal)
      try await theTrainingPausesAndGoesOn(on: terminal)
      try await theOptimizerChangesMidRun(on: terminal)
      try await numbersAreTyped(on: terminal)
      try await rowsAreSelectedAndGrouped(on: terminal)
      try await helpOpensAndCloses(on: terminal)
      try await theScreenFollowsTheWindow(on: terminal, width: width, height: height)
      try await terminal.press("q")
      try await terminal.wait(forText: "steps of ResNet-18 on CIFAR-10, last loss")
      try await terminal.wait(forText: "see it again:  layertop open ")
      try await terminal.wait(forText: "go on:         layertop resume ")
      try await before.expectRestored(in: terminal)
    }
  }

  private func panelsAppear(on terminal: Terminal) async throws {
    let screen = try await terminal.waitForSteps(3)
    for text in [
      "layertop", "layers × steps", "session", "cos  conv1", "loss", "layer1.0.conv1", "SGD", "training",
      "CIFAR-10",
      "space pause", "quit",
    ] {
      #expect(screen.shows(text), "\(text)")
    }
    #expect(try await terminal.modes() == "alternate 1 cursor 0 mouse 1 keypad 11")
  }

  private func theTrainingPausesAndGoesOn(on terminal: Terminal) async throws {
    try await terminal.press("Space")
    let paused = try await terminal.wait(forText: "‖ paused")
    #expect(paused.shows("space go on"))
    try await Task.sleep(for: .milliseconds(500))  // Room for several steps.
    #expect(try await terminal.screen().step == paused.step)
    try await terminal.press("Space")
    try await terminal.wait(forText: "▶ training")
    try await terminal.waitForSteps()
  }

  private func theOptimizerChangesMidRun(on terminal: Terminal) async throws {
    try await terminal.press("o")
    try await terminal.wait(forText: "Esc closes")
    try await terminal.press("Down", "Enter")
    try await terminal.wait(forText: "┆SGD→momentum")
    // Wide screens have room for the long name.
    try await terminal.wait(for: "the new optimizer") { lines in
      lines.contains { $0.contains(/optimizer +(SGD with )?momentum +o/) }
    }
    try await terminal.waitForSteps()
  }

  private func numbersAreTyped(on terminal: Terminal) async throws {
    try await terminal.press("l", "0", ".", "0", "1")
    try await terminal.wait(forText: "→ 0.01▏")
    try await terminal.press("Enter")
    try await terminal.wait(for: "the new learning rate") { $0.contains { $0.contains(/lr +0\.01 +l/) } }

    try await terminal.press("l", "-", "1", "Enter")
    let refusal = "\"-1\" is no lr: give 0 to 100"
    try await terminal.wait(for: "the refusal") { lines in
      refusal.split(separator: " ").allSatisfy { lines.shows(String($0)) }
    }
    try await terminal.press("Escape")
    try await terminal.wait(for: "the old learning rate") { $0.contains { $0.contains(/lr +0\.01 +l/) } }

    try await terminal.press("m", "0", ".", "5", "Enter")
    try await terminal.wait(for: "the new momentum") { $0.contains { $0.contains(/momentum +0\.5 +m/) } }
    try await terminal.waitForSteps()
  }

  private func rowsAreSelectedAndGrouped(on terminal: Terminal) async throws {
    try await terminal.press("j", "Down", "k")
    try await terminal.wait(forText: "cos  bn1")
    try await terminal.press("G")
    try await terminal.wait(forText: "cos  fc")
    try await terminal.press("t")
    try await terminal.wait(forText: "cos  fc.weight")
    try await terminal.press("t", "g")
    try await terminal.wait(forText: "cos  conv1 ")
  }

  private func helpOpensAndCloses(on terminal: Terminal) async throws {
    try await terminal.press("?")
    try await terminal.wait(forText: "type another learning rate")
    try await terminal.press("Escape")
    try await terminal.wait(for: "the help to close") { !$0.shows("type another learning rate") }
  }

  private func theScreenFollowsTheWindow(on terminal: Terminal, width: Int, height: Int) async throws {
    try await terminal.resize(width: 60, height: 16)
    let narrow = try await terminal.wait(for: "the narrow screen") {
      $0.shows("momentum · lr 0.01 · μ 0.5") && !$0.shows("session")
    }
    #expect(narrow.shows("q quit"))
    try await terminal.resize(width: 50, height: 10)
    let tiny = try await terminal.wait(forText: "layertop needs 60 × 16; this is 50 × 10")
    #expect(tiny.filter { !$0.isEmpty }.count == 1)
    try await terminal.resize(width: width, height: height)
    try await terminal.wait(forText: "session")
    try await terminal.waitForSteps()
  }
}
