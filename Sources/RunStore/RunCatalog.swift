import Foundation

/// A run in a folder of runs.
public struct CatalogEntry: Sendable {
  /// The run's folder.
  public let folder: RunFolder
  /// What can be read, or why nothing can.
  public let contents: Result<Contents, RunStoreError>

  /// What a recording says of its run.
  public struct Contents: Sendable {
    /// The recording.
    public let reader: RunReader
    /// How far the run has come.
    public let progress: RunProgress
  }

  init(_ folder: RunFolder) {
    self.folder = folder
    do {
      let reader = try RunReader(path: folder.path)
      contents = .success(Contents(reader: reader, progress: try reader.progress()))
    } catch let error as RunStoreError {
      contents = .failure(error)
    } catch {
      contents = .failure(.cannotRead(path: folder.database, reason: error.reason))
    }
  }
}

/// The runs in a folder.
public enum RunCatalog {
  /// The runs in a folder of runs, the newest first; those that cannot be read come last.
  ///
  /// - Throws: `RunStoreError` where the folder cannot be read. One that is not there has no runs.
  public static func entries(in runs: String) throws -> [CatalogEntry] {
    guard FileManager.default.fileExists(atPath: runs) else { return [] }
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: runs)
    } catch {
      throw RunStoreError.cannotRead(path: runs, reason: error.reason)
    }
    let folders = names.sorted().map { RunFolder(path: runs + "/" + $0) }
      .filter { FileManager.default.fileExists(atPath: $0.database) }
    return folders.map(CatalogEntry.init).sorted { begun($0) > begun($1) }
  }

  private static func begun(_ entry: CatalogEntry) -> Double {
    (try? entry.contents.get().reader.overview.begun) ?? -.infinity
  }
}
