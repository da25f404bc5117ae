import TerminalUI

/// Numbers the pairs of colours that are on the screen.
///
/// ncurses' own `alloc_pair` gives no pair back, crashes without colours, and leaves cells unpainted when it has
/// no more. A theme has few colours, so this table only grows to what is used; where a terminal of eight colours
/// runs out of pairs, the rest is drawn in its own colours.
struct PairTable {
  /// Two colours by number; -1 is the terminal's own.
  struct Colors: Hashable {
    var foreground: Int32
    var background: Int32
  }

  private struct Roles: Hashable {
    var foreground: ColorRole
    var background: ColorRole
    var foregroundBlend: Blend?
    var backgroundBlend: Blend?
  }

  private let theme: Theme
  private let numbers: [ColorRole: Int32]
  private let depth: ColorDepth
  private let limit: Int
  private var pairOfRoles: [Roles: Int] = [:]
  private var pairOfColors: [Colors: Int] = [:]

  /// A table for a terminal that can hold pairs 1 up to `limit` - 1.
  init(theme: Theme, depth: ColorDepth, limit: Int) {
    self.theme = theme
    self.depth = depth
    self.limit = limit
    numbers = Dictionary(
      uniqueKeysWithValues: ColorRole.allCases.map { ($0, Int32(theme[$0].number(depth: depth) ?? -1)) })
  }

  /// The pair for a style's colours; `define` is called with a pair that is used for the first time.
  mutating func pair(of style: Style, define: (Int, Colors) -> Void) -> Int {
    if depth == .none { return 0 }
    let roles = Roles(
      foreground: style.foreground, background: style.background, foregroundBlend: style.foregroundBlend,
      backgroundBlend: style.backgroundBlend)
    if let pair = pairOfRoles[roles] { return pair }
    let colors = colors(of: roles)
    var pair = pairOfColors[colors] ?? 0
    if pair == 0 && pairOfColors.count + 1 < limit {
      pair = pairOfColors.count + 1
      pairOfColors[colors] = pair
      define(pair, colors)
    }
    pairOfRoles[roles] = pair
    return pair
  }

  private func colors(of roles: Roles) -> Colors {
    let background = number(of: roles.background, roles.backgroundBlend)
    var foreground = number(of: roles.foreground, roles.foregroundBlend)
    if foreground == background && background >= 0 && Self.isText(roles.foreground) {
      // With few colours a text and its ground can fall together: black or white, whichever is read.
      foreground = readable(on: background)
    }
    return Colors(foreground: foreground, background: background)
  }

  private func number(of role: ColorRole, _ blend: Blend?) -> Int32 {
    guard let blend else { return numbers[role, default: -1] }
    if depth >= .palette256, let rgb = theme.color(of: blend, over: role),
      let number = Palette.nearest(to: rgb, depth: depth)
    {
      return Int32(number)
    }
    return numbers[blend.prevailing(over: role), default: -1]
  }

  private func readable(on background: Int32) -> Int32 {
    let ground: RGB
    let white: Int32
    switch depth {
    case .trueColor:
      let number = UInt32(background)
      ground = RGB(UInt8(number >> 16 & 0xFF), UInt8(number >> 8 & 0xFF), UInt8(number & 0xFF))
      white = 0xFFFFFF
    default:
      ground = Palette.xterm256[Int(background)]
      white = depth == .basic8 ? 7 : 15
    }
    return ground.contrast(with: RGB(0, 0, 0)) > ground.contrast(with: RGB(255, 255, 255)) ? 0 : white
  }

  /// Roles of glyphs that are read; the others are areas, which may well look like what is beside them.
  private static func isText(_ role: ColorRole) -> Bool {
    switch role {
    case .text, .dim, .border, .title, .accent, .good, .warning, .error, .mark, .curve: true
    case .background, .selection, .aligned, .random, .opposed, .undefined, .band: false
    }
  }
}
