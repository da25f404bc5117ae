import Figures
import RunModel
import Statistics

extension ExperimentReport {
  /// The width of a page of text; figures have two panels beside each other.
  private static let style = FigureStyle(width: .millimetres(180))

  var figureBlocks: [ReportDocument.Block] {
    let spread =
      groups.allSatisfy { $0.runs.count > 1 } ? "; bands are ± one standard deviation over seeds" : ""
    let window = groups.first?.first.windows.first?.length ?? 1
    let smoothing = "means of cos(gₜ, gₜ₋₁) over windows of \(window) steps\(spread)"
    return [
      .heading(2, "Figure 1 anew: smoothed cosines"),
      curves("cosines", "convolutions and the classifier", smoothing, withWeights: true),
      curves("cosines-normalisation", "normalisation layers", smoothing, withWeights: false),
      .heading(2, "Shares by depth"),
    ] + DriftTest.allCases.map(depth)
  }

  private func curves(
    _ name: String, _ kind: String, _ smoothing: String, withWeights: Bool
  ) -> ReportDocument.Block {
    let panels = groups.map { group in
      let rows = group.rows(.layer)
      let places = LayerPlaces(rows, tensors: group.first.description.tensors)
      let chosen = rows.indices.filter { places.withWeights.contains($0) == withWeights }
      return CurvePanel(
        title: group.title,
        curves: chosen.map { row in
          CurvePanel.Curve(name: rows[row].name, depth: rows.depth(row), samples: samples(group, row))
        })
    }
    let plot = CurvePlot(
      title: "Smoothed cosines of consecutive gradients: \(kind)", subtitle: smoothing, panels: panels,
      columns: 2)
    return .figure(
      ReportDocument.Figure(
        name: name, caption: "Figure 1 anew, \(kind): \(smoothing). Colours go from the input to the output.",
        drawing: plot.drawn(in: Self.style)))
  }

  /// A layer's curve: the mean over seeds, and their standard deviation.
  private func samples(_ group: RunGroup, _ row: Int) -> [CurvePanel.Sample] {
    let series = group.runs.map { $0.windows[row].means }
    let count = series.map(\.count).min() ?? 0
    return (0..<count).map { window in
      let values = series.compactMap { $0[window] }
      let estimate = values.count == series.count ? SeedEstimate(values) : nil
      return CurvePanel.Sample(
        step: group.first.windows[row].middle(window), mean: estimate?.mean,
        spread: estimate?.deviation ?? 0)
    }
  }

  private func shares(_ group: RunGroup, _ row: Int, _ test: DriftTest) -> DepthPanel.Shares? {
    guard let aligned = group.share(.aligned, test: test, grouping: .layer, row: row),
      let opposed = group.share(.opposed, test: test, grouping: .layer, row: row)
    else { return nil }
    return DepthPanel.Shares(aligned: aligned.mean, opposed: opposed.mean)
  }

  private func depth(_ test: DriftTest) -> ReportDocument.Block {
    let panels = groups.map { group in
      let rows = group.rows(.layer)
      let skips = LayerPlaces(rows, tensors: group.first.description.tensors).onSkipConnections
      return DepthPanel(
        title: group.title,
        layers: rows.indices.map { row in
          DepthPanel.Layer(
            name: rows[row].name, shares: shares(group, row, test),
            spread: group.nonRandomShare(test: test, grouping: .layer, row: row)?.deviation,
            isOnSkipConnection: skips.contains(row))
        })
    }
    let isEmpty = panels.contains { $0.layers.contains { $0.shares == nil } }
    let title = "Share of aligned, opposed and random steps by depth, \(test.title) test"
    let subtitle =
      "a column a layer, input at the left; lines are ± one standard deviation over seeds"
      + (isEmpty ? "; no cosine exists in empty columns" : "")
    let plot = DepthPlot(title: title, subtitle: subtitle, panels: panels, columns: 2)
    return .figure(
      ReportDocument.Figure(
        name: "depth-\(test.rawValue)", caption: "\(title); \(subtitle).", drawing: plot.drawn(in: Self.style)
      ))
  }
}
