import TerminalUI
import Testing

@testable import CursesTerminal

@Suite struct TerminalTypeTests {
  private func type(_ environment: [String: String], theme: Theme = .default) throws(TerminalError)
    -> TerminalType
  {
    let known: [String: Int32] = ["xterm-256color": 1, "xterm-direct": 1, "screen": 1, "hardcopy": 0]
    return try TerminalType(environment: environment, theme: theme) { known[$0] ?? -1 }
  }

  @Test func directColorNeedsTheTerminalsWordAndAnEntry() throws {
    #expect(try type(["TERM": "xterm-256color"]).name == "xterm-256color")
    #expect(try type(["TERM": "xterm-256color", "COLORTERM": "truecolor"]).name == "xterm-direct")
    #expect(try type(["TERM": "xterm-256color", "COLORTERM": "24bit"]).name == "xterm-direct")
    #expect(try type(["TERM": "xterm-256color", "COLORTERM": "yes"]).name == "xterm-256color")
    #expect(try type(["TERM": "screen", "COLORTERM": "truecolor"]).name == "screen")
  }

  @Test func theTerminalsOwnColorsNeedThePlainEntry() throws {
    let truecolor = ["TERM": "xterm-256color", "COLORTERM": "truecolor"]
    #expect(try type(truecolor, theme: .terminal).name == "xterm-256color")
  }

  @Test func noColor() throws {
    let truecolor = ["TERM": "xterm-256color", "COLORTERM": "truecolor"]
    let plain = try type(truecolor.merging(["NO_COLOR": "1"]) { $1 })
    #expect(!plain.wantsColor && plain.name == "xterm-256color")
    #expect(try type(truecolor.merging(["NO_COLOR": ""]) { $1 }).wantsColor)
    #expect(try !type(truecolor, theme: .monochrome).wantsColor)
  }

  @Test func unusableTypesAreRefused() {
    #expect(throws: TerminalError.typeNotSet) { try type([:]) }
    #expect(throws: TerminalError.typeNotSet) { try type(["TERM": ""]) }
    #expect(throws: TerminalError.tooSimple(type: "hardcopy")) { try type(["TERM": "hardcopy"]) }
    #expect(throws: TerminalError.tooSimple(type: "dumb")) { try type(["TERM": "dumb"]) }
    #expect(throws: TerminalError.unknownType("nosuch")) { try type(["TERM": "nosuch"]) }
  }

  @Test func realEntriesOfThisMachine() throws {
    #expect(try TerminalType(environment: ["TERM": "vt100"], theme: .default).name == "vt100")
    #expect(throws: TerminalError.tooSimple(type: "dumb")) {
      try TerminalType(environment: ["TERM": "dumb"], theme: .default)
    }
    #expect(throws: TerminalError.unknownType("no-such-terminal")) {
      try TerminalType(environment: ["TERM": "no-such-terminal"], theme: .default)
    }
  }

  @Test func everyErrorNamesTheWayOut() {
    let errors: [TerminalError] = [
      .notATerminal(stream: "output"), .typeNotSet, .tooSimple(type: "dumb"), .unknownType("nosuch"),
      .system(operation: "making a pipe", message: "Too many open files"),
    ]
    for error in errors {
      #expect(error.description.hasSuffix("with --headless"))
      #expect(!error.description.dropLast().contains(". "))
    }
    #expect(
      TerminalError.notATerminal(stream: "output").description
        == "there is no screen to draw on, since standard output is not a terminal: run it in one, or with --headless"
    )
  }

  @Test func depths() {
    let depths = [-1, 2, 8, 16, 88, 256, 32_768, 1 << 24].map { TerminalType.depth(colors: $0) }
    #expect(
      depths == [.none, .none, .basic8, .basic16, .basic16, .palette256, .palette256, .trueColor])
  }
}
