import Testing

/// Terminals of less ability, and none at all.
@Suite(.serialized) struct TerminalKindTests {
  /// How a terminal is set up, and what must be seen there.
  struct Kind: Sendable, CustomTestStringConvertible {
    var environment: String
    var arguments = ""
    /// The signs of aligned, random, opposed and undefined.
    var legend: String
    var isColored = false
    var isASCII = false
    /// Whether it has a second screen to draw on; without one the first is wiped.
    var hasAlternateScreen = true

    var testDescription: String { "\(environment) \(arguments)" }

    static let all = [
      Kind(environment: "TERM=tmux-256color", legend: "■■■·", isColored: true),
      Kind(environment: "TERM=tmux-256color NO_COLOR=1", legend: "▀·▄×"),
      Kind(environment: "TERM=screen", legend: "■■■·", isColored: true),
      Kind(environment: "TERM=vt100", legend: "▀·▄×", hasAlternateScreen: false),
      Kind(environment: "TERM=tmux-256color LC_ALL=C", legend: "+.-x", isColored: true, isASCII: true),
      Kind(environment: "TERM=tmux-256color", arguments: "--theme monochrome", legend: "▀·▄×"),
    ]
  }

  @Test(arguments: Kind.all) func verdictsAreTold(kind: Kind) async throws {
    try await Terminal.with { terminal in
      let before = try await ShellState.left(in: terminal)
      try await terminal.startLayertop(kind.arguments, environment: kind.environment)
      let screen = try await terminal.waitForSteps(3)
      let signs = zip(["aligned", "random", "opposed", "undefined"], kind.legend)
      for (verdict, sign) in signs { #expect(screen.shows("\(sign) \(verdict)")) }
      #expect(screen.joined().allSatisfy(\.isASCII) == kind.isASCII)
      // Foregrounds and backgrounds among the parameters of SGR (ECMA-48, 8.3.117); 39 and 49 are none.
      let color = /\u{1B}\[([0-9;]*;)?(3[0-8]|4[0-8]|9[0-7]|10[0-7])[;m]/
      #expect(try await terminal.screen(colors: true).joined().contains(color) == kind.isColored)
      try await terminal.press("q")
      try await before.expectRestored(in: terminal, withText: kind.hasAlternateScreen)
    }
  }

  @Test func withoutATerminalTheWayIsNamed() async throws {
    let folder = try TestFolder()
    let result = try await ChildProcess.run(Program.path, Program.quick(in: folder))
    #expect(result.status == 1)
    #expect(result.output.isEmpty)
    expectOneSentence(result.errors, containing: "not a terminal", "--headless")
  }

  @Test(arguments: [
    ("TERM=dumb", "TERM=dumb cannot place text"), ("env -u TERM", "TERM is not set"),
    ("TERM=no-such-type", "does not know the terminal type TERM=no-such-type"),
  ])
  func aTerminalThatCannotServeIsRefused(environment: String, problem: String) async throws {
    try await Terminal.with(width: 300) { terminal in
      let words = try Program.quick(in: terminal.folder).joined(separator: " ")
      try await terminal.enter("clear; \(environment) \(Program.path) \(words) 2>errors; echo status-$?")
      let screen = try await terminal.wait(for: "the end") { $0.contains { $0.hasPrefix("status-") } }
      #expect(screen.shows("status-1"))
      expectOneSentence(terminal.folder.text("errors"), containing: problem, "--headless")
    }
  }
}

/// Expects one line that is a sentence with certain words.
func expectOneSentence(
  _ text: String, containing words: String..., sourceLocation: SourceLocation = #_sourceLocation
) {
  let lines = text.split(separator: "\n")
  #expect(lines.count == 1, "\(text)", sourceLocation: sourceLocation)
  for word in words { #expect(text.contains(word), "\(text)", sourceLocation: sourceLocation) }
}
