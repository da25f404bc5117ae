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
  /// Seconds of taking the batch, which another thread has prepared.
  public let data: Spread
  /// Seconds of the forward pass and the loss.
  public let forward: Spread
  /// Seconds of the backward pass.
  public let backward: Spread
  /// Seconds of statistics and update together.
  public let update: Spread
  /// Seconds of the update alone, on steps without statistics that were run in turn with the others.
  public let updateWithoutStatistics: Spread
  /// Seconds of the update with every quantity and lag recorded, on further steps in turn.
  public let updateWithEverything: Spread
  /// Seconds of a step without statistics.
  public let secondsWithoutStatistics: Spread
  /// Floating-point operations of a step's convolutions and linear layers.
  public let operations: Double
  /// The machine's measured fp32 peak, floating-point operations per second.
  public let peak: Double
  /// Bytes that statistics and update together read and write at a step.
  public let updateBytes: Int
  /// The machine's measured memory bandwidth in bytes per second, two reads for a write; 0 where it could not be
  /// measured.
  public let bandwidth: Double
  /// The same of reads alone.
  public let readBandwidth: Double
  /// Bytes per second that the drift sweep reads of arrays as large.
  public let driftBandwidth: Double

  /// Floating-point operations per second of the median step.
  public var operationsPerSecond: Double { operations / seconds.median }
  /// The share of the measured peak that the median step reaches.
  public var shareOfPeak: Double { operationsPerSecond / peak }
  /// The share of the step spent on statistics and update.
  public var updateShare: Double { update.median / seconds.median }
  /// What statistics add to a step, as a share of it.
  public var statisticsShare: Double { (update.median - updateWithoutStatistics.median) / seconds.median }
  /// What recording every quantity adds to a step without statistics, as a share of it.
  public var everythingShare: Double {
    (updateWithEverything.median - updateWithoutStatistics.median) / secondsWithoutStatistics.median
  }
  /// The share of the machine's bandwidth for reads that the drift sweep reaches, measured in turn.
  public var driftShare: Double { driftBandwidth / readBandwidth }
  /// Bytes per second that statistics and update together read and write.
  public var updateBandwidth: Double { Double(updateBytes) / update.median }

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

  /// Runs `steps` rounds of three steps, with the gradient's statistics, with every quantity and without any, after
  /// three that are not counted.
  ///
  /// Blocks the calling thread, which becomes the one that computes.
  public static func run(_ configuration: RunConfiguration, steps: Int, dataset: ImageDataset) throws -> Self
  {
    var configuration = configuration
    configuration.recorded = RecordedQuantities(quantities: Set(Quantity.allCases), lags: true)
    let trainer = try Trainer(configuration, dataset: dataset)
    for _ in 0..<3 { _ = try trainer.step() }
    var times: [GradientProbe.Extent: [StepTimes]] = [:]
    var peaks: [Double] = []
    var bandwidths: [ck_stream.RawValue: [Double]] = [:]
    for round in 0..<steps {
      for extent in [GradientProbe.Extent.gradient, .everything, .nothing] {
        trainer.recordingExtent = extent
        _ = try trainer.step()
        times[extent, default: []].append(trainer.times)
      }
      // The machine's limits are measured in between, so that they are of the same minutes as the steps.
      if round.isMultiple(of: 4) {
        peaks.append(ck_measure_peak(0.1))
        for way in [CK_READ, CK_DRIFT, CK_READ_AND_WRITE] {
          bandwidths[way.rawValue, default: []].append(ck_measure_bandwidth(way, 0.1, bandwidthFloats))
        }
      }
    }
    func spread(_ extent: GradientProbe.Extent, _ part: (StepTimes) -> Double) -> Spread {
      Spread(times[extent, default: []].map(part))
    }
    func bandwidth(_ way: ck_stream) -> Double { Spread(bandwidths[way.rawValue, default: []]).greatest }
    return StepBenchmark(
      configuration: configuration, seconds: spread(.gradient, \.total), data: spread(.gradient, \.data),
      forward: spread(.gradient, \.forward), backward: spread(.gradient, \.backward),
      update: spread(.gradient, \.update), updateWithoutStatistics: spread(.nothing, \.update),
      updateWithEverything: spread(.everything, \.update),
      secondsWithoutStatistics: spread(.nothing, \.total), operations: trainer.operationsPerStep,
      peak: Spread(peaks).greatest, updateBytes: trainer.updateBytes,
      bandwidth: bandwidth(CK_READ_AND_WRITE), readBandwidth: bandwidth(CK_READ),
      driftBandwidth: bandwidth(CK_DRIFT))
  }

  /// Floats of each array by which the bandwidth is measured: far more than caches hold.
  private static let bandwidthFloats = 1 << 25
}
