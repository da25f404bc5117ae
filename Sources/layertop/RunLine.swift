import Foundation
import RunModel
import RunStore

/// What the list of runs says of one.
struct RunLine: Encodable {
  var name: String
  var path: String
  /// When it began, in ISO 8601.
  var begun: String?
  var network: String?
  var dataset: String?
  /// The optimizer that is in effect at the last step.
  var optimizer: String?
  var learningRate: Double?
  /// The run that it branched off.
  var parent: String?
  var lastStep: Int?
  var lastLoss: Double?
  /// `training`, `completed`, `stopped`, `failed`, `interrupted`, or `unreadable`.
  var state: String
  /// Why it failed or cannot be read.
  var problem: String?

  init(_ entry: CatalogEntry, now: Double) {
    name = RecordedText.printable(entry.folder.name)
    path = RecordedText.printable(entry.folder.path)
    switch entry.contents {
    case .failure(let error):
      state = "unreadable"
      problem = "\(error)"
    case .success(let contents):
      state = "interrupted"
      fill(contents, now: now)
    }
  }

  private mutating func fill(_ contents: CatalogEntry.Contents, now: Double) {
    let configuration = contents.description.configuration
    let progress = contents.progress
    begun = Date(timeIntervalSince1970: contents.overview.begun).formatted(
      Date.ISO8601FormatStyle(timeZone: .current))
    network = configuration.network.fullTitle
    dataset = contents.description.dataset
    optimizer = configuration.optimizer.rule.rawValue
    learningRate = configuration.optimizer.learningRate
    parent = contents.overview.parent.map { "\($0.run) at step \($0.step)" }
    lastStep = progress.lastStep
    lastLoss = progress.lastLoss.flatMap { $0.isFinite ? $0 : nil }
    for recorded in contents.commands {
      guard case .setOptimizer(let other) = recorded.command else { continue }
      optimizer = other.rule.rawValue
      learningRate = other.learningRate
    }
    switch progress.finished {
    case .completed: state = "completed"
    case .stopped: state = "stopped"
    case .failed(let sentence):
      state = "failed"
      problem = sentence
    case nil:
      if progress.isUnderWay(at: now) { state = "training" }
    }
  }
}

/// The list of runs as text.
enum RunsTable {
  static func text(_ lines: [RunLine]) -> String {
    let header = ["name", "network", "data", "optimizer", "lr", "steps", "loss", "state"]
    let rows =
      [header]
      + lines.map { line in
        [
          line.name, line.network ?? "–", line.dataset ?? "–", line.optimizer ?? "–",
          line.learningRate.map { "\($0)" } ?? "–", line.lastStep.map { "\($0)" } ?? "–",
          line.lastLoss.map { String(format: "%.3f", $0) } ?? "–",
          line.state + (line.problem.map { ": " + $0 } ?? ""),
        ]
      }
    let rightAligned: Set = [4, 5, 6]
    let widths = header.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      row.indices.map { column in
        let space = String(repeating: " ", count: widths[column] - row[column].count)
        if column == row.count - 1 { return row[column] }
        return rightAligned.contains(column) ? space + row[column] : row[column] + space
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }
}
