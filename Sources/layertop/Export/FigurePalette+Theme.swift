import Figures
import TerminalUI

extension FigurePalette {
  /// The colours for print, or those of a theme, by its name or its file.
  static func named(_ name: String) throws -> FigurePalette {
    name == "print" ? .print : FigurePalette(try UserFiles().theme(name).theme)
  }

  /// A theme's colours; where it has the terminal's own, those for print.
  init(_ theme: Theme) {
    func color(_ role: ColorRole) -> FigureColor? {
      guard case .rgb(let rgb, _, _) = theme[role] else { return nil }
      return FigureColor(rgb.value)
    }
    let print = FigurePalette.print
    let (aligned, opposed) = (color(.aligned) ?? print.aligned, color(.opposed) ?? print.opposed)
    self.init(
      ground: color(.background) ?? print.ground, text: color(.text) ?? print.text,
      rule: color(.dim) ?? print.rule, aligned: aligned,
      random: color(.random) ?? print.random, opposed: opposed, mark: color(.mark) ?? print.mark,
      depth: theme.isMonochrome ? print.depth : [aligned, color(.good) ?? aligned, opposed])
  }
}
