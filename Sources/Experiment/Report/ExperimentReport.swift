import Figures
import RunModel
import Statistics

/// The report on a set of runs: a plain function of what was recorded, the same whenever and wherever it is made.
public struct ExperimentReport: Sendable {
  /// The runs, group by group.
  public let groups: [RunGroup]
  /// What became of the paper's statements.
  public let answers: [Answer]
  /// What is not in the report and why, by name.
  public let omissions: [Omission]

  static let title = "Consecutive gradients, layer by layer: the experiment anew"

  /// Makes the report; runs that have settings and seed of another are left out.
  public init(runs: [RunDigest], omissions: [Omission] = []) {
    let (counted, repeated) = Omission.repeatedSeeds(among: runs)
    groups = RunGroup.groups(of: counted)
    answers = Statement.allCases.map { [groups] in Answer($0, in: groups) }
    self.omissions = (omissions + repeated).sorted { $0.run < $1.run }
  }

  /// The files, by their paths in the report's folder.
  public var files: [(path: String, text: String)] {
    let document = document
    return [
      ("report.md", document.markdown), ("report.html", document.html(title: Self.title)),
      ("numbers.csv", NumbersTable.text(answers)),
    ] + document.figures.map { ("\(ReportDocument.figureFolder)/\($0.name).svg", $0.drawing.text) }
  }

  var document: ReportDocument {
    ReportDocument(
      blocks: [.heading(1, Self.title)] + setting + [.heading(2, "Answers")]
        + answers.flatMap(AnswerText.blocks)
        + figureBlocks + tableBlocks + conditionBlocks)
  }

  private var setting: [ReportDocument.Block] {
    var blocks: [ReportDocument.Block] = [
      .paragraph(
        "This repeats the experiment of “Understanding Stochastic Optimization Behavior at the Layer Update"
          + " Level”. For every layer and step the cosine of consecutive mini-batch gradients is held against what"
          + " two independent random directions in as many dimensions would give. A step is aligned above the bound,"
          + " opposed below its negative, random in between; non-random means aligned or opposed. Intervals are"
          + " Student’s, 95 %, over seeds; with three seeds they are wide, and they speak of other seeds, not of"
          + " other data or longer runs.")
    ]
    blocks.append(runTable)
    if !omissions.isEmpty {
      blocks.append(
        .paragraph(
          lead: "Not in this report:",
          "runs that failed, are not finished, or are not what their settings and seed say alone."))
      blocks.append(.list(omissions.map { "\($0.run): \($0.reason)" }))
    }
    return blocks
  }

  private var runTable: ReportDocument.Block {
    let factors = Factor.allCases.filter { factor in groups.contains { $0.settings[factor] != nil } }
    return .table(
      ReportDocument.Table(
        caption: "Runs",
        header: factors.map(\.title) + ["seeds", "loss at the end", "accuracy at the end, %"],
        rows: groups.map { group in
          factors.map { group.settings[$0] ?? "–" } + [
            group.seeds.map(String.init).joined(separator: ", "),
            ReportText.numberCell(group.estimate(\.loss)), ReportText.shareCell(group.estimate(\.accuracy)),
          ]
        }, textColumns: factors.count))
  }
}
