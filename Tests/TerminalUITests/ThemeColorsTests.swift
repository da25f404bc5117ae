import Testing

@testable import TerminalUI

/// How colours look to eyes that lack one kind of cone: matrices on linear sRGB for severity 1
/// (Machado, Oliveira, Fernandes 2009, "A physiologically-based model for simulation of color vision deficiency").
private enum ColorVision: CaseIterable {
  case normal, protanopia, deuteranopia, tritanopia

  private var rows: [SIMD3<Double>] {
    switch self {
    case .normal: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    case .protanopia:
      [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    case .deuteranopia:
      [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    case .tritanopia:
      [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    }
  }

  /// The distance in Oklab between two colours as these eyes see them.
  func distance(_ a: RGB, _ b: RGB) -> Double {
    func seen(_ color: RGB) -> SIMD3<Double> {
      let light = color.linear
      let cones = SIMD3((rows[0] * light).sum(), (rows[1] * light).sum(), (rows[2] * light).sum())
      return RGB.oklab(cones.clamped(lowerBound: .zero, upperBound: .one))
    }
    let difference = seen(a) - seen(b)
    return (difference * difference).sum().squareRoot()
  }
}

private func theme(_ name: String) throws -> Theme {
  name == "paper" ? try .load(file: repositoryFile("themes/paper.toml")) : .default
}

/// The colour of a role as a terminal of this depth shows it.
private func shown(_ role: ColorRole, _ theme: Theme, _ depth: ColorDepth) throws -> RGB {
  let number = try #require(theme[role].number(depth: depth))
  if depth == .trueColor { return RGB(UInt8(number >> 16), UInt8(number >> 8 & 255), UInt8(number & 255)) }
  return Palette.xterm256[number]
}

private let colored: [ColorDepth] = [.basic8, .basic16, .palette256, .trueColor]

@Suite struct ThemeColorsTests {
  @Test(arguments: ["default", "paper"], colored)
  func verdictsStayApartForEveryEye(name: String, depth: ColorDepth) throws {
    let theme = try theme(name)
    let verdicts: [ColorRole] = [.aligned, .random, .opposed, .undefined]
    let colors = try verdicts.map { try shown($0, theme, depth) }
    for vision in ColorVision.allCases {
      for a in verdicts.indices {
        for b in verdicts.indices.dropFirst(a + 1) {
          // What has no cosine may look much like what is random; the three verdicts may not look alike.
          // Of 16 colours there is less to choose from.
          let least = verdicts[b] == .undefined ? 0.07 : depth <= .basic16 ? 0.15 : 0.2
          let distance = vision.distance(colors[a], colors[b])
          #expect(distance >= least, "\(vision): \(verdicts[a]) and \(verdicts[b])")
        }
      }
    }
  }

  @Test(arguments: ["default", "paper"], [ColorDepth.palette256, .trueColor])
  func textCanBeRead(name: String, depth: ColorDepth) throws {
    let theme = try theme(name)
    let ground = try shown(.background, theme, depth)
    for role in [ColorRole.text, .dim, .title, .accent, .good, .warning, .error, .mark, .curve] {
      #expect(try shown(role, theme, depth).contrast(with: ground) >= 4.5, "\(role)")
    }
    let selection = try shown(.selection, theme, depth)
    for role in [ColorRole.text, .dim, .title, .accent] {
      #expect(try shown(role, theme, depth).contrast(with: selection) >= 4.5, "\(role) on the selection")
    }
    #expect(try shown(.curve, theme, depth).contrast(with: shown(.band, theme, depth)) >= 4.5)
    #expect(try shown(.selection, theme, depth) != ground)
  }

  @Test(arguments: ["default", "paper"], [ColorDepth.basic8, .basic16])
  func nothingVanishesInFewColors(name: String, depth: ColorDepth) throws {
    let theme = try theme(name)
    let ground = try shown(.background, theme, depth)
    for role in ColorRole.allCases where role != .background && role != .undefined {
      #expect(try shown(role, theme, depth) != ground, "\(role)")
    }
    #expect(try shown(.text, theme, depth) != shown(.selection, theme, depth))
    #expect(try shown(.curve, theme, depth) != shown(.band, theme, depth))
  }

  @Test func attributesReplaceColors() {
    #expect(Theme.monochrome.isMonochrome)
    #expect(!Theme.default.isMonochrome)
    #expect(Style(.text, on: .selection).withoutColor == Style(reverse: true))
    #expect(Style(.title, underline: true).withoutColor == Style(bold: true, underline: true))
    #expect(Style(.dim, on: .aligned).withoutColor == Style())
  }

  @Test func asciiFallbacksAreAscii() {
    #expect("cos(gₜ) · √τ … ▸日é".map(\.asciiFallback) == Array("cos(gt) - vt ~ >??"))
  }
}
