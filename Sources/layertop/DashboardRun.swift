import Datasets
import RunModel

/// The dashboard: wiring between training, the screen and the terminal.
enum DashboardRun {
  static func run(
    _ configuration: RunConfiguration, theme: String, stepLimit: Int?,
    loadDataset: () throws -> ImageDataset
  ) throws {
    throw RunFailure("not yet")
  }
}
