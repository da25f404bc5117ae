import Testing

/// The mouse in a real terminal: controls, lists, rows and time.
@Suite(.serialized) struct MouseTests {
  @Test func theMouseDoesWhatKeysDo() async throws {
    try await Terminal.with(width: 140, height: 50) { terminal in
      try await terminal.startLayertop()
      try await terminal.waitForSteps(3)
      try await rowsAndTime(on: terminal)
      try await aNumberIsTyped(on: terminal)
      try await aListIsTakenFrom(on: terminal)
      try await aPresetIsTakenAndUndone(on: terminal)
      try await terminal.press("q")
      try await terminal.wait(forText: "last loss")
    }
  }

  private func rowsAndTime(on terminal: Terminal) async throws {
    try await terminal.wheel(down: false, x: 60, y: 5)
    try await terminal.wait(forText: "a column is one step")
    try await terminal.wheel(down: true, x: 4, y: 5)
    try await terminal.wait(forText: "cos  bn1")
    try await terminal.click(on: "layer1.0.conv2")
    try await terminal.wait(forText: "cos  layer1.0.conv2")
  }

  private func aNumberIsTyped(on terminal: Terminal) async throws {
    try await terminal.click(on: " session ")
    try await terminal.wait(forText: " controls ")
    // The first press points, the second opens.
    for mark in [" lr  ", "▸lr  "] { try await terminal.click(on: mark, right: 1) }
    try await terminal.type("0.02")
    try await terminal.wait(forText: "→ 0.02▏")
    try await terminal.press("Enter")
    try await terminal.wait(for: "the new learning rate") { $0.contains { $0.contains(/▸lr +0\.02\s/) } }
  }

  private func aListIsTakenFrom(on terminal: Terminal) async throws {
    for mark in [" colour  ", "▸colour  "] { try await terminal.click(on: mark, right: 1) }
    try await terminal.wait(forText: "┌ colour ")
    for mark in [" pValue  ", "▸pValue  "] { try await terminal.click(on: mark, right: 1) }
    try await terminal.wait(forText: "p = 1 ")
    try await terminal.click(on: "layer1.0.conv1")
    try await terminal.wait(forText: " session ")
  }

  private func aPresetIsTakenAndUndone(on terminal: Terminal) async throws {
    try await terminal.press("p")
    try await terminal.click(on: " adam  ", right: 1)
    try await terminal.press("Enter")
    try await terminal.wait(for: "Adam") { $0.contains { $0.contains(/beta2 +0\.999/) } }
    try await terminal.press("u")
    try await terminal.wait(for: "SGD again") { $0.contains { $0.contains(/optimizer +SGD +o/) } }
  }
}
