import ArgumentParser
import Datasets
import Foundation
import RunModel
import RunStore

/// Where the images of a recorded run are.
struct RunDataOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Where the run's images are looked for; by default where it had them.", valueName: "folder"))
  var dataDir: String?

  /// What has the images: the folder that is given, else the recorded one, else the usual one.
  func catalog(recorded: String?) -> DatasetCatalog {
    (dataDir ?? recorded).map { DatasetCatalog(dataDirectory: $0) } ?? DatasetCatalog()
  }

  /// Loads the images that a run is about; `recorded` is the folder that it had them from.
  ///
  /// - Throws: `RunFailure` where that folder is gone, or the training images are not those of the run.
  func images(of run: RunDescription, recorded: String?, split: DatasetSplit) throws -> ImageDataset {
    do {
      return try run.load(from: catalog(recorded: recorded), split: split)
    } catch let error as DatasetError {
      guard dataDir == nil, let recorded, !FileManager.default.fileExists(atPath: recorded) else {
        throw error
      }
      throw RunFailure(
        "the run's images were in \(RecordedText.printable(recorded)), which is gone; give the folder that has"
          + " them with --data-dir")
    }
  }
}
