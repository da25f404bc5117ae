import Datasets
import Foundation
import RunModel
import Testing

@testable import NeuralNetwork
@testable import Training

/// The file of a checkpoint: what it holds, and how one that is not whole is refused.
struct CheckpointFileTests {
  private let configuration = RunConfiguration(
    network: NetworkConfiguration(.resnet20), optimizer: OptimizerConfiguration(rule: .adam), batchSize: 8,
    threads: 1)

  private func trainer(
    _ configuration: RunConfiguration? = nil, from checkpoint: Checkpoint? = nil, steps: Int = 0
  ) throws -> Trainer {
    let trainer = try Trainer(
      configuration ?? self.configuration, dataset: TestImages.shapes, width: 3, checkpoint: checkpoint)
    for _ in 0..<steps { _ = try trainer.step() }
    return trainer
  }

  /// The file of a run after two steps.
  private func bytes() throws -> Data {
    let folder = try TestFolder()
    try trainer(steps: 2).checkpoint().write(to: folder["c"])
    return try Data(contentsOf: URL(fileURLWithPath: folder["c"]))
  }

  /// The sentence with which the bytes are refused as a checkpoint; nil where they are accepted.
  private func refusal(_ bytes: Data, in folder: TestFolder) throws -> String? {
    try bytes.write(to: URL(fileURLWithPath: folder["c"]))
    do {
      _ = try Checkpoint(path: folder["c"])
      return nil
    } catch {
      return "\(error)".replacing(folder["c"], with: "c")
    }
  }

  @Test func hasTorchvisionsNamesAndShapes() throws {
    let folder = try TestFolder()
    let trainer = try trainer(steps: 2)
    try trainer.checkpoint().write(to: folder["c"])
    #expect(folder.names == ["c"])
    let file = try SafetensorsFile(path: folder["c"])
    for parameter in trainer.network.parameters {
      let (name, shape) = (parameter.description.name, parameter.description.shape)
      #expect(try file.float32(name, shape: shape) == parameter.read())
      #expect(try file.float32("gradient.\(name)", shape: shape) == parameter.readGradient(parity: 1))
      for quantity in ["firstMoment", "secondMoment"] {
        #expect(try file.float32("optimizer.\(quantity).\(name)", shape: shape).contains { $0 != 0 })
      }
    }
    for statistic in trainer.network.runningStatistics {
      #expect(try file.float32(statistic.name, shape: [statistic.values.count]) == statistic.values)
    }
    #expect(try file.int64("bn1.num_batches_tracked") == 2)
    #expect(file.metadata["format"] == "pt")
    let state = try Checkpoint(path: folder["c"]).state
    #expect(state.step == 2)
    #expect(state.run == trainer.description)
    #expect(state.memory.map(\.age) == [2, 2])
  }

  /// `--weights` takes it like any state dict.
  @Test func servesAsAStateDict() throws {
    let folder = try TestFolder()
    let trained = try trainer(steps: 2)
    try trained.checkpoint().write(to: folder["c"])
    var other = configuration
    other.weights = folder["c"]
    let fresh = try trainer(other)
    for (a, b) in zip(fresh.network.parameters, trained.network.parameters) {
      #expect(try a.read() == b.read())
    }
  }

  @Test func refusesWhatIsNotACheckpoint() throws {
    let folder = try TestFolder()
    let bytes = try bytes()
    #expect(try refusal(bytes, in: folder) == nil)
    let half = try refusal(bytes.prefix(bytes.count / 2), in: folder)
    #expect(half?.contains("at bytes") == true)
    let empty = Data([2, 0, 0, 0, 0, 0, 0, 0]) + Data("{}".utf8)
    #expect(
      try refusal(empty, in: folder)
        == "c holds weights but no run to go on with; start a new run from them with --weights")
    var flipped = bytes
    flipped[bytes.count - 3] ^= 1
    let damaged = "c is damaged: its checksum is not that of its bytes; take an older checkpoint"
    #expect(try refusal(flipped, in: folder) == damaged)
    var newer = bytes
    let version = try #require(bytes.firstRange(of: Data(#"\"version\":1"#.utf8)))
    newer[version.upperBound - 1] = UInt8(ascii: "9")
    #expect(try refusal(newer, in: folder)?.contains("version 9, newer") == true)
    #expect(throws: SafetensorsError.self) { try Checkpoint(path: folder["none"]) }
  }

  /// Whatever byte is another, the file is refused with a sentence, or means the same.
  @Test func everyBitCounts() throws {
    let folder = try TestFolder()
    let bytes = try bytes()
    var generator = SeededGenerator(seed: 5)
    try bytes.write(to: URL(fileURLWithPath: folder["original"]))
    let original = try Checkpoint(path: folder["original"])
    var refused = 0
    for round in 0..<300 {
      var mutated = bytes
      // The header is a small part of the file, and more can go wrong in it.
      let range = round.isMultiple(of: 2) ? 9_000 : bytes.count
      mutated[generator.integer(below: range)] ^= UInt8(1 << generator.integer(below: 8))
      if let sentence = try refusal(mutated, in: folder) {
        refused += 1
        #expect(!sentence.contains("\n"))
      } else {
        #expect(try Checkpoint(path: folder["c"]).state == original.state)
      }
    }
    // The rest is in the texts `format` and in spaces.
    #expect(refused > 290)
  }

  @Test func goesOnOnlyWithItsOwnRun() throws {
    let checkpoint = try trainer(steps: 1).checkpoint()
    func refusal(_ change: (inout RunConfiguration) -> Void) throws -> String {
      var other = configuration
      change(&other)
      let error = #expect(throws: CheckpointError.self) { try trainer(other, from: checkpoint) }
      return error.map { "\($0)" } ?? ""
    }
    #expect(
      try refusal {
        $0.seed = 2
        $0.batchSize = 4
      }.contains("was saved by a run with another batch size, seed; go on with that run's own"))
    #expect(try refusal { $0.network.name = .resnet32 }.contains("another network"))
    let images = try DatasetCatalog(syntheticSeed: 2).load(.synthetic, split: .test)
    let error = #expect(throws: CheckpointError.self) {
      try Trainer(configuration, dataset: images, width: 3, checkpoint: checkpoint)
    }
    #expect(error?.description.contains("other images of synthetic") == true)
  }

  /// A write that fails leaves what was there, and nothing beside it.
  @Test func aFailedWriteChangesNothing() throws {
    let folder = try TestFolder()
    let checkpoint = try trainer().checkpoint()
    try checkpoint.write(to: folder["c"])
    let error = #expect(throws: CheckpointError.self) { try checkpoint.write(to: folder["no/where"]) }
    #expect(error?.description.hasSuffix("no/where cannot be written: No such file or directory") == true)
    // A folder cannot be replaced by a file, which is found out last.
    try FileManager.default.createDirectory(atPath: folder["d"], withIntermediateDirectories: true)
    #expect(throws: CheckpointError.self) { try checkpoint.write(to: folder["d"]) }
    #expect(folder.names == ["c", "d"])
  }
}
