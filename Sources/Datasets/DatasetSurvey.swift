/// What is known of a data set on this machine.
public struct DatasetSurvey: Equatable, Sendable {
  /// Whether and where it is.
  public enum State: Equatable, Sendable {
    /// Its files are in a folder and hold so many images; no test images where their file is missing.
    case found(folder: String, training: Int, test: Int?)
    /// It can be fetched: so many bytes, of which some are there from a fetch that ended early, into a folder.
    case fetchable(folder: String, bytes: Int, received: Int)
    /// It is in the Debian package of this name.
    case packaged(String)
    /// It is drawn, and always there.
    case drawn(training: Int, test: Int)
    /// Something is there that cannot be used, for this reason.
    case unusable(String)
  }

  /// The name on the command line.
  public let name: DatasetName
  /// Whether and where it is.
  public let state: State
}

extension DatasetCatalog {
  /// Looks at all data sets; reads headers and sizes, no images.
  public func survey() -> [DatasetSurvey] {
    DatasetName.allCases.filter { $0 != .auto }.map { name in
      do {
        return DatasetSurvey(name: name, state: try state(of: name))
      } catch {
        return DatasetSurvey(name: name, state: .unusable("\(error)"))
      }
    }
  }

  private func state(of name: DatasetName) throws(DatasetError) -> DatasetSurvey.State {
    if name == .synthetic {
      let shapes = SyntheticShapes(seed: syntheticSeed)
      return .drawn(training: shapes.trainingImages, test: shapes.testImages)
    }
    if let folder = try folder(of: name) {
      var test: Int?
      do {
        test = try count(name, folder: folder, split: .test)
      } catch DatasetError.missingFile {
        // Training does without them.
      }
      return .found(folder: folder, training: try count(name, folder: folder, split: .training), test: test)
    }
    guard let source = DatasetSource.official(name) else { return .packaged("dataset-fashion-mnist") }
    var received = 0
    for file in source.files {
      received += (try? size(ofFile: source.partPath(file, dataDirectory: dataDirectory))) ?? 0
    }
    return .fetchable(
      folder: path(dataDirectory, source.folder), bytes: source.bytes, received: received)
  }
}
