import Foundation
import RunModel
import RunStore
import Training

extension SavedRun {
  /// The session that branches off after a checkpoint, in a new folder of runs; `optimizer` says what is in force there
  /// from what was.
  func fork(
    _ checkpoint: Checkpoint, named name: String? = nil, in runs: String, like session: SessionRequest,
    optimizer: (OptimizerConfiguration) throws -> OptimizerConfiguration
  ) throws -> SessionRequest {
    let state = checkpoint.state
    let changed = try optimizer(state.optimizer)
    var configuration = state.run.configuration
    configuration.optimizer = changed
    let folder = try RunFolder.create(in: runs, name: name, for: configuration)
    // The run begins under what was in force; the change is its first command.
    configuration.optimizer = state.optimizer
    let parent = RunParent(run: self.name, step: state.step)
    // A copy of its own: the other run may be removed.
    let checkpoints = CheckpointFolder(path: folder.checkpoints)
    try checkpoints.save(checkpoint)

    var fork = session
    fork.configuration = configuration
    fork.plan.checkpoint = checkpoint
    fork.plan.commands = changed == state.optimizer ? [] : [.setOptimizer(changed)]
    fork.plan.recorded = []
    fork.plan.checkpoints?.folder = checkpoints
    fork.destination = try RunDestination(folder, .new(parent: parent), policy: session.destination.policy)
    fork.history = try history(upTo: state.step)
    return fork
  }
}

extension SessionRequest {
  /// The session that goes on under another optimizer where this one, which has ended, has got to.
  func fork(under optimizer: OptimizerConfiguration) throws -> SessionRequest {
    guard let folder = destination.folder else {
      throw RunFailure("the run is not recorded, so that it has no checkpoint to branch off from")
    }
    let run = SavedRun(try RunReader(path: folder.address))
    let checkpoint = try run.checkpoint(at: nil, dataset: dataset)
    let runs = URL(fileURLWithPath: folder.path).deletingLastPathComponent().relativePath
    return try run.fork(checkpoint, in: runs, like: self) { _ in optimizer }
  }
}
