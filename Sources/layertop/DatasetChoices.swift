import Dashboard
import Datasets
import Foundation

extension DatasetCatalog {
  /// The absolute path of the data folder, as it was given, for images that come from files; else nil.
  func folder(for images: ImageDataset) -> String? {
    images.identifier == .synthetic ? nil : URL(fileURLWithPath: dataDirectory).path
  }

  /// The data sets that the dashboard offers, with what stands against those that are not here.
  var choices: [DatasetChoice] {
    survey().map { survey in
      let state = DataTable.state(survey)
      return switch survey.state {
      case .found, .drawn: DatasetChoice(name: survey.name.rawValue, summary: state)
      case .fetchable, .packaged, .unusable:
        DatasetChoice(name: survey.name.rawValue, summary: state, problem: state)
      }
    }
  }
}
