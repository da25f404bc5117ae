import RunModel
import TerminalUI

/// The selected layer on the whole screen.
struct InspectorScreen {
  let state: DashboardState
  let rows: RowSet
  let layout: InspectorLayout

  func draw(into buffer: inout Buffer) {
    LayerCurve(state: state, rows: rows, columns: layout.plot, isWhole: true)
      .draw(in: layout.curve, of: &buffer)
    CosineHistogram(state: state, rows: rows).draw(in: layout.histogram, of: &buffer)
    if let rect = layout.norms { NormCurves(state: state).draw(in: rect, of: &buffer) }
    FactLines(state: state, rows: rows).draw(in: layout.facts, of: &buffer)
  }
}
