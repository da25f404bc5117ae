import Statistics
import TerminalUI

/// How the cells of the heatmap are drawn: by colour, or by glyph where there are no colours or no block elements.
///
/// Without colour the sign is where the ink is: above for aligned, below for opposed.
struct HeatmapInk {
  private let capabilities: Capabilities
  /// Whether colours fill cells.
  let isColored: Bool
  /// Whether there are colours between the roles.
  private let canBlend: Bool

  init(_ capabilities: Capabilities) {
    self.capabilities = capabilities
    isColored = capabilities.unicode && capabilities.colors != .none
    canBlend = capabilities.mixesColors
  }

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
  func cell(_ cell: HeatCell) -> Cell {
    switch cell {
    case .future: return .blank
    case .loading: return Cell(capabilities.unicode ? "╌" : "?", Style(.border))
    case .forgotten: return Cell(capabilities.unicode ? "╱" : "/", Style(.border))
    default: break
    }
    guard isColored else { return glyph(cell) }
    let paint = Paint(cell)
    if cell == .undefined { return Cell("·", Style(.dim, on: .undefined)) }
    guard canBlend || paint.blend == nil else { return dithered(paint) }
    var style = Style(.dim, on: paint.role)
    style.backgroundBlend = paint.blend
    return Cell(" ", style)
  }

  /// Two rows in one line; `lower` is nil below the last row. The place decides where few colours make a pattern.
  func cell(upper: HeatCell, lower: HeatCell?, column: Int, line: Int) -> Cell {
    if upper == .future { return .blank }
    if upper == .loading || upper == .forgotten { return cell(upper) }
    var (top, bottom) = (Paint(upper), lower.map(Paint.init))
    if !canBlend {
      top = top.dithered(column: column, row: 2 * line)
      bottom = bottom?.dithered(column: column, row: 2 * line + 1)
    }
    var style = Style(top.role, on: bottom?.role ?? .background)
    style.foregroundBlend = top.blend
    style.backgroundBlend = bottom?.blend
    return Cell("▀", style)
  }

  /// A cell for the legend.
  func sample(of cell: HeatCell) -> StyledLine {
    let drawn = self.cell(cell)
    guard isColored, cell != .undefined, drawn.glyph == " " else {
      return StyledLine(String(drawn.glyph), drawn.style)
    }
    var style = Style(drawn.style.background)
    style.foregroundBlend = drawn.style.backgroundBlend
    return StyledLine("■", style)
  }

  /// A cell for the legend that says what a verdict looks like.
  func sample(_ verdict: Verdict) -> StyledLine { sample(of: HeatCell(verdict)) }

  /// With few colours a share is a glyph of more or less dots.
  private func dithered(_ paint: Paint) -> Cell {
    guard let blend = paint.blend else { return Cell(" ", Style(.dim, on: paint.role)) }
    let isFirst = blend.firstParts >= blend.secondParts
    let parts = isFirst ? blend.firstParts : blend.secondParts
    let glyph: Character = parts < 3 ? "░" : parts < 6 ? "▒" : "▓"
    return Cell(glyph, Style(isFirst ? blend.first : blend.second, on: paint.role))
  }

  // MARK: Without colours

  private func glyph(_ cell: HeatCell) -> Cell {
    let unicode = capabilities.unicode
    switch cell {
    case .future, .loading, .forgotten: return .blank
    case .undefined: return Cell(unicode ? "×" : "x", Style(.dim))
    case .shares(let aligned, let opposed):
      // Nearly as much of both signs.
      if min(aligned, opposed) >= 2 && abs(aligned - opposed) <= 2 {
        return Cell(unicode ? "▒" : "%", Style(aligned > opposed ? .aligned : .opposed))
      }
      return signed(aligned >= opposed ? aligned : -opposed)
    case .signed(let parts): return signed(parts)
    case .amount(let parts):
      let ramp: [Character] = unicode ? [" ", "·", "░", "▒", "▓", "█"] : [" ", ".", ":", "=", "*", "#"]
      return Cell(ramp[(parts * 5 + 4) / 8], Style(.text))
    case .disagreement(let parts):
      guard parts > 0 else { return Cell(unicode ? "·" : ".", Style(.dim)) }
      return Cell(parts < 5 ? (unicode ? "◇" : "o") : (unicode ? "◆" : "@"), Style(.mark, bold: true))
    }
  }

  /// A little and much of a sign, from two and from four eighths on.
  private func signed(_ parts: Int) -> Cell {
    let unicode = capabilities.unicode
    switch parts {
    case ..<(-3): return Cell(unicode ? "▄" : "-", Style(.opposed, bold: true))
    case -3 ... -2: return Cell(unicode ? "▂" : ",", Style(.opposed))
    case 2...3: return Cell(unicode ? "▔" : "'", Style(.aligned))
    case 4...: return Cell(unicode ? "▀" : "+", Style(.aligned, bold: true))
    default: return Cell(unicode ? "·" : ".", Style(.random))
    }
  }
}

/// The colour of a cell: a role, and what is mixed into it.
private struct Paint {
  var role: ColorRole
  var blend: Blend?

  init(_ cell: HeatCell) {
    switch cell {
    case .future, .loading, .forgotten: self.init(role: .background)
    case .undefined: self.init(role: .undefined)
    case .shares(let aligned, let opposed): self.init(role: .random, .aligned, aligned, .opposed, opposed)
    case .signed(let parts):
      self.init(role: .random, parts < 0 ? .opposed : .aligned, abs(parts))
    case .amount(let parts): self.init(role: .band, .accent, parts)
    case .disagreement(let parts): self.init(role: .band, .mark, parts)
    }
  }

  /// One of the mixed roles: of eight neighbours in a row each has so many as it has parts of the whole.
  func dithered(column: Int, row: Int) -> Paint {
    guard let blend else { return self }
    // The order of Bayer's matrix along a line keeps equal ones apart.
    let threshold = [0, 4, 2, 6, 1, 5, 3, 7][(column + 3 * row) % Blend.whole]
    if threshold < blend.firstParts { return Paint(role: blend.first) }
    return Paint(role: threshold >= Blend.whole - Int(blend.secondParts) ? blend.second : role)
  }

  private init(
    role: ColorRole, _ first: ColorRole = .background, _ firstParts: Int = 0,
    _ second: ColorRole = .background, _ secondParts: Int = 0
  ) {
    // What is not mixed stays a role, which themes may have chosen for terminals of few colours.
    if firstParts >= Blend.whole {
      self.role = first
    } else if secondParts >= Blend.whole {
      self.role = second
    } else {
      self.role = role
      if firstParts + secondParts > 0 { blend = Blend(first, firstParts, second, secondParts) }
    }
  }
}

extension HeatCell {
  /// One step with a verdict.
  init(_ verdict: Verdict) {
    self =
      switch verdict {
      case .aligned: .shares(aligned: 8, opposed: 0)
      case .random: .shares(aligned: 0, opposed: 0)
      case .opposed: .shares(aligned: 0, opposed: 8)
      case .undefined: .undefined
      }
  }
}

/// The colours of numbers and curves that have a verdict.
///
/// The 16 colours of the terminal that fill cells well, such as dark blue, cannot be read as text on black: there
/// text stays text.
struct ValueInk {
  /// Whether verdicts have readable colours.
  let isColored: Bool

  init(_ capabilities: Capabilities) { isColored = capabilities.mixesColors }

  /// How a number is drawn; what is not random stands out.
  func style(_ verdict: Verdict) -> Style {
    switch verdict {
    case .aligned, .opposed: Style(isColored ? HeatmapInk.role(verdict) : .text, bold: true)
    case .random: Style(.text)
    case .undefined: Style(.dim)
    }
  }
}
