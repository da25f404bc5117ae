import Datasets
import Dispatch
import Experiment
import Foundation
import RunModel
import RunStore
import Training

/// Trains the runs of a grid one by one, leaving those that are done or under way in another process.
///
/// A run that was interrupted is trained anew from its first step: it is the same, bit for bit.
final class GridWorker {
  /// How often it is looked whether other processes are done.
  private static let patience = 1.0

  private let cells: [ExperimentGrid.Cell]
  private let dataset: ImageDataset
  private let folder: String
  private let steps: Int
  private var display: GridDisplay
  private var failures: [String] = []
  private let isStopped = StopFlag()

  /// Prepares the training of some runs; `steps` says how many they have where an epoch has so many.
  init(
    _ cells: [ExperimentGrid.Cell], dataset: ImageDataset, folder: String,
    steps: (_ stepsPerEpoch: Int) -> Int
  ) {
    self.cells = cells
    self.dataset = dataset
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

  /// Trains until every run is finished here or elsewhere; what failed, a sentence each.
  ///
  /// - Throws: `ExitCode` where the user stopped it, an error where the folder cannot be used.
  func run() throws -> [String] {
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
    guard let lock = try RunLock(file: "\(folder)/\(cell.name).lock") else {
      display.progress.runs[index].state = .elsewhere
      return false
    }
    defer { withExtendedLifetime(lock) {} }
    do {
      if try !isFinished(cell) {
        try train(index)
        try isStopped.check(display)
        display.say("\(cell.name): \(steps) steps done")
      }
      display.progress.runs[index].state = .finished
    } catch let failure where !(failure is GridStopped) {
      display.progress.runs[index].state = .failed
      failures.append("\(cell.name): \(failure)")
      display.say("\(cell.name) failed: \(failure)")
    }
    return true
  }

  /// Whether a run is recorded with all its steps; an unfinished one is removed.
  private func isFinished(_ cell: ExperimentGrid.Cell) throws -> Bool {
    let path = "\(folder)/\(cell.name)"
    guard FileManager.default.fileExists(atPath: path) else { return false }
    do {
      let reader = try RunReader(path: path)
      guard reader.description.isOf(cell.configuration, dataset) else {
        throw RunFailure("\(path) holds a run with other settings; give another --folder")
      }
      let progress = try reader.progress()
      if progress.finished == .completed {
        guard progress.lastStep == steps else {
          throw RunFailure(
            "\(path) has \(progress.lastStep) steps where \(steps) are wanted; give another --folder")
        }
        return true
      }
    } catch RunStoreError.notBegun {
      // It was ended before its first step.
    }
    try FileManager.default.removeItem(atPath: path)
    return false
  }

  private func train(_ index: Int) throws {
    let cell = cells[index]
    let recorder = Recorder(policy: .goOn) {}
    recorder.begin(in: try RunFolder.create(in: folder, name: cell.name, for: cell.configuration))
    let arrived = DispatchSemaphore(value: 0)
    let feed = TrainingFeed(capacity: .max) { event in
      recorder.record(event)
      arrived.signal()
    }
    let begin = ContinuousClock.now
    let session = TrainingSession(cell.configuration, dataset: dataset, stepLimit: steps, feed: feed)
    var isStopping = false
    while true {
      _ = arrived.wait(timeout: .now() + 0.2)
      if isStopped.isSet && !isStopping {
        isStopping = true
        session.send(.stop)
      }
      for event in feed.drain() {
        switch event {
        case .started: display.progress.prepared(seconds: (ContinuousClock.now - begin) / .seconds(1))
        case .step(let record):
          display.progress.stepped(run: index, done: record.step, seconds: record.seconds)
          display.show()
        case .applied, .checkpointed, .checkpointFailed, .evaluated: break
        case .finished(let reason):
          _ = recorder.finish()
          for case .failed(let error) in recorder.drainReports() { throw error }
          if case .failed(let sentence) = reason { throw RunFailure(sentence) }
          return
        }
      }
    }
  }
}

extension RunDescription {
  /// Whether a run of these settings on this data is the one that is wanted; the number of threads is left free.
  fileprivate func isOf(_ wanted: RunConfiguration, _ dataset: ImageDataset) -> Bool {
    var recorded = configuration
    recorded.threads = wanted.threads
    return recorded == wanted && self.dataset == dataset.name && images == dataset.count
  }
}
