import Datasets
import Dispatch
import Experiment
import Foundation
import RunModel
import RunStore
import Training

/// Trains the runs of a grid one by one, leaving those that are done or under way in another process.
///
/// A run that was interrupted goes on from its newest checkpoint, or from its first step: it is the same, bit for bit.
final class GridWorker {
  /// How often it is looked whether other processes are done.
  private static let patience = 1.0
  /// How often it is looked how far they are.
  private static let lookInterval = Duration.seconds(5)
  /// The time from one checkpoint of a run to the next.
  private static let checkpointInterval = Duration.seconds(120)

  private let cells: [ExperimentGrid.Cell]
  private let dataset: ImageDataset
  private let dataFolder: String?
  private let folder: String
  private let steps: Int
  private var display: GridDisplay
  private var failures: [Omission] = []
  private var lastLook: ContinuousClock.Instant?
  private let isStopped = StopFlag()

  /// Prepares the training of some runs on images of `dataFolder`; `steps` says how many they have where an epoch has
  /// so many.
  init(
    _ cells: [ExperimentGrid.Cell], dataset: ImageDataset, dataFolder: String?, folder: String,
    steps: (_ stepsPerEpoch: Int) -> Int
  ) {
    self.cells = cells
    self.dataset = dataset
    self.dataFolder = dataFolder
    self.folder = folder
    let batch = cells.first?.configuration.batchSize ?? 1
    self.steps = steps(max(1, dataset.count / batch))
    display = GridDisplay(
      GridProgress(
        runs: cells.map {
          GridProgress.Run(name: $0.name, stepCost: GridCost.ofStep($0.configuration.network))
        },
        steps: self.steps))
  }

  /// Trains until every run is finished here or elsewhere; what failed, and why.
  ///
  /// - Throws: `ExitCode` where the user stopped it, an error where the folder cannot be used.
  func run() throws -> [Omission] {
    try makeFolder()
    let signals = StopSignals { [isStopped] in isStopped.set() }
    defer { signals.cancel() }
    defer { display.clear() }
    var waiting = Array(cells.indices)
    while !waiting.isEmpty {
      let before = waiting
      for index in before {
        try isStopped.check(display)
        if try take(index) { waiting.removeAll { $0 == index } }
      }
      // All that is left is under way elsewhere: its process may end without having finished it.
      if waiting == before { Thread.sleep(forTimeInterval: Self.patience) }
      lookElsewhere()
      display.show()
    }
    return failures
  }

  private func makeFolder() throws {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw RunFailure("the folder \(folder) cannot be made: \((error as NSError).localizedDescription)")
    }
  }

  /// Sees to one run; false where another process has it.
  private func take(_ index: Int) throws -> Bool {
    let cell = cells[index]
    let run = GridRun(cell, of: dataset, steps: steps, in: folder)
    do {
      if try !run.isFinished() {
        guard let destination = try run.destination() else {
          if case .elsewhere = display.progress.runs[index].state { return false }
          display.progress.runs[index].state = .elsewhere(steps: 0)
          return false
        }
        // It may have been finished elsewhere before it was ours.
        if try !run.isFinished() { try train(index, at: destination) }
      }
      display.progress.runs[index].state = .finished
    } catch let failure where !(failure is GridStopped) {
      display.progress.runs[index].state = .failed
      failures.append(Omission(cell.name, "\(failure)"))
      display.say("\(cell.name) failed: \(failure)")
    }
    return true
  }

  /// Looks now and then how far other processes are, for the time to go; whose a run is decides `take`.
  private func lookElsewhere() {
    let now = ContinuousClock.now
    if let lastLook, now - lastLook < Self.lookInterval { return }
    lastLook = now
    for (index, run) in display.progress.runs.enumerated() {
      switch run.state {
      case .waiting, .elsewhere: break
      case .running, .finished, .failed: continue
      }
      guard let progress = try? RunReader(path: "\(folder)/\(run.name)").progress() else { continue }
      if progress.finished == .completed {
        display.progress.runs[index].state = .finished
      } else if progress.isUnderWay(at: Date().timeIntervalSince1970) {
        display.progress.runs[index].state = .elsewhere(steps: progress.lastStep)
      }
    }
  }

  private func train(_ index: Int, at destination: GridRun.Destination) throws {
    let cell = cells[index]
    let arrived = DispatchSemaphore(value: 0)
    let recorder = destination.recording.recorder(dataFolder: dataFolder) { arrived.signal() }
    let unattended = UnattendedRun()
    let feed = TrainingFeed(
      capacity: .max, onEvent: { _ in arrived.signal() },
      record: { recorder.record(unattended.outcome(of: $0)) }, recorded: { recorder.recordedSteps })
    let checkpoints = CheckpointFolder(path: destination.folder.checkpoints)
    let begin = ContinuousClock.now
    let session = TrainingSession(
      cell.configuration, dataset: dataset, stepLimit: steps,
      plan: SessionPlan(
        checkpoint: destination.checkpoint,
        checkpoints: CheckpointPolicy(folder: checkpoints, interval: Self.checkpointInterval, count: 1)),
      feed: feed)
    var isStopping = false
    var divergence: Divergence?
    while true {
      _ = arrived.wait(timeout: .now() + 0.2)
      if isStopped.isSet && !isStopping {
        isStopping = true
        session.send(.stop)
      }
      lookElsewhere()
      for event in feed.drain() {
        switch event {
        case .started: display.progress.prepared(seconds: (ContinuousClock.now - begin) / .seconds(1))
        case .step(let record):
          display.progress.stepped(run: index, done: record.step, seconds: record.seconds)
          display.show()
        case .diverged(let what):
          divergence = what
          session.send(.stop)
        case .checkpointFailed(let sentence, _): display.say("\(cell.name): \(sentence)")
        case .applied, .checkpointed, .evaluated: break
        case .finished(let reason):
          _ = recorder.finish()
          for case .failed(let error) in recorder.drainReports() { throw error }
          if let divergence { throw RunFailure(divergence) }
          try end(reason, cell, checkpoints)
          return
        }
      }
    }
  }

  private func end(_ reason: FinishReason, _ cell: ExperimentGrid.Cell, _ checkpoints: CheckpointFolder)
    throws
  {
    switch reason {
    case .failed(let sentence): throw RunFailure(sentence)
    case .stopped: try isStopped.check(display)
    case .completed:
      // They were there to go on from, and are many times the size of the recording.
      try? FileManager.default.removeItem(atPath: checkpoints.path)
      display.say("\(cell.name): \(steps) steps done")
    }
  }
}
