import Dashboard
import Datasets

extension DatasetCatalog {
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
