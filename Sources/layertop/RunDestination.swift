import RunStore
import Training

/// Where a session is recorded and its checkpoints are saved, settled before it begins; nobody else trains that run.
struct RunDestination: Sendable {
  /// Whether the run begins or goes on.
  enum Beginning: Sendable {
    case new(parent: RunParent?)
    case resumed(afterStep: Int)
  }

  /// The run's folder; nil where it is not recorded.
  let folder: RunFolder?
  let policy: RunWriter.FailurePolicy
  private let beginning: Beginning
  private let lock: RunStore.RunLock?
  private let problem: RunStoreError?

  /// A folder of a run that nobody else trains.
  init(_ folder: RunFolder, _ beginning: Beginning, policy: RunWriter.FailurePolicy) throws {
    self.folder = folder
    self.beginning = beginning
    self.policy = policy
    lock = try RunStore.RunLock(folder)
    problem = nil
  }

  /// Nowhere, because nobody wants it or because of a problem.
  init(policy: RunWriter.FailurePolicy, problem: RunStoreError? = nil) {
    folder = nil
    beginning = .new(parent: nil)
    self.policy = policy
    lock = nil
    self.problem = problem
  }

  /// Settles where a session is recorded: nowhere, where the disk does not let it and training is to go on then.
  static func settle(
    _ policy: RunWriter.FailurePolicy, _ destination: () throws -> RunDestination
  ) throws -> RunDestination {
    do {
      return try destination()
    } catch let error as RunStoreError where error.isOfTheDisk && policy == .goOn {
      return RunDestination(policy: policy, problem: error)
    }
  }

  /// Makes what records the session; the parameters are as of `Recorder`.
  func recorder(dataFolder: String?, onReport: @escaping @Sendable () -> Void) -> Recorder {
    let recorder = Recorder(policy: policy, dataFolder: dataFolder, onReport: onReport)
    if let folder { recorder.begin(in: folder, beginning) }
    if let problem { recorder.report(.failed(problem)) }
    return recorder
  }

  /// Where checkpoints lie; nil where there is no folder.
  var checkpoints: CheckpointFolder? { folder.map { CheckpointFolder(path: $0.checkpoints) } }
}
