import RunModel
import Statistics
import TerminalUI

/// The sidebar's lines about the selected layer.
struct LayerLines {
  let state: DashboardState

  var lines: [SidebarPanel.Line] {
    guard let history = state.rowHistory else { return [] }
    let signs = Signs(state.capabilities)
    let row = state.selectedRow
    let bound = history.bounds[row]
    let sums = history.newest.isEmpty ? nil : history.newest[row]
    let verdict = Verdict(cosine: sums?.cosine, bound: bound)
    let cosine = sums?.cosine.map { signs.fixed($0, decimals: 4, signed: true) } ?? signs.dash
    let counts = history.counts[row]
    let style = ValueInk(state.capabilities).style(verdict)
    func line(_ name: String, _ value: String, _ style: Style = Style()) -> SidebarPanel.Line {
      .value(name, StyledLine(value, style), key: nil)
    }
    return [
      .rule(history.rows[row].name),
      line("n", signs.grouped(history.rows[row].parameters)),
      line(signs.tau, signs.significant(bound)),
      line("cos", cosine, style),
      line("verdict", verdict.rawValue, style),
      line("|g|", sums.map { signs.significant($0.gradientNorm) } ?? signs.dash),
      line("|u|/|w|", sums?.updateToWeightRatio.map(signs.significant) ?? signs.dash),
      .bar(.aligned, share: counts.share(of: .aligned)),
      .bar(.random, share: counts.share(of: .random)),
      .bar(.opposed, share: counts.share(of: .opposed)),
    ]
  }
}
