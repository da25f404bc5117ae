import Testing

@testable import TerminalUI

@Suite struct ColorTests {
  @Test func hexadecimalColors() {
    #expect(RGB(hex: "#4da3ff") == RGB(77, 163, 255))
    #expect(RGB(hex: "#4DA3FF")?.value == 0x4DA3FF)
    for wrong in ["4da3ff", "#4da3f", "#4da3fff", "#4da3fg", "#+da3ff", "#-da3ff", "", "blue"] {
      #expect(RGB(hex: wrong) == nil, "\(wrong)")
    }
  }

  @Test func contrastAndDistanceHaveKnownValues() {
    let (black, white) = (RGB(0, 0, 0), RGB(255, 255, 255))
    #expect(abs(black.contrast(with: white) - 21) < 1e-9)
    #expect(abs(RGB(0x77, 0x77, 0x77).contrast(with: white) - 4.48) < 0.005)
    #expect(abs(black.distance(to: white) - 1) < 1e-6)
    // Oklab of pure red, from the author's reference implementation.
    let red = RGB.oklab(RGB(255, 0, 0).linear)
    #expect(abs(red.x - 0.62796) < 1e-4 && abs(red.y - 0.22486) < 1e-4 && abs(red.z - 0.12585) < 1e-4)
  }

  @Test func theXtermPalette() {
    #expect(Palette.xterm256.count == 256)
    #expect(Palette.xterm256[16] == RGB(0, 0, 0))
    #expect(Palette.xterm256[208] == RGB(255, 135, 0))
    #expect(Palette.xterm256[231] == RGB(255, 255, 255))
    #expect(Palette.xterm256[232] == RGB(8, 8, 8))
    #expect(Palette.xterm256[255] == RGB(238, 238, 238))
  }

  @Test func nearestColors() {
    #expect(Palette.nearest(to: RGB(250, 130, 10), depth: .palette256) == 208)
    #expect(Palette.nearest(to: RGB(255, 255, 255), depth: .palette256) == 231)
    #expect(Palette.nearest(to: RGB(240, 10, 10), depth: .basic16) == 9)
    #expect(Palette.nearest(to: RGB(240, 10, 10), depth: .basic8) == 1)
    #expect(Palette.nearest(to: RGB(0x12, 0x34, 0x56), depth: .trueColor) == 0x123456)
    #expect(Palette.nearest(to: RGB(0, 0, 5), depth: .trueColor) == 8)
    #expect(Palette.nearest(to: RGB(0, 0, 0), depth: .trueColor) == 0)
    #expect(Palette.nearest(to: RGB(1, 2, 3), depth: .none) == nil)
    for (number, color) in Palette.xterm256.enumerated().dropFirst(16) {
      let nearest = Palette.nearest(to: color, depth: .palette256)
      #expect(nearest.map { Palette.xterm256[$0] } == color, "colour \(number)")
    }
  }

  @Test func numbersThatAThemeGivesWin() {
    let color = ThemeColor.rgb(RGB(255, 154, 60), of16: 11, of8: 1)
    #expect(ColorDepth.allCases.map { color.number(depth: $0) } == [nil, 1, 11, 208, 0xFF9A3C])
    #expect(ColorDepth.allCases.allSatisfy { ThemeColor.terminal.number(depth: $0) == nil })
  }
}
