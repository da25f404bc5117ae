import RunModel
import RunStore
import Synchronization

/// The recording of the run under way, and what it has to say until the program's loop hears it.
final class Recorder: Sendable {
  let policy: RunWriter.FailurePolicy
  private let dataFolder: String?
  private let onReport: @Sendable () -> Void
  private let writer = Mutex<RunWriter?>(nil)
  private let reports = Mutex<[RunWriter.Report]>([])
  /// Why it does not record at this moment.
  private let problem = Mutex<RunStoreError?>(nil)

  /// Records nothing until it begins; `onReport` is called, on any thread, when there is a report to drain.
  ///
  /// `dataFolder` has the images, for when the run goes on.
  init(
    policy: RunWriter.FailurePolicy, dataFolder: String?, onReport: @escaping @Sendable () -> Void
  ) {
    self.policy = policy
    self.dataFolder = dataFolder
    self.onReport = onReport
  }

  /// Records in a folder from now on: a new run, or from a step on one that is there.
  func begin(in folder: RunFolder, _ beginning: RunDestination.Beginning) {
    let machine = MachineDescription.current(
      versions: ["layertop": Layertop.configuration.version], dataFolder: dataFolder)
    let onReport: @Sendable (RunWriter.Report) -> Void = { [weak self] in self?.report($0) }
    writer.withLock {
      $0 =
        switch beginning {
        case .new(let parent):
          RunWriter(folder, machine: machine, parent: parent, policy: policy, onReport: onReport)
        case .resumed(let step):
          RunWriter(
            resuming: folder, afterStep: step, machine: machine, policy: policy, onReport: onReport)
        }
    }
  }

  /// Where it records; nil where it does not.
  var folder: RunFolder? { writer.withLock { $0?.folder } }

  /// Takes what the session says.
  func record(_ event: TrainingEvent) { writer.withLock { $0 }?.record(event) }

  /// How far it has come.
  var recordedSteps: RecordedSteps { writer.withLock { $0 }?.recordedSteps ?? .unneeded }

  /// Keeps a report for the loop.
  func report(_ report: RunWriter.Report) {
    problem.withLock { $0 = if case .failed(let error) = report { error } else { nil } }
    reports.withLock { $0.append(report) }
    onReport()
  }

  /// The reports since the last time.
  func drainReports() -> [RunWriter.Report] {
    reports.withLock { reports in
      defer { reports = [] }
      return reports
    }
  }

  /// Writes what is left.
  ///
  /// - Returns: Where the run lies, in a sentence; nil where it is not recorded.
  func finish() -> String? {
    guard let writer = writer.withLock({ $0 }) else { return nil }
    writer.finish()
    guard let progress = try? RunReader(path: writer.folder.address).progress() else { return nil }
    let place = "recorded in \(RecordedText.printable(writer.folder.address))"
    return problem.withLock { $0 }.map { "\(place) up to step \(progress.lastStep): \($0.reason)" } ?? place
  }
}
