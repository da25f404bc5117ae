import Statistics
import TerminalUI

/// How verdicts are drawn: by colour, or by glyph where there are no colours or no block elements.
///
/// Without colour the sign is where the ink is: above for aligned, below for opposed.
struct HeatmapInk {
  private let capabilities: Capabilities

  init(_ capabilities: Capabilities) { self.capabilities = capabilities }

  /// A verdict's colour.
  static func role(_ verdict: Verdict) -> ColorRole {
    switch verdict {
    case .aligned: .aligned
    case .random: .random
    case .opposed: .opposed
    case .undefined: .undefined
    }
  }

  /// One row in one line.
  func cell(_ verdict: Verdict) -> Cell {
    let role = Self.role(verdict)
    if capabilities.unicode && capabilities.colors != .none {
      return Cell(verdict == .undefined ? "·" : " ", Style(.dim, on: role))
    }
    let bold = verdict == .aligned || verdict == .opposed
    // The colour of undefined cells is made for grounds; a glyph in it could hardly be seen.
    return Cell(glyph(verdict), Style(verdict == .undefined ? .dim : role, bold: bold))
  }

  /// Two rows in one line; `lower` is nil below the last row.
  func cell(upper: Verdict, lower: Verdict?) -> Cell {
    Cell("▀", Style(Self.role(upper), on: lower.map(Self.role) ?? .background))
  }

  /// A cell for the legend.
  func sample(_ verdict: Verdict) -> StyledLine {
    if capabilities.unicode && capabilities.colors != .none {
      return verdict == .undefined
        ? StyledLine("·", Style(.dim, on: .undefined)) : StyledLine("■", Style(Self.role(verdict)))
    }
    let cell = cell(verdict)
    return StyledLine(String(cell.glyph), cell.style)
  }

  private func glyph(_ verdict: Verdict) -> Character {
    switch verdict {
    case .aligned: capabilities.unicode ? "▀" : "+"
    case .random: capabilities.unicode ? "·" : "."
    case .opposed: capabilities.unicode ? "▄" : "-"
    case .undefined: capabilities.unicode ? "×" : "x"
    }
  }
}

/// The colours of numbers and curves that have a verdict.
///
/// The 8 and 16 basic colours that fill cells well, such as dark blue, cannot be read as text on black: there
/// text stays text.
struct ValueInk {
  /// Whether verdicts have readable colours.
  let isColored: Bool

  init(_ capabilities: Capabilities) { isColored = capabilities.colors >= .palette256 }

  /// How a number is drawn; what is not random stands out.
  func style(_ verdict: Verdict) -> Style {
    switch verdict {
    case .aligned, .opposed: Style(isColored ? HeatmapInk.role(verdict) : .text, bold: true)
    case .random: Style(.text)
    case .undefined: Style(.dim)
    }
  }
}
