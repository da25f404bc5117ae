import RunModel
import TerminalUI
import Testing

@testable import Dashboard

/// Keys, mouse and sizes as nobody would send them, in every state that they lead to.
@Suite struct FuzzTests {
  private static let names = [
    "space", "up", "down", "left", "right", "home", "end", "pgup", "pgdn", "enter", "esc", "tab", "shift-tab",
    "backspace", "delete", "ctrl-l", "ctrl-w", "ctrl-u", "ctrl-n", "ctrl-p", "f1", "f5",
  ]
  private static let characters = Array(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:/?,.+-=#<>{}[]()*'\"\\é日\u{301}👍🏽")

  private static func message(_ generator: inout SeededGenerator, _ run: TestRun, step: inout Int) -> Message
  {
    func number(_ limit: Int) -> Int { Int(generator.next() % UInt64(limit)) }
    switch number(100) {
    case 0..<35: return .key(.character(characters[number(characters.count)]))
    case 35..<70: return .key(Key(name: names[number(names.count)])!)
    case 70..<85:
      let kinds: [MouseEvent.Kind] = [.press, .drag, .release, .scrollUp, .scrollDown]
      return .mouse(MouseEvent(kinds[number(kinds.count)], x: number(260), y: number(90)))
    case 85..<90:
      let isTiny = number(4) == 0
      return .resized(width: number(isTiny ? 60 : 260), height: number(isTiny ? 16 : 80))
    case 90..<98:
      step += 1
      return .training([.step(run.record(step))])
    default: return .tick(now: Double(2000 + step))
    }
  }

  @Test(arguments: [true, false]) func nothingBreaksTheScreen(isUnicode: Bool) {
    let run = TestRun()
    let capabilities = isUnicode ? Terminals.colors : Terminals.ascii
    var state = run.state(steps: 20, capabilities: capabilities)
    var generator = SeededGenerator(seed: isUnicode ? 7 : 8)
    var step = 20
    for turn in 0..<50_000 {
      var effects = state.update(Self.message(&generator, run, step: &step))
      // The session and the terminal do as they are told.
      while !effects.isEmpty {
        var messages: [Message] = []
        for effect in effects {
          switch effect {
          case .send(let command): messages.append(.training([.applied(command, afterStep: step)]))
          case .restart(let request):
            step = 0
            var other = run
            other.configuration = request.configuration
            messages.append(.training([.started(other.description)]))
          case .reload: messages.append(.options(state.controls.options))
          default: break
          }
        }
        effects = messages.flatMap { state.update($0) }
      }
      guard turn % 100 == 0 else { continue }
      let screen = state.view()
      #expect(screen.width == state.width && screen.height == state.height)
      for (y, line) in screen.lines.enumerated() {
        #expect(TextWidth.columns(line) <= state.width, "line \(y) at turn \(turn)")
      }
      #expect(screen.hasWholeGlyphs, "turn \(turn)")
      if !isUnicode { #expect(screen.cells.allSatisfy { $0.glyph.isASCII }) }
    }
  }
}

extension Buffer {
  /// Whether every wide glyph has both of its halves, no half is alone, and no cell holds a control.
  fileprivate var hasWholeGlyphs: Bool {
    for y in 0..<height {
      for x in 0..<width {
        let glyph = self[x, y].glyph
        let isCovered = glyph == Cell.continuation
        if isCovered {
          guard x > 0, TextWidth.columns(self[x - 1, y].glyph) == 2 else { return false }
        } else {
          guard TextWidth.columns(glyph) > 0 else { return false }
          let isWide = TextWidth.columns(glyph) == 2
          guard isWide == (x + 1 < width && self[x + 1, y].glyph == Cell.continuation) else { return false }
        }
      }
    }
    return true
  }
}
