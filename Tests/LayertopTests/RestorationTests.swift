import Foundation
import Testing

/// Whatever ends or stops the dashboard, the terminal is as it was.
@Suite(.serialized) struct RestorationTests {
  @Test func afterControlC() async throws {
    try await expectRestored { try await $0.press("C-c") }
  }

  /// SIGSEGV stands for all crashes.
  @Test(arguments: [SIGTERM, SIGHUP, SIGSEGV]) func afterASignal(number: Int32) async throws {
    try await expectRestored { try $0.signal(number) }
  }

  @Test func whileStoppedAndAfterGoingOn() async throws {
    try await Terminal.with { terminal in
      let before = try await ShellState.left(in: terminal)
      try await terminal.startLayertop()
      try await terminal.waitForSteps(2)
      let running = try await terminal.modes()
      for _ in 1...2 {
        try await terminal.press("C-z")
        try await before.expectRestored(in: terminal)
        try await terminal.enter("fg")
        try await terminal.wait(forText: "layers × steps")
        try await terminal.wait(forModes: running)
        try await terminal.waitForSteps()
      }
      try await terminal.press("j")
      try await terminal.wait(forText: "cos  bn1")
      try await terminal.press("q")
      try await before.expectRestored(in: terminal)
    }
  }

  private func expectRestored(after end: (Terminal) async throws -> Void) async throws {
    try await Terminal.with { terminal in
      let before = try await ShellState.left(in: terminal)
      try await terminal.startLayertop()
      try await terminal.waitForSteps(2)
      try await end(terminal)
      try await before.expectRestored(in: terminal)
    }
  }
}
