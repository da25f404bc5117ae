import Datasets
import RunModel

/// The list of data sets as text: name, images, state.
enum DataTable {
  static func text(_ survey: [DatasetSurvey]) -> String {
    let rows = [("name", "images", "state")] + survey.map { ($0.name.rawValue, images($0.state), state($0)) }
    let names = rows.map(\.0.count).max() ?? 0
    let counts = rows.map(\.1.count).max() ?? 0
    return rows.map { name, images, state in
      padded(name, to: names) + "  " + padded(images, to: counts) + "  " + state
    }.joined(separator: "\n")
  }

  private static func images(_ state: DatasetSurvey.State) -> String {
    switch state {
    case .found(_, let training, let test?), .drawn(let training, let test):
      "\(NumberText.grouped(training)) + \(NumberText.grouped(test))"
    case .found(_, let training, nil):
      NumberText.grouped(training)
    case .fetchable, .packaged, .unusable:
      "–"
    }
  }

  static func state(_ survey: DatasetSurvey) -> String {
    switch survey.state {
    case .found(let folder, _, nil):
      "found in \(folder), without test images"
    case .found(let folder, _, _):
      "found in \(folder)"
    case .fetchable(let folder, let bytes, 0):
      "not found; layertop data fetch \(survey.name.rawValue) gets \(megabytes(bytes)) MB into \(folder)"
    case .fetchable(let folder, let bytes, let received):
      "not found; layertop data fetch \(survey.name.rawValue) goes on from \(megabytes(received)) of"
        + " \(megabytes(bytes)) MB, into \(folder)"
    case .packaged(let package):
      "not found; apt-get install \(package)"
    case .drawn:
      "always there, drawn from a seed"
    case .unusable(let sentence):
      sentence
    }
  }

  private static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(width - text.count, 0))
  }
}
