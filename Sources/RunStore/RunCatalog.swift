import Foundation
import RunModel

/// A run in a folder of runs.
public struct CatalogEntry: Sendable {
  /// The run's folder.
  public let folder: RunFolder
  /// What can be read, or why nothing can.
  public let contents: Result<Contents, RunStoreError>

  /// What a recording says of its run; the file is closed, since there may be more of them than a program can hold open.
  public struct Contents: Sendable {
    /// What the run is about.
    public let description: RunDescription
    /// What else is known of it as a whole.
    public let overview: RunOverview
    /// How far the run has come.
    public let progress: RunProgress
    /// The commands that were given to it, in order.
    public let commands: [RecordedCommand]
  }

  init(_ folder: RunFolder) {
    self.folder = folder
    contents = folder.read { reader in
      Contents(
        description: reader.description, overview: reader.overview, progress: try reader.progress(),
        commands: try reader.commands())
    }
  }
}

/// The runs in a folder.
public enum RunCatalog {
  /// The runs in a folder of runs, the newest first; those that cannot be read come last.
  ///
  /// - Throws: `RunStoreError` where the folder cannot be read. One that is not there has no runs.
  public static func entries(in runs: String) throws -> [CatalogEntry] {
    try folders(in: runs).map(CatalogEntry.init).sorted { begun($0) > begun($1) }
  }

  /// The run that began last, of those that can be read; nil where there is none.
  ///
  /// - Throws: `RunStoreError` where the folder cannot be read, or the system does not let a run be read, which may be
  ///   the newest.
  public static func newest(in runs: String) throws -> RunFolder? {
    var newest: (folder: RunFolder, begun: Double)?
    for folder in try folders(in: runs) {
      switch folder.read({ $0.overview.begun }) {
      case .success(let begun): if begun > newest?.begun ?? -.infinity { newest = (folder, begun) }
      case .failure(let error): if error.isOfTheDisk { throw error }
      }
    }
    return newest?.folder
  }

  private static func folders(in runs: String) throws -> [RunFolder] {
    guard FileManager.default.fileExists(atPath: runs) else { return [] }
    do {
      return try FileManager.default.contentsOfDirectory(atPath: runs).sorted()
        .map { RunFolder(path: runs + "/" + $0) }
        .filter { FileManager.default.fileExists(atPath: $0.database) }
    } catch {
      throw RunStoreError.cannotRead(path: runs, reason: error.reason)
    }
  }

  private static func begun(_ entry: CatalogEntry) -> Double {
    (try? entry.contents.get().overview.begun) ?? -.infinity
  }
}

extension RunFolder {
  /// Opens the recording for as long as something is read from it.
  fileprivate func read<Value>(_ body: (RunReader) throws -> Value) -> Result<Value, RunStoreError> {
    do {
      return .success(try body(RunReader(path: path)))
    } catch let error as RunStoreError {
      return .failure(error)
    } catch {
      return .failure(.cannotRead(path: database, reason: error.reason))
    }
  }
}
