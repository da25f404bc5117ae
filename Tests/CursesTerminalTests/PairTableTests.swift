import TerminalUI
import Testing

@testable import CursesTerminal

@Suite struct PairTableTests {
  @Test func pairsAreDefinedOnceAndShared() {
    var table = PairTable(theme: .default, depth: .palette256, limit: 256)
    var defined: [Int: PairTable.Colors] = [:]
    func pair(_ style: Style) -> Int { table.pair(of: style) { defined[$0] = $1 } }
    let first = pair(Style(.text))
    #expect(first == 1)
    #expect(pair(Style(.aligned)) == 2)
    #expect(pair(Style(.text, bold: true)) == first)
    #expect(
      defined == [1: .init(foreground: 253, background: 233), 2: .init(foreground: 75, background: 233)])
    // In 16 colours the default theme gives text and dim the same colour, and so the same pair.
    var few = PairTable(theme: .default, depth: .basic16, limit: 256)
    var count = 0
    let same = [Style(.text), Style(.dim)].map { few.pair(of: $0) { _, _ in count += 1 } }
    #expect(same == [1, 1])
    #expect(count == 1)
  }

  @Test func blendsHaveColoursOfTheirOwnWhereTheTerminalHasThem() {
    var style = Style(.random, on: .background)
    style.foregroundBlend = Blend(.aligned, 6)
    for (depth, isMixed) in [(ColorDepth.trueColor, true), (.palette256, true), (.basic16, false)] {
      var table = PairTable(theme: .default, depth: depth, limit: 256)
      var defined: [PairTable.Colors] = []
      for style in [style, Style(.aligned), Style(.random)] {
        _ = table.pair(of: style) { defined.append($1) }
      }
      // Six parts of eight are aligned: where colours cannot be mixed, all of them.
      #expect(defined.count == (isMixed ? 3 : 2), "\(depth)")
    }
  }

  @Test func aFullTableFallsBackToTheTerminalsOwnColors() {
    var table = PairTable(theme: .default, depth: .palette256, limit: 3)
    var numbers: [Int] = []
    for role in [ColorRole.text, .dim, .title, .text] {
      numbers.append(table.pair(of: Style(role)) { pair, _ in #expect(pair < 3) })
    }
    #expect(numbers == [1, 2, 0, 1])
  }

  @Test func everyCombinationOfTheDefaultThemeFitsIntoEightColors() {
    var table = PairTable(theme: .default, depth: .basic8, limit: 64)
    var used: Set<Int> = []
    for foreground in ColorRole.allCases {
      for background in ColorRole.allCases {
        used.insert(table.pair(of: Style(foreground, on: background)) { _, _ in })
      }
    }
    #expect(!used.contains(0))
  }

  @Test(arguments: [ColorDepth.basic8, .basic16, .palette256, .trueColor])
  func textNeverHasTheColorOfItsGround(depth: ColorDepth) {
    var table = PairTable(theme: .default, depth: depth, limit: 1_000)
    for background in ColorRole.allCases {
      _ = table.pair(of: Style(.text, on: background)) { _, colors in
        #expect(colors.foreground != colors.background, "\(background)")
      }
    }
    // Areas may: the two halves of a cell can show the same verdict.
    _ = table.pair(of: Style(.random, on: .random)) { _, colors in
      #expect(colors.foreground == colors.background)
    }
  }

  @Test func withoutColorsThereAreNoPairs() {
    var table = PairTable(theme: .default, depth: .none, limit: 0)
    #expect(table.pair(of: Style(.error)) { _, _ in Issue.record("a pair was defined") } == 0)
    var plain = PairTable(theme: .monochrome, depth: .palette256, limit: 256)
    _ = plain.pair(of: Style(.error)) { #expect($1 == .init(foreground: -1, background: -1)) }
  }
}
