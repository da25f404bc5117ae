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

/// The colour of a role as a terminal of this depth shows it, with xterm's palette.
private func shown(_ role: ColorRole, _ theme: Theme, _ depth: ColorDepth) throws -> RGB {
  let number = try #require(theme[role].number(depth: depth))
  // Terminals of direct colours know the first eight by number.
  return depth == .trueColor && number >= 8 ? RGB(UInt32(number)) : Palette.xterm256[number]
}

private let colored: [ColorDepth] = [.basic8, .basic16, .palette256, .trueColor]
private let colorful = Theme.builtIn.filter { !$0.isMonochrome }.map(\.name)

private func theme(_ name: String) throws -> Theme {
  try #require(Theme.builtIn.first { $0.name == name })
}

@Suite struct ThemeColorsTests {
  /// The least distance in Oklab of two verdicts, for the worst of the four kinds of eyes.
  ///
  /// What has no cosine may look much like what is random; the three verdicts may not look alike. Of 16 colours there
  /// is less to choose from; the themes made for colour-blind eyes keep more where they can.
  private func least(_ name: String, _ depth: ColorDepth, withUndefined: Bool) -> Double {
    if withUndefined { return 0.07 }
    if depth <= .basic16 || name == Theme.terminal.name { return 0.15 }
    return name.hasPrefix("safe-") ? 0.27 : 0.2
  }

  @Test(arguments: colorful, colored)
  func verdictsStayApartForEveryEye(name: String, depth: ColorDepth) throws {
    let theme = try theme(name)
    let verdicts: [ColorRole] = [.aligned, .random, .opposed, .undefined]
    let colors = try verdicts.map { try shown($0, theme, depth) }
    for vision in ColorVision.allCases {
      for a in verdicts.indices {
        for b in verdicts.indices.dropFirst(a + 1) {
          let distance = vision.distance(colors[a], colors[b])
          let least = least(name, depth, withUndefined: verdicts[b] == .undefined)
          #expect(distance >= least, "\(vision): \(verdicts[a]) and \(verdicts[b])")
        }
      }
    }
  }

  @Test(arguments: colorful, colored)
  func textCanBeRead(name: String, depth: ColorDepth) throws {
    let theme = try theme(name)
    let ground = try shown(.background, theme, depth)
    let least = theme == .contrast && depth >= .palette256 ? 7.0 : 4.5
    var texts: [ColorRole] = [.text, .dim, .title, .accent, .good, .warning, .error, .mark, .curve]
    // With fewer colours numbers do not take the colour of their verdict.
    if depth >= .palette256 && theme.mixesColors { texts += [.aligned, .opposed] }
    for role in texts {
      #expect(try shown(role, theme, depth).contrast(with: ground) >= least, "\(role)")
    }
    let selection = try shown(.selection, theme, depth)
    let verdicts = texts.filter { $0 == .aligned || $0 == .opposed }
    for role in [ColorRole.text, .dim, .title, .accent] + verdicts {
      #expect(try shown(role, theme, depth).contrast(with: selection) >= 4.5, "\(role) on the selection")
    }
    for role in [ColorRole.accent, .mark] {
      #expect(try shown(role, theme, depth) != shown(.band, theme, depth), "\(role) in cells of amounts")
    }
    #expect(selection != ground)
  }

  @Test(arguments: colorful, [ColorDepth.basic16, .palette256, .trueColor])
  func whatAttractsTheEyeIsNoVerdict(name: String, depth: ColorDepth) throws {
    let theme = try theme(name)
    for role in [ColorRole.accent, .selection, .mark, .warning] {
      for verdict in [ColorRole.aligned, .random, .opposed] {
        let distance = try shown(role, theme, depth).distance(to: shown(verdict, theme, depth))
        let least = depth == .basic16 && role == .accent ? 0.15 : 0.03
        #expect(distance >= least, "\(role) and \(verdict)")
      }
    }
  }

  @Test(arguments: colorful, [ColorDepth.basic8, .basic16])
  func nothingVanishesInFewColors(name: String, depth: ColorDepth) throws {
    let theme = try theme(name)
    let ground = try shown(.background, theme, depth)
    for role in ColorRole.allCases where role != .background && role != .undefined {
      #expect(try shown(role, theme, depth) != ground, "\(role)")
    }
  }

  @Test func aMonochromeThemeHasNoColorAtAnyDepth() {
    for role in ColorRole.allCases {
      for depth in ColorDepth.allCases { #expect(Theme.monochrome[role].number(depth: depth) == nil) }
    }
  }

  @Test func colorsOfTheTerminalGoByTheirNumber() {
    let color = ThemeColor.basic(11, of8: 3)
    #expect([.none, .basic8, .basic16, .palette256].map { color.number(depth: $0) } == [nil, 3, 11, 11])
    #expect(color.number(depth: .trueColor) == 0xFFFF00)
    #expect(ThemeColor.basic(4).number(depth: .trueColor) == 4)
    #expect(!Theme.terminal.mixesColors && Theme.dark.mixesColors)
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
