import Foundation
import RunModel
import Statistics
import Testing

struct RunSummaryTests {
  private let description = RunDescription(
    configuration: RunConfiguration(), dataset: "drawn shapes", images: 1000, stepsPerEpoch: 7,
    tensors: [
      TensorDescription(name: "fc.weight", shape: [10, 10]), TensorDescription(name: "fc.bias", shape: [10]),
    ])

  private func record(_ step: Int, dots: [Double], previous: Double) -> StepRecord {
    StepRecord(
      step: step, epoch: 1, loss: 2 - Double(step) / 10, accuracy: 0.5, learningRate: 0.1, seconds: 1,
      sums: dots.map { DriftSums(dot: $0, squaredNorm: 1, previousSquaredNorm: previous) })
  }

  @Test func addsUpTheTensorsOfALayer() throws {
    var summary = RunSummary(description)
    summary.add(record(1, dots: [0, 0], previous: 0))
    summary.add(record(2, dots: [-0.6, -0.2], previous: 1))
    #expect(summary.steps == 2)
    #expect(summary.lastLoss == 1.8)
    #expect(summary.layers.count == 1)
    #expect(summary.layers[0].layer.parameters == 110)
    #expect(abs(summary.layers[0].counts.meanCosine! + 0.4) < 1e-12)
    #expect(summary.layers[0].counts.opposed == 1)
    #expect(summary.layers[0].counts.undefined == 1)
  }

  @Test func encodesAsPromised() throws {
    var summary = RunSummary(description)
    summary.add(record(1, dots: [0, 0], previous: 0))
    let before = try JSONSerialization.jsonObject(with: JSONEncoder().encode(summary)) as? [String: Any]
    let empty = try #require((before?["layers"] as? [[String: Any]])?.first)
    #expect(empty["mean_cosine"] is NSNull)
    #expect(empty["aligned"] is NSNull)

    summary.add(record(2, dots: [0.6, 0.2], previous: 1))
    let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(summary)) as? [String: Any]
    #expect(object?["network"] as? String == "resnet18")
    #expect(object?["dataset"] as? String == "drawn shapes")
    #expect(object?["steps"] as? Int == 2)
    let layer = try #require((object?["layers"] as? [[String: Any]])?.first)
    #expect(
      Set(layer.keys) == ["name", "parameters", "bound", "mean_cosine", "aligned", "opposed", "random"])
    #expect(layer["name"] as? String == "fc")
    #expect(layer["parameters"] as? Int == 110)
    #expect(abs((layer["mean_cosine"] as? Double ?? 0) - 0.4) < 1e-12)
    #expect(layer["aligned"] as? Double == 1)
  }

  /// A cosine of 0.3 over 110 parameters: beyond the paper's √(ln n / n) = 0.207, and short of the bound of level 1e-6.
  @Test func judgesByTheRule() throws {
    for (rule, alarms) in [
      (TestRule(), 1), (TestRule(.paper, level: 1e-6), 0), (TestRule(.exact), 1),
      (TestRule(.exact, level: 1e-6), 0),
      (TestRule(.discovery), 1), (TestRule(.discovery, level: 1e-6), 0),
    ] {
      var summary = RunSummary(description, rule: rule)
      summary.add(record(2, dots: [0.3, 0.3], previous: 1))
      #expect(summary.layers[0].counts.aligned == alarms, "\(rule)")
      #expect(summary.layers[0].comparison.isEmpty)
    }
  }

  @Test func comparesTests() throws {
    var summary = RunSummary(description, rule: TestRule(.exact), comparesTests: true)
    for step in 2...5 { summary.add(record(step, dots: [0.3, 0.3], previous: 1)) }
    #expect(summary.layers[0].comparison.map(\.test) == DriftTest.allCases)
    #expect(summary.layers[0].comparison.map(\.counts.defined) == [4, 4, 4, 4])
    let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(summary)) as? [String: Any]
    #expect(object?["test"] as? String == "exact")
    let layer = try #require((object?["layers"] as? [[String: Any]])?.first)
    let shares = try #require(layer["non_random"] as? [String: Double])
    #expect(Set(shares.keys) == ["paper", "exact", "sign-flip", "discovery"])
    #expect(shares["exact"] == 1)
  }

  @Test func countsTheControlsFalseAlarms() throws {
    var run = description
    run.tensors.append(TensorDescription(name: "control", shape: [1000], isControl: true))
    var summary = RunSummary(run, grouping: .network, rule: TestRule(.exact, level: 0.01))
    #expect(summary.layers.map(\.layer.name) == ["network", "control"])
    for (step, dot) in [(1, 0.0), (2, 0.01), (3, 0.2), (4, -0.02), (5, -0.3)] {
      summary.add(record(step, dots: [0.9, 0.9, dot], previous: step == 1 ? 0 : 1))
    }
    let alarms = try #require(summary.falseAlarms)
    #expect((alarms.parameters, alarms.cells, alarms.alarms) == (1000, 4, 2))
    #expect(alarms.rate == 0.5)
    #expect(abs(alarms.claimed - 0.01) < 1e-15)
    let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(summary)) as? [String: Any]
    let control = try #require(object?["control"] as? [String: Any])
    #expect(Set(control.keys) == ["parameters", "cells", "false_alarms", "rate", "claimed"])
    #expect(RunSummary(description).falseAlarms == nil)
  }
}
