import Datasets
import Experiment
import RunModel
import RunStore
import Training

/// One run of a grid in its folder: what is there of it, and the right to train it.
struct GridRun {
  /// Where a run is recorded, ours alone, and what it goes on from.
  struct Destination {
    let folder: RunFolder
    let checkpoint: Checkpoint?
    let recording: RunDestination
  }

  private let cell: ExperimentGrid.Cell
  private let dataset: ImageDataset
  private let steps: Int
  private let runs: String
  private var folder: RunFolder { RunFolder(path: "\(runs)/\(cell.name)") }

  /// The run of a cell with so many steps, in a folder of runs.
  init(_ cell: ExperimentGrid.Cell, of dataset: ImageDataset, steps: Int, in runs: String) {
    self.cell = cell
    self.dataset = dataset
    self.steps = steps
    self.runs = runs
  }

  /// Whether it is recorded with all its steps.
  ///
  /// - Throws: `RunFailure` where another run is recorded there, `RunStoreError` where that cannot be read.
  func isFinished() throws -> Bool {
    guard let reader = try recorded() else { return false }
    guard reader.description.isOf(cell.configuration, dataset) else {
      throw RunFailure("\(folder.path) holds a run with other settings; give another --folder")
    }
    let progress = try reader.progress()
    guard progress.finished == .completed else { return false }
    guard progress.lastStep == steps else {
      throw RunFailure(
        "\(folder.path) has \(progress.lastStep) steps where \(steps) are wanted; give another --folder")
    }
    return true
  }

  /// Takes the right to train it, which ends with the value; nil where another process has it.
  func destination() throws -> Destination? {
    do {
      _ = try RunFolder.create(in: runs, name: cell.name, for: cell.configuration)
    } catch RunStoreError.nameTaken {
      // Begun before, or at this moment by another process.
    }
    let reader = try recorded()
    // No further than the record: a kill may have come between a checkpoint and its last steps' writing.
    let checkpoint = try reader.flatMap { try SavedRun($0).checkpoint(upTo: $0.progress().lastStep) }
    let step = checkpoint?.state.step ?? 0
    do {
      let recording = try RunDestination(
        folder, reader == nil ? .new(parent: nil) : .resumed(afterStep: step), policy: .goOn)
      CheckpointFolder(path: folder.checkpoints).setAside(after: step)
      return Destination(folder: folder, checkpoint: checkpoint, recording: recording)
    } catch RunStoreError.beingTrained {
      return nil
    }
  }

  /// What is recorded of it; nil where that is nothing.
  private func recorded() throws -> RunReader? {
    do {
      return try RunReader(path: folder.path)
    } catch RunStoreError.notFound, RunStoreError.notBegun {
      return nil
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
