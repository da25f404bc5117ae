import Foundation
import TerminalUI
import Testing

@testable import Dashboard

/// Whole screens, compared with the pictures in `Screens`. Without colour verdicts are glyphs, so the pictures show them.
///
/// `LAYERTOP_DRAW_SCREENS=1 swift test --filter GoldenScreenTests` draws the pictures anew; look at them before they are
/// kept.
@Suite struct GoldenScreenTests {
  private static let sizes = [(60, 16), (80, 24), (120, 40), (240, 70)]

  @Test(arguments: GoldenScene.allCases, sizes)
  func theScreenIsAsItWasDrawn(scene: GoldenScene, size: (Int, Int)) throws {
    try compare(scene, size, Terminals.monochrome, "\(scene.rawValue)-\(size.0)x\(size.1)")
  }

  @Test(arguments: [GoldenScene.picture, .zoomed, .inspector, .controls], sizes)
  func withoutUnicodeToo(scene: GoldenScene, size: (Int, Int)) throws {
    try compare(scene, size, Terminals.ascii, "\(scene.rawValue)-\(size.0)x\(size.1)-ascii")
  }

  private func compare(
    _ scene: GoldenScene, _ size: (Int, Int), _ capabilities: Capabilities, _ name: String
  ) throws {
    let lines = scene.state(width: size.0, height: size.1, capabilities).view().lines
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Screens/\(name).txt")
    if ProcessInfo.processInfo.environment["LAYERTOP_DRAW_SCREENS"] != nil {
      try (lines.joined(separator: "\n") + "\n").write(to: file, atomically: true, encoding: .utf8)
    }
    let picture = try String(contentsOf: file, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false
    ).dropLast().map(String.init)
    #expect(lines.count == picture.count)
    for (y, (line, drawn)) in zip(lines, picture).enumerated() {
      #expect(line == drawn, "\(name), line \(y)")
    }
  }
}
