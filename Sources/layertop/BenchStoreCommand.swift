import ArgumentParser
import Foundation
import NeuralNetwork
import RunModel
import RunStore
import Statistics

/// `layertop bench-store`.
struct BenchStoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench-store", abstract: "Measure recording: its time, its size, and how fast a run opens.",
    discussion: """
      Records a run of drawn numbers, as many as those of the network given, and reads it again. The run stays in the \
      folder of runs.
      """)

  @OptionGroup var network: NetworkOptions

  @OptionGroup var runs: RunsFolderOption

  @Option(help: "The name of the run; by default time, network and optimizer.")
  var name: String?

  @Option(parsing: .unconditional, help: "Steps to record, 1 or more.")
  var steps = 1000

  func validate() throws {
    guard steps >= 1 else { throw ValidationError("--steps is \(steps); it must be 1 or more") }
  }

  func run() throws {
    let description = try description()
    let folder = try RunFolder.create(in: runs.runsDir, name: name, for: description.configuration)
    try record(description, in: folder)
    try read(folder)
  }

  private func description() throws -> RunDescription {
    var specification = Network.Specification(network: network.configuration, batchSize: 1)
    specification.classes = 10
    return RunDescription(
      configuration: RunConfiguration(network: network.configuration), dataset: "drawn numbers",
      images: 50_000,
      stepsPerEpoch: 390, tensors: try Network(specification, threads: 1).parameters.map(\.description))
  }

  private func record(_ description: RunDescription, in folder: RunFolder) throws {
    let writer = RunWriter(folder, machine: .current(versions: [:])) { StandardError.write("\($0)") }
    var generator = SeededGenerator(seed: 1)
    writer.record(.started(description))
    var recording = Duration.zero
    var cpu = -Self.processorTime
    for step in 1...steps {
      let drawing = Self.processorTime
      let record = Self.record(step, description, &generator)
      cpu -= Self.processorTime - drawing
      let start = ContinuousClock.now
      writer.record(.step(record))
      recording += ContinuousClock.now - start
    }
    writer.record(.finished(.completed))
    writer.finish()
    cpu += Self.processorTime
    let cells = Double(steps * description.tensors.count)
    let bytes = try FileManager.default.attributesOfItem(atPath: folder.database)[.size] as? Int ?? 0
    StandardOutput.write(
      String(
        format: """
          %d steps of %d tensors, %.2f million cells, in %@
          recording  %.3f ms of processor time a step, of which training waits %.3f ms at full speed
          size       %.1f MB, %.1f MB per million cells
          """,
        steps, description.tensors.count, 1e-6 * cells, folder.path, 1e3 * cpu / Double(steps),
        1e3 * (recording / .seconds(1)) / Double(steps), 1e-6 * Double(bytes), Double(bytes) / cells))
  }

  private func read(_ folder: RunFolder) throws {
    var reader: RunReader?
    let opening = try Self.milliseconds { reader = try RunReader(path: folder.path) }
    guard let reader else { return }
    let progress = try Self.milliseconds { _ = try reader.progress() }
    let losses = try Self.milliseconds { _ = try reader.meanLosses(stepsPerMean: max(1, steps / 200)) }
    let level = max(0, (steps / 256).bitWidth - (steps / 256).leadingZeroBitCount)
    var lines = [
      String(
        format: "opening    %.1f ms, then %.1f ms to the last step and %.1f ms for losses", opening, progress,
        losses)
    ]
    for (rule, level) in [
      (TestRule(), level), (TestRule(), 2), (TestRule(), 0), (TestRule(.exact, level: 0.01), 4),
    ] {
      let key = TileKey(
        quantity: .gradient, grouping: .layer, rule: rule, measure: .cosine, level: level, index: 0)
      let time = try Self.milliseconds { _ = try reader.tile(key) }
      lines.append(
        String(
          format: "a tile     %.1f ms, level %d%@", time, level,
          rule.level == nil ? "" : ", counted from steps"))
    }
    lines.forEach(StandardOutput.write)
  }

  /// Sums around the bound.
  private static func record(
    _ step: Int, _ description: RunDescription, _ generator: inout SeededGenerator
  ) -> StepRecord {
    let sums = description.tensors.map { tensor in
      let scale = 3 / Double(tensor.parameters).squareRoot()
      let norms = (generator.uniform(0.5, 1.5), generator.uniform(0.5, 1.5))
      return DriftSums(
        dot: min(1, max(-1, generator.uniform(-scale, scale))) * (norms.0 * norms.1).squareRoot(),
        squaredNorm: norms.0, previousSquaredNorm: step == 1 ? 0 : norms.1,
        cross: generator.uniform(0.5, 1.5) / Double(tensor.parameters),
        updateSquaredNorm: generator.uniform(1e-6, 1e-4), weightSquaredNorm: generator.uniform(10, 11))
    }
    return StepRecord(
      step: step, epoch: 1 + (step - 1) / description.stepsPerEpoch, loss: generator.uniform(0, 3),
      accuracy: generator.uniform(), learningRate: 0.05, seconds: generator.uniform(0.08, 0.1), sums: sums)
  }

  private static func milliseconds(_ body: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try body()
    return (ContinuousClock.now - start) / .milliseconds(1)
  }

  /// Seconds that all threads of this process have computed.
  private static var processorTime: Double { Double(clock()) / Double(CLOCKS_PER_SEC) }
}
