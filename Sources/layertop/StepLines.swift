import Foundation
import RunModel
import Statistics

/// Steps as lines of JSON: `{"step": 2, "loss": 2.31, "cosine": {"conv1.weight": -0.012, …}}`.
///
/// Quantities that are recorded besides follow under their names, in the same form; under `"lags"` stands such an object
/// for every lag.
struct StepLines {
  private let names: [String]
  private var lags: LagCosines

  /// For a run of these tensors; what it has done before gives the first lines their lags.
  init(_ tensors: [TensorDescription], history: [TrainingEvent] = []) {
    names = tensors.map { Self.quoted($0.name) }
    lags = LagCosines(tensors)
    for case .step(let record) in history { lags.add(record) }
  }

  /// The line of the next step. Tensors come in the network's order, which Foundation's encoder would not keep;
  /// undefined cosines are null.
  mutating func json(_ record: StepRecord) -> String {
    var entries = [
      "\"step\": \(record.step)", "\"loss\": \(Self.number(record.loss))",
      "\"cosine\": \(object(record.sums.map(\.cosine)))",
    ]
    for other in record.others {
      entries.append("\"\(other.quantity.rawValue)\": \(object(other.sums.map(\.cosine)))")
    }
    if record.lags != nil {
      lags.add(record)
      let objects = LagDots.lags.enumerated().map { index, lag in
        "\"\(lag)\": \(object(names.indices.map { lags.estimate(of: [$0], lag: index)?.cosine }))"
      }
      entries.append("\"lags\": {\(objects.joined(separator: ", "))}")
    }
    return "{\(entries.joined(separator: ", "))}"
  }

  private func object(_ values: [Double?]) -> String {
    "{\(zip(names, values).map { "\($0): \(Self.number($1))" }.joined(separator: ", "))}"
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
