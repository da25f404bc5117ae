import Foundation
import Testing

@testable import layertop

/// Leaving the dashboard while a step is under way.
@Suite(.serialized) struct QuitTests {
  /// What is under way may be worth minutes of training.
  @Test func theEndIsWaitedForWithAWord() {
    let handle = RunHandle(onNews: {}) {
      Thread.sleep(forTimeInterval: 1)
      throw Failure("it never began")
    }
    let begin = ContinuousClock.now
    var said: [String] = []
    handle.waitForEnd { said.append($0) }
    #expect(ContinuousClock.now - begin > .seconds(0.9))
    #expect(said == ["ending the step under way; Ctrl-C quits at once"])
    handle.waitForEnd { said.append($0) }
    #expect(said.count == 1, "a run that has ended is not waited for")
  }

  @Test func anImpatientUserLeavesAtOnce() async throws {
    try await Terminal.with { terminal in
      // Steps of seconds.
      let images = 1024
      let words = try Program.quick(in: terminal.folder).joined(separator: " ")
      try terminal.folder.writeImages(images)
      try await terminal.enter("TERM=tmux-256color \(Program.path) \(words) --batch-size \(images)")
      try await terminal.wait(forText: "▶ training")
      try await terminal.press("q")
      try await terminal.wait(forText: "saving a checkpoint; Ctrl-C quits at once")
      #expect(try await !terminal.screen().endWithPrompt)
      try await terminal.press("C-c")
      try await terminal.wait(for: "the prompt") { $0.endWithPrompt }
      #expect(try await !terminal.screen().shows("recorded in"))
    }
  }
}
