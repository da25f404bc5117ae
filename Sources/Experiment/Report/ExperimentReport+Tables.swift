import Foundation
import RunModel
import Statistics

extension ExperimentReport {
  /// A table for all tests, and one per network and optimizer.
  var tableBlocks: [ReportDocument.Block] {
    [.heading(2, "The four tests"), testTable, .heading(2, "Layers")] + groups.map(layerTable)
  }

  private var testTable: ReportDocument.Block {
    .table(
      ReportDocument.Table(
        caption:
          "Shares of all layers’ steps, mean over layers, in %, with half the 95 % interval over seeds",
        header: ["runs", "test", "aligned", "opposed", "random"],
        rows: groups.flatMap { group in
          DriftTest.allCases.map { test in
            [group.title, test.title]
              + [Verdict.aligned, .opposed, .random].map { verdict in
                ReportText.shareCell(
                  group.estimate { run in
                    let shares = run.tally(.layer).counts(test).compactMap { $0.share(of: verdict) }
                    return shares.isEmpty ? nil : shares.reduce(0, +) / Double(shares.count)
                  })
              }
          }
        }, textColumns: 2))
  }

  private func layerTable(_ group: RunGroup) -> ReportDocument.Block {
    let rows = group.rows(.layer)
    return .table(
      ReportDocument.Table(
        caption: "\(group.title): mean cosine, shares under the paper’s test and non-random shares under the"
          + " others, in %, with half the 95 % interval over seeds",
        header: [
          "layer", "n", "τ", "mean cosine", "aligned", "opposed", "non-random", "exact", "sign-flip",
          "discovery",
        ],
        rows: rows.enumerated().map { index, row in
          func nonRandom(_ test: DriftTest) -> String {
            ReportText.shareCell(group.nonRandomShare(test: test, grouping: .layer, row: index))
          }
          func share(_ verdict: Verdict) -> String {
            ReportText.shareCell(group.share(verdict, test: .paper, grouping: .layer, row: index))
          }
          return [
            row.name, NumberText.grouped(row.parameters),
            String(format: "%.4f", PaperBound.threshold(parameters: row.parameters)),
            ReportText.numberCell(group.estimate { $0.tally(.layer).meanCosines[index] }),
            share(.aligned), share(.opposed), nonRandom(.paper), nonRandom(.exact), nonRandom(.signFlip),
            nonRandom(.discovery),
          ]
        }, isFolded: true))
  }

  /// Every condition under which a statement was tested.
  var conditionBlocks: [ReportDocument.Block] {
    [.heading(2, "All conditions")]
      + answers.filter { !$0.findings.isEmpty }.map { answer in
        // What all have in common stands in the table of runs.
        let factors = Factor.allCases.filter { factor in
          Set(answer.findings.map { $0.condition[factor] }).count > 1
        }
        return .table(
          ReportDocument.Table(
            caption: answer.statement.text + " Shares in %, with half the 95 % interval over seeds",
            header: factors.map(\.title) + (answer.findings.first?.measures.map(\.name) ?? []) + ["outcome"],
            rows: answer.findings.map { finding in
              factors.map { finding.condition[$0] ?? "–" }
                + finding.measures.map { measure in
                  measure.isShare
                    ? ReportText.shareCell(measure.estimate) : ReportText.numberCell(measure.estimate)
                } + [finding.outcome.rawValue]
            }, textColumns: factors.count, isFolded: true))
      }
  }
}
