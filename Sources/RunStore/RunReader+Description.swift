import Foundation
import GRDB
import RunModel

extension Database {
  /// What a run is about, if it can be.
  func description(_ file: String) throws -> RunDescription {
    func damaged(_ reason: String) -> RunStoreError { .damaged(path: file, reason: reason) }
    guard
      let text = try Row.fetchOne(
        self, sql: "SELECT description FROM run WHERE length(description) < 100000000")?.text(0)
    else { throw damaged("it says nothing of its run") }
    guard var description = try? RecordedJSON.value(RunDescription.self, from: text) else {
      throw damaged("its description cannot be understood")
    }
    if let problem = description.problem { throw damaged(problem) }
    description.dataset = RecordedText.printable(description.dataset)
    description.configuration.weights = description.configuration.weights.map(RecordedText.printable)
    for index in description.tensors.indices {
      description.tensors[index].name = RecordedText.printable(description.tensors[index].name)
    }
    return description
  }
}

extension RunDescription {
  /// What cannot be in a description that a run gave.
  fileprivate var problem: String? {
    if let problem = configuration.problem { return problem }
    guard (1...100_000).contains(tensors.count) else { return "it has \(tensors.count) tensors" }
    guard (1...1 << 40).contains(images), stepsPerEpoch == images / configuration.batchSize, stepsPerEpoch > 0
    else { return "epochs of \(stepsPerEpoch) steps cannot be with \(images) images" }
    return tensors.allSatisfy(\.isPossible) ? nil : "a tensor's shape cannot be"
  }
}

extension TensorDescription {
  /// Whether the shape is that of some parameters, few enough to count.
  fileprivate var isPossible: Bool {
    var product = 1
    for length in shape {
      let (next, overflow) = product.multipliedReportingOverflow(by: length)
      guard length >= 1, !overflow, next <= 1 << 40 else { return false }
      product = next
    }
    return shape.count <= 16
  }
}
