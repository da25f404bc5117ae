import Experiment
import Foundation
import RunStore

/// The report on a folder of runs, in its folder `report`.
struct ReportFolder {
  /// The folder of runs.
  let runs: String

  /// Writes the report on all finished runs, and says where; `failures` are told of besides those that are recorded.
  func write(failures: [String] = []) throws {
    var digests: [RunDigest] = []
    var omissions: [String] = []
    for entry in try RunCatalog.entries(in: runs).sorted(by: { $0.folder.name < $1.folder.name }) {
      let name = RecordedText.printable(entry.folder.name)
      switch entry.contents {
      case .failure(let error): omissions.append("\(name): \(error)")
      case .success(let contents):
        switch contents.progress.finished {
        case .completed: digests.append(try digest(entry.folder, contents))
        case .failed(let sentence): omissions.append("\(name): \(sentence)")
        case .stopped, nil:
          omissions.append("\(name): not finished, \(contents.progress.lastStep) steps")
        }
      }
    }
    omissions += failures.filter { failure in !omissions.contains(failure) }
    guard !digests.isEmpty else {
      throw RunFailure(
        "there is no finished run in \(runs) to report on" + (omissions.first.map { " (\($0))" } ?? ""))
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
      throw RunFailure("the report cannot be written into \(runs)/report: \(reason)")
    }
    StandardOutput.write("\(runs)/report/report.html reports on \(digests.count) runs")
    for answer in report.answers { StandardOutput.write("\(answer.statement.text)\n  \(answer.verdict)") }
  }

  private func digest(_ folder: RunFolder, _ contents: CatalogEntry.Contents) throws -> RunDigest {
    var digest = RunDigest(
      name: RecordedText.printable(folder.name), description: contents.description,
      steps: contents.progress.lastStep)
    try RunReader(path: folder.path).forEachStep(in: 1..<contents.progress.lastStep + 1) { digest.add($0) }
    return digest
  }
}
