import CKernels
import Datasets
import RunModel

/// How fast training steps are, and where their time goes. Speeds are held against the machine's own peak, measured
/// in the same run.
public struct StepBenchmark: Sendable, Codable {
  /// What was run.
  public let configuration: RunConfiguration
  /// Seconds of a step: the median, the fastest and the slowest.
  public let seconds: Spread
  /// Seconds of gathering the batch.
  public let data: Spread
  /// Seconds of the forward pass and the loss.
  public let forward: Spread
  /// Seconds of the backward pass.
  public let backward: Spread
  /// Seconds of statistics and update together.
  public let update: Spread
  /// Seconds of the update alone, on steps without statistics that were run in turn with the others.
  public let updateWithoutStatistics: Spread
  /// Floating-point operations of a step's convolutions and linear layers.
  public let operations: Double
  /// The machine's measured fp32 peak, floating-point operations per second.
  public let peak: Double

  /// Floating-point operations per second of the median step.
  public var operationsPerSecond: Double { operations / seconds.median }
  /// The share of the measured peak that the median step reaches.
  public var shareOfPeak: Double { operationsPerSecond / peak }
  /// The share of the step spent on statistics and update.
  public var updateShare: Double { update.median / seconds.median }
  /// What statistics add to a step, as a share of it.
  public var statisticsShare: Double { (update.median - updateWithoutStatistics.median) / seconds.median }

  /// Median, least and greatest of several measurements.
  public struct Spread: Sendable, Codable {
    /// The middle measurement; the mean of the two middle ones of an even number.
    public let median: Double
    /// The smallest.
    public let least: Double
    /// The largest.
    public let greatest: Double

    /// Sums up at least one measurement.
    public init(_ values: [Double]) {
      let sorted = values.sorted()
      let middle = sorted.count / 2
      median = sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
      least = sorted[0]
      greatest = sorted[sorted.count - 1]
    }
  }

  /// Runs `steps` pairs of steps, with and without statistics in turn, after three that are not counted.
  ///
  /// Blocks the calling thread, which becomes the one that computes.
  public static func run(_ configuration: RunConfiguration, steps: Int, dataset: ImageDataset) throws -> Self
  {
    let trainer = try Trainer(configuration, dataset: dataset)
    for _ in 0..<3 { _ = try trainer.step() }
    var times: [StepTimes] = []
    var bareTimes: [StepTimes] = []
    var peaks: [Double] = []
    for pair in 0..<steps {
      trainer.recordsStatistics = true
      _ = try trainer.step()
      times.append(trainer.times)
      trainer.recordsStatistics = false
      _ = try trainer.step()
      bareTimes.append(trainer.times)
      // The peak is measured in between, so that it is of the same minutes as the steps.
      if pair.isMultiple(of: 4) { peaks.append(ck_measure_peak(0.1)) }
    }
    return StepBenchmark(
      configuration: configuration, seconds: Spread(times.map(\.total)), data: Spread(times.map(\.data)),
      forward: Spread(times.map(\.forward)), backward: Spread(times.map(\.backward)),
      update: Spread(times.map(\.update)), updateWithoutStatistics: Spread(bareTimes.map(\.update)),
      operations: trainer.operationsPerStep, peak: Spread(peaks).greatest)
  }
}
