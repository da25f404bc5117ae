import Foundation
import Testing

/// The terminal as the shell has it before layertop runs, to be found again afterwards.
struct ShellState {
  private let modes: String
  private let settings: String

  /// Leaves a text on the screen and looks at the terminal.
  static func left(in terminal: Terminal) async throws -> ShellState {
    try await terminal.enter("echo earlier-$((6 * 7)); stty -a >before; echo looked-$((6 * 7))")
    try await terminal.wait(forText: "looked-42")
    return ShellState(modes: try await terminal.modes(), settings: terminal.folder.text("before"))
  }

  /// Waits for the shell and expects that all is as it was, and the text on the screen too unless it could not be kept.
  func expectRestored(in terminal: Terminal, withText: Bool = true) async throws {
    try await terminal.wait(for: "the shell's prompt") { lines in
      !lines.shows("layers × steps") && lines.endWithPrompt
    }
    // The shell computes the answer, so that the command itself is not taken for it.
    try await terminal.enter("stty -a >after; echo looked-$((7 * 7))")
    let screen = try await terminal.wait(forText: "looked-49")
    #expect(screen.shows("earlier-42") || !withText)
    #expect(try await terminal.modes() == modes)
    #expect(!settings.isEmpty)
    #expect(terminal.folder.text("after") == settings)
    let answer = try await terminal.screen(colors: true).filter { $0.contains("looked-49") }
    #expect(answer.allSatisfy { !$0.contains("\u{1B}") }, "a colour is left behind")
    try await terminal.enter("rm after; clear; echo earlier-$((6 * 7))")
    try await terminal.wait(for: "a clear screen") { $0.shows("earlier-42") && !$0.shows("looked-49") }
  }
}
