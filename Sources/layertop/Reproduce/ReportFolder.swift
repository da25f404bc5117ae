import Experiment
import Foundation
import RunModel
import RunStore

/// The report on a folder of runs, in its folder `report`.
struct ReportFolder {
  /// The folder of runs.
  let runs: String

  /// Writes the report on all finished runs, and says where; `failures` are told of besides those that are recorded.
  func write(failures: [Omission] = []) throws {
    let (digests, omissions) = try read(failures)
    let shownRuns = RecordedText.printable(runs)
    guard !digests.isEmpty else {
      throw RunFailure(
        "there is no finished run in \(shownRuns) to report on"
          + (omissions.first.map { " (\($0.run): \($0.reason))" } ?? ""))
    }
    let report = ExperimentReport(runs: digests, omissions: omissions)
    do {
      for file in report.files {
        let place = URL(fileURLWithPath: "\(runs)/report/\(file.path)")
        try FileManager.default.createDirectory(
          at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(file.text.utf8).write(to: place, options: .atomic)
      }
    } catch {
      let reason = (error as NSError).localizedDescription
      throw RunFailure("the report cannot be written into \(shownRuns)/report: \(reason)")
    }
    let count = report.groups.reduce(0) { $0 + $1.runs.count }
    let omitted = report.omissions.isEmpty ? "" : ", and names \(report.omissions.count) that it leaves out"
    StandardOutput.write("\(shownRuns)/report/report.html reports on \(count) runs\(omitted)")
    for answer in report.answers { StandardOutput.write("\(answer.statement.text)\n  \(answer.verdict)") }
  }

  /// The runs in the folder that count, and why the others do not, each once.
  private func read(_ failures: [Omission]) throws -> ([RunDigest], [Omission]) {
    var digests: [RunDigest] = []
    // What is recorded of a run that failed just now may be older.
    var omissions = Dictionary(failures.map { ($0.run, $0) }) { first, _ in first }
    for folder in try RunCatalog.entries(in: runs).map(\.folder) {
      let name = RecordedText.printable(folder.name)
      do {
        let reader = try RunReader(path: folder.path)
        let progress = try reader.progress()
        if let omission = try omission(name, reader, progress) {
          omissions[name] = omissions[name] ?? omission
        } else {
          digests.append(try digest(name, reader, steps: progress.lastStep))
          omissions[name] = nil
        }
      } catch let error as RunStoreError {
        omissions[name] = omissions[name] ?? Omission(name, "\(error)")
      }
    }
    return (digests, omissions.values.sorted { $0.run < $1.run })
  }

  private func omission(_ name: String, _ reader: RunReader, _ progress: RunProgress) throws -> Omission? {
    switch progress.finished {
    case .completed:
      Omission(
        name, parent: reader.overview.parent?.run,
        commands: try reader.commands().map { AppliedCommand($0.command, afterStep: $0.afterStep) })
    case .failed(let sentence): Omission(name, sentence)
    case .stopped, nil: Omission(name, "not finished, \(progress.lastStep) steps")
    }
  }

  private func digest(_ name: String, _ reader: RunReader, steps: Int) throws -> RunDigest {
    var digest = RunDigest(name: name, description: reader.description, steps: steps)
    try reader.forEachStep(in: 1..<steps + 1) { digest.add($0) }
    return digest
  }
}
