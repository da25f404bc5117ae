import ArgumentParser
import Datasets
import Foundation
import RunModel
import Training

/// `layertop bench`.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Measure how fast training steps are and where their time goes.",
    discussion: """
      Runs training steps on drawn shapes, in turn with the gradient's statistics, with every quantity that can be \
      recorded, and without any, and prints medians; a network that has two stems is measured with both unless one \
      is given. GFLOP/s are nominal: they count the multiply-adds of convolutions and linear layers as two \
      operations, and can exceed the peak where Winograd's algorithm, which needs fewer, is used. The peak is that \
      of fused multiply-adds in registers; the memory bandwidth that of x = a x + y, two reads for a write, and of \
      plain reads, over arrays beyond the caches: all on as many threads and measured in between.
      """)

  @OptionGroup
  var network: NetworkOptions

  @Option(help: "The optimizer.")
  var optimizer = OptimizerRule.momentum

  @Option(
    help: ArgumentHelp("Lookahead around the optimizer, such as 5,0.5.", valueName: "k,alpha"),
    transform: OptimizerOptions.lookahead)
  var lookahead: Lookahead?

  @Option(parsing: .unconditional, help: "Images per step, 1 to 4096.")
  var batchSize = 128

  @Option(parsing: .unconditional, help: "Steps to time, 1 or more.")
  var steps = 20

  @Option(parsing: .unconditional, help: "Threads, 1 to 256.")
  var threads = ProcessInfo.processInfo.activeProcessorCount

  @Option(help: "The number format of activations.")
  var precision = Precision.fp32

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    guard (1...4096).contains(batchSize), (1...256).contains(threads), steps >= 1 else {
      throw ValidationError(
        "--batch-size must lie in 1 to 4096, --threads in 1 to 256, and --steps must be 1 or more")
    }
    if let problem = configuration.problem { throw ValidationError(problem) }
  }

  func run() throws {
    let dataset = try DatasetCatalog().load(.synthetic)
    let results = try networks.map { network in
      try StepBenchmark.run(
        RunConfiguration(
          network: network, optimizer: configuration, batchSize: batchSize, threads: threads,
          precision: precision), steps: steps, dataset: dataset)
    }
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      StandardOutput.write(String(decoding: try encoder.encode(results), as: UTF8.self))
    } else {
      results.map(BenchReport.text).forEach(StandardOutput.write)
    }
  }
}

extension BenchCommand {
  private var configuration: OptimizerConfiguration {
    OptimizerConfiguration(rule: optimizer, lookahead: lookahead)
  }

  /// What is measured: both stems where a network has two and none was chosen.
  private var networks: [NetworkConfiguration] {
    let chosen = network.configuration
    guard chosen.name.family == .resNet && network.stem == nil else { return [chosen] }
    return Stem.allCases.map { NetworkConfiguration(chosen.name, stem: $0) }
  }
}

/// A benchmark's result as text.
enum BenchReport {
  static func text(_ result: StepBenchmark) -> String {
    let configuration = result.configuration
    func row(_ name: String, _ spread: StepBenchmark.Spread) -> String {
      let label = name.padding(toLength: 26, withPad: " ", startingAt: 0)
      return "  " + label
        + String(
          format: "%9.2f ms %9.2f … %-9.2f %5.1f%%", 1e3 * spread.median, 1e3 * spread.least,
          1e3 * spread.greatest, 100 * spread.median / result.seconds.median)
    }
    return [
      "\(configuration.network.fullTitle), batch \(configuration.batchSize),"
        + " \(configuration.optimizer.rule.title)\(configuration.optimizer.lookahead.map { ", Lookahead \($0)" } ?? ""), \(configuration.threads) threads, \(configuration.precision.rawValue)",
      "                               median       least … greatest   of step",
      row("step", result.seconds),
      row("data", result.data),
      row("forward", result.forward),
      row("backward", result.backward),
      row("statistics and update", result.update),
      row("update alone", result.updateWithoutStatistics),
      row("every quantity and update", result.updateWithEverything),
      String(
        format: "  %.1f steps/s, %.0f GFLOP/s, %.1f%% of the measured fp32 peak of %.0f GFLOP/s",
        1 / result.seconds.median, 1e-9 * result.operationsPerSecond, 100 * result.shareOfPeak,
        1e-9 * result.peak),
      String(
        format: "  statistics and update take %.2f%% of the step, statistics alone %.2f%%",
        100 * result.updateShare, 100 * result.statisticsShare),
      String(
        format: "  they move %.0f MB at %.1f GB/s, %.0f%% of the measured memory bandwidth of %.1f GB/s",
        1e-6 * Double(result.updateBytes), 1e-9 * result.updateBandwidth,
        100 * result.updateBandwidth / result.bandwidth, 1e-9 * result.bandwidth),
      String(
        format: "  the drift sweep alone reads at %.1f GB/s, %.0f%% of the %.1f GB/s of plain reads",
        1e-9 * result.driftBandwidth, 100 * result.driftShare, 1e-9 * result.readBandwidth),
      String(
        format: "  recording every quantity adds %.2f%% to a step without statistics",
        100 * result.everythingShare),
      "",
    ].joined(separator: "\n")
  }
}
