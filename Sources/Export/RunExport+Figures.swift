import Figures
import Foundation
import RunModel
import RunStore
import Statistics

extension RunExport {
  /// The drawing of a figure.
  func drawing(_ run: RunReader) throws -> SVGDocument {
    let cells = try CellGrid(run, export: self)
    return switch contents {
    case .curves: try curves(run, cells).drawn(in: style)
    case .depth: try depth(run, cells).drawn(in: style)
    default: try heatmap(run, cells).drawn(in: style)
    }
  }

  private func heatmap(_ run: RunReader, _ cells: CellGrid) throws -> Heatmap {
    let rows = (rows ?? Array(cells.rows.indices)).map { index in
      Heatmap.Row(name: cells.rows[index].name, bound: cells.bound(index), cells: cells.cells[index])
    }
    var optimizer = run.description.configuration.optimizer
    var marks: [Heatmap.Mark] = []
    for command in try run.commands() {
      guard case .setOptimizer(let next) = command.command else { continue }
      let label = OptimizerChange(from: optimizer, to: next).parts().joined(separator: " ")
      if !label.isEmpty { marks.append(Heatmap.Mark(step: command.afterStep, label: label)) }
      optimizer = next
    }
    let caption = "\(RuleCaption.sentence(rule, quantity: quantity)); by \(grouping.rawValue)"
    return Heatmap(
      title: try title(run, cells), subtitle: caption + (try part(run, cells)),
      rows: rows, firstStep: cells.firstStep, stepsPerCell: cells.stepsPerCell, marks: marks)
  }

  private func curves(_ run: RunReader, _ cells: CellGrid) throws -> CurvePlot {
    let curves = cells.rows.indices.map { row in
      CurvePanel.Curve(
        name: cells.rows[row].name, depth: cells.rows.depth(row),
        samples: cells.cells[row].enumerated().map { column, cell in
          CurvePanel.Sample(step: cells.middle(column), mean: cell.mean.isNaN ? nil : Double(cell.mean))
        })
    }
    let smoothing = cells.stepsPerCell == 1 ? "" : ", means over \(cells.stepsPerCell) steps"
    return CurvePlot(
      title: try title(run, cells),
      subtitle: "\(RuleCaption.formula(quantity))\(smoothing); by \(grouping.rawValue)",
      panels: [CurvePanel(title: "", curves: curves)])
  }

  private func depth(_ run: RunReader, _ cells: CellGrid) throws -> DepthPlot {
    let layers = cells.rows.enumerated().map { index, row in
      let counts = cells.cells[index].reduce(into: (defined: 0.0, aligned: 0.0, opposed: 0.0)) {
        $0.defined += Double($1.defined)
        $0.aligned += Double($1.aligned)
        $0.opposed += Double($1.opposed)
      }
      let isOnSkipConnection = row.tensors.contains { run.description.tensors[$0].isOnSkipConnection }
      let shares =
        counts.defined > 0
        ? DepthPanel.Shares(
          aligned: counts.aligned / counts.defined, opposed: counts.opposed / counts.defined)
        : nil
      return DepthPanel.Layer(name: row.name, shares: shares, isOnSkipConnection: isOnSkipConnection)
    }
    return DepthPlot(
      title: try title(run, cells),
      subtitle: RuleCaption.sentence(rule, quantity: quantity)
        + (layers.contains { $0.shares == nil } ? "; no cosine exists in empty columns" : ""),
      panels: [
        DepthPanel(
          title: "steps \(cells.steps.lowerBound) to \(cells.steps.upperBound)", layers: layers)
      ])
  }

  /// Which steps are drawn, where that is not all that are recorded: shares count only those.
  private func part(_ run: RunReader, _ cells: CellGrid) throws -> String {
    let recorded = try recordedSteps(run)
    guard cells.steps != recorded else { return "" }
    return "; steps \(cells.steps.lowerBound) to \(cells.steps.upperBound) of \(recorded.upperBound)"
  }

  /// What the run is about, such as `ResNet-18 · CIFAR-10 · SGD · seed 1`, with the optimizers that were in force during
  /// the cells' steps.
  private func title(_ run: RunReader, _ cells: CellGrid) throws -> String {
    let configuration = run.description.configuration
    var rules = [configuration.optimizer.rule]
    for command in try run.commands() where command.afterStep < cells.steps.upperBound {
      guard case .setOptimizer(let next) = command.command else { continue }
      // What came before the first cell, as in a branch of another run, was never in force here.
      if command.afterStep < cells.steps.lowerBound { rules = [] }
      if next.rule != rules.last { rules.append(next.rule) }
    }
    let optimizer = rules.count == 1 ? rules[0].title : rules.map(\.shortTitle).joined(separator: "→")
    return [
      configuration.network.title, run.description.dataset, optimizer, "seed \(configuration.seed)",
    ].joined(separator: " · ")
  }
}
