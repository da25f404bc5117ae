import Testing

@testable import TerminalUI

@Suite struct BlendTests {
  private let theme = Theme(
    name: "test",
    colors: [
      .random: .rgb(RGB(0x59, 0x62, 0x6E)), .aligned: .rgb(RGB(0x4D, 0xA3, 0xFF)),
      .opposed: .rgb(RGB(0xFF, 0x9A, 0x3C)),
    ])

  @Test func theEndsOfABlendAreItsColours() {
    #expect(theme.color(of: Blend(.aligned, 0), over: .random) == RGB(0x59, 0x62, 0x6E))
    #expect(theme.color(of: Blend(.aligned, 8), over: .random) == RGB(0x4D, 0xA3, 0xFF))
    #expect(theme.color(of: Blend(.aligned, 0, .opposed, 8), over: .random) == RGB(0xFF, 0x9A, 0x3C))
  }

  @Test func moreOfAColourIsNearerToIt() throws {
    let aligned = RGB(0x4D, 0xA3, 0xFF)
    let distances = try (0...8).map {
      try #require(theme.color(of: Blend(.aligned, $0, .opposed, 8 - $0), over: .random)).distance(
        to: aligned)
    }
    for (more, less) in zip(distances.dropFirst(), distances) { #expect(more < less) }
    // Steps look alike, since colours are mixed where equal distances look equal.
    let steps = zip(distances, distances.dropFirst()).map { $0 - $1 }
    #expect(try #require(steps.max()) < 1.2 * (try #require(steps.min())))
  }

  @Test func whatHasNoColourOfItsOwnIsNotMixed() {
    #expect(theme.color(of: Blend(.accent, 4), over: .random) == nil)
    #expect(theme.color(of: Blend(.accent, 0), over: .random) == RGB(0x59, 0x62, 0x6E))
  }

  @Test func theRoleThatPrevailsStandsForABlend() {
    #expect(Blend(.aligned, 4).prevailing(over: .random) == .random)
    #expect(Blend(.aligned, 5).prevailing(over: .random) == .aligned)
    #expect(Blend(.aligned, 3, .opposed, 4).prevailing(over: .random) == .opposed)
    #expect(Blend(.aligned, 4, .opposed, 4).prevailing(over: .random) == .random)
  }

  @Test func partsStayWithinTheWhole() {
    let blend = Blend(.aligned, 20, .opposed, 3)
    #expect(blend.firstParts == 8 && blend.secondParts == 0)
    #expect(Blend(.aligned, -1).firstParts == 0)
  }
}
