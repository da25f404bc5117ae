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
}
