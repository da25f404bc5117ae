import Foundation
import RunModel

/// One step as a line of JSON: `{"step": 2, "loss": 2.31, "cosine": {"conv1.weight": -0.012, …}}`.
enum StepLine {
  /// Tensors come in the network's order, which Foundation's encoder would not keep; undefined cosines are null.
  static func json(_ record: StepRecord, tensors: [TensorDescription]) -> String {
    let cosines = zip(tensors, record.sums).map { tensor, sums in
      "\(quoted(tensor.name)): \(number(sums.cosine))"
    }
    return "{\"step\": \(record.step), \"loss\": \(number(record.loss)),"
      + " \"cosine\": {\(cosines.joined(separator: ", "))}}"
  }

  private static func number(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "null" }
    return "\(value)"
  }

  private static func quoted(_ text: String) -> String {
    guard let data = try? JSONEncoder().encode(text) else { preconditionFailure("any string is JSON") }
    return String(decoding: data, as: UTF8.self)
  }
}
