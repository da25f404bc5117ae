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
    case .curves: curves(run, cells).drawn(in: style)
    case .depth: depth(run, cells).drawn(in: style)
    default: try heatmap(run, cells).drawn(in: style)
    }
  }

  private func heatmap(_ run: RunReader, _ cells: CellGrid) throws -> Heatmap {
    let rows = cells.rows.enumerated().map { index, row in
      Heatmap.Row(name: row.name, bound: cells.bound(index), cells: cells.cells[index])
    }
    var optimizer = run.description.configuration.optimizer
    var marks: [Heatmap.Mark] = []
    for command in try run.commands() {
      guard case .setOptimizer(let next) = command.command else { continue }
      let label = OptimizerChange(from: optimizer, to: next).label
      if !label.isEmpty { marks.append(Heatmap.Mark(step: command.afterStep, label: label)) }
      optimizer = next
    }
    return Heatmap(
      title: title(run),
      subtitle: "\(RuleCaption.sentence(rule, quantity: quantity)); by \(grouping.rawValue)",
      rows: rows, firstStep: cells.firstStep, stepsPerCell: cells.stepsPerCell, marks: marks)
  }

  private func curves(_ run: RunReader, _ cells: CellGrid) -> CurvePlot {
    let curves = cells.rows.indices.map { row in
      CurvePanel.Curve(
        name: cells.rows[row].name, depth: cells.depth(row),
        samples: cells.cells[row].enumerated().map { column, cell in
          CurvePanel.Sample(step: cells.middle(column), mean: cell.mean.isNaN ? nil : Double(cell.mean))
        })
    }
    let smoothing = cells.stepsPerCell == 1 ? "" : ", means over \(cells.stepsPerCell) steps"
    return CurvePlot(
      title: title(run), subtitle: "\(RuleCaption.formula(quantity))\(smoothing); by \(grouping.rawValue)",
      panels: [CurvePanel(title: "", curves: curves)])
  }

  private func depth(_ run: RunReader, _ cells: CellGrid) -> DepthPlot {
    let layers = cells.rows.enumerated().map { index, row in
      let counts = cells.cells[index].reduce(into: (defined: 0.0, aligned: 0.0, opposed: 0.0)) {
        $0.defined += Double($1.defined)
        $0.aligned += Double($1.aligned)
        $0.opposed += Double($1.opposed)
      }
      let all = max(counts.defined, 1)
      let isOnSkipConnection = row.tensors.contains {
        run.description.tensors[$0].name.contains(".downsample.")
      }
      return DepthPanel.Layer(
        name: row.name, aligned: counts.aligned / all, opposed: counts.opposed / all,
        isOnSkipConnection: isOnSkipConnection)
    }
    let last = cells.firstStep + (cells.cells.first?.count ?? 0) * cells.stepsPerCell - 1
    return DepthPlot(
      title: title(run), subtitle: RuleCaption.sentence(rule, quantity: quantity),
      panels: [
        DepthPanel(title: "steps \(cells.firstStep) to \(min(last, cells.lastStep))", layers: layers)
      ])
  }

  /// What the run is about, such as `ResNet-18 · CIFAR-10 · SGD · seed 1`.
  private func title(_ run: RunReader) -> String {
    let configuration = run.description.configuration
    return [
      configuration.network.title, run.description.dataset, configuration.optimizer.rule.title,
      "seed \(configuration.seed)",
    ].joined(separator: " · ")
  }
}

extension OptimizerChange {
  /// What changed, in short: `SGD→momentum`, or `lr 0.05→0.01`.
  var label: String {
    var parts = from.rule == to.rule ? [] : ["\(from.rule.shortTitle)→\(to.rule.shortTitle)"]
    if (from.lookahead == nil) != (to.lookahead == nil) {
      parts.append((to.lookahead == nil ? "−" : "+") + "Lookahead")
    }
    for parameter in to.rule.hyperparameters where from.rule.hyperparameters.contains(parameter) {
      if from[parameter] != to[parameter] {
        parts.append("\(parameter.title) \(from[parameter])→\(to[parameter])")
      }
    }
    return parts.joined(separator: " ")
  }
}
