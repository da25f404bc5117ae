import Datasets
import Foundation
import RunModel
import RunStore
import Training

/// A recorded run with its checkpoints: what the commands that go on from it have in common.
struct SavedRun {
  /// How many steps of the past a screen is given.
  private static let shownSteps = 4096

  private let reader: RunReader
  /// The run's name.
  var name: String { reader.folder.name }
  /// The run's checkpoints.
  let checkpoints: CheckpointFolder

  /// The first step that is the run's own.
  var firstStep: Int { (reader.overview.parent?.step ?? 0) + 1 }

  init(_ reader: RunReader) {
    self.reader = reader
    checkpoints = CheckpointFolder(path: reader.folder.checkpoints)
  }

  /// Loads the images that the run is about.
  func images(in data: RunDataOption, split: DatasetSplit = .training) throws -> ImageDataset {
    try data.images(of: reader.description, recorded: reader.dataFolder(), split: split)
  }

  /// The absolute path of the folder that the images come from; nil where they come from no file.
  func folder(of images: ImageDataset, in data: RunDataOption) throws -> String? {
    try data.catalog(recorded: reader.dataFolder()).folder(for: images)
  }

  /// The commands in the record, those to come in an interrupted part of it included.
  func commands() throws -> [AppliedCommand] {
    try reader.commandsToReplay().map { AppliedCommand($0.command, afterStep: $0.afterStep) }
  }

  /// The newest whole checkpoint of a recorded step from which the run can go on; nil where it is to begin again.
  func checkpoint(upTo step: Int) throws -> Checkpoint? {
    try checkpoints.newest(upTo: max(step, reader.overview.parent?.step ?? 0), replaying: commands())
  }

  /// The checkpoint that the run began with; nil where it began with its first step.
  func beginning() throws -> Checkpoint? {
    guard let step = reader.overview.parent?.step else { return nil }
    return try Checkpoint(path: checkpoints.path(step: step, isKept: true))
  }

  /// The state after a step, computed from the checkpoint before it, with the commands that were given before the next
  /// one; of the newest checkpoint where no step is given.
  func checkpoint(at step: Int?, dataset: ImageDataset) throws -> Checkpoint {
    let last = try reader.progress().lastStep
    if let step, step > last {
      throw RunFailure("the run has \(last) steps; choose a step up to that with --at")
    }
    if let step, let parent = reader.overview.parent, step < parent.step {
      let name = RecordedText.printable(parent.run)
      throw RunFailure(
        "the run branched off \(name) after step \(parent.step); choose a step from there on with --at, or fork"
          + " \(name)")
    }
    let nearest = try checkpoint(upTo: step ?? last)
    let commands = try commands()
    let start = nearest?.state.step ?? 0
    let target = step ?? (nearest == nil ? last : start)
    let isChangedThere = commands.contains { $0.afterStep == target && $0.command.changesTraining }
    if let nearest, target == start, !isChangedThere { return nearest }
    var reexecution = try Reexecution(
      reader.description.configuration, dataset: dataset, checkpoint: nearest, commands: commands)
    if target > start { StandardError.write("computing the steps after \(start) up to \(target) again") }
    return try reexecution.checkpoint(after: target)
  }

  /// What is recorded of the steps up to one, the latest of them.
  func history(upTo last: Int) throws -> [TrainingEvent] {
    let first = max(0, last - Self.shownSteps)
    var events: [TrainingEvent] = []
    var commands = try self.commands()[...]
    func sayCommands(upTo step: Int) {
      let due = commands.prefix { $0.afterStep <= step }
      events += due.map { .applied($0.command, afterStep: $0.afterStep) }
      commands = commands.dropFirst(due.count)
    }
    try reader.forEachStep(in: first + 1..<last + 1) { record in
      sayCommands(upTo: record.step - 1)
      events.append(.step(record))
    }
    sayCommands(upTo: last)
    return events
  }
}

extension RunDescription {
  /// Loads the images of a run's data set.
  ///
  /// - Throws: `RunFailure` where the training images are not those of the run.
  func load(from catalog: DatasetCatalog, split: DatasetSplit) throws -> ImageDataset {
    guard let name = identity.flatMap({ DatasetName(rawValue: $0.name) }) else {
      throw RunFailure("the run does not say which images it is about, so that it cannot go on")
    }
    let images = try catalog.load(name, split: split)
    guard split != .training || images.identity() == identity else {
      throw RunFailure(
        "the run was trained on other images of \(name.rawValue); give the folder that has them with --data-dir"
      )
    }
    return images
  }
}
