import Foundation
import RunModel

/// The folder of a run: `run.sqlite`, and the checkpoints beside it.
public struct RunFolder: Equatable, Hashable, Sendable {
  /// Where it lies.
  public let path: String
  /// The recording's name, `run.sqlite` unless it was renamed.
  private let databaseName: String

  /// The folder at a path, or the folder that holds the file at it; nothing is looked at on the disk.
  public init(path: String) {
    let isDatabase = path == Self.databaseName || path.hasSuffix("/" + Self.databaseName)
    let folder = isDatabase ? String(path.dropLast(Self.databaseName.count)) : path
    self.path =
      folder.isEmpty ? "." : folder.count > 1 && folder.last == "/" ? String(folder.dropLast()) : folder
    databaseName = Self.databaseName
  }

  /// The folder that holds a recording, whatever its name.
  init(ofRecording path: String) {
    let file = URL(fileURLWithPath: path)
    self.path = file.deletingLastPathComponent().relativePath
    databaseName = file.lastPathComponent
  }

  /// The recording.
  public var database: String { path + "/" + databaseName }
  /// What a user calls the run by: its folder, or its recording where that was renamed.
  public var address: String { databaseName == Self.databaseName ? path : database }
  /// Where checkpoints are kept.
  public var checkpoints: String { path + "/checkpoints" }
  /// The folder's name, which is also the run's.
  public var name: String { URL(fileURLWithPath: path).lastPathComponent }

  /// The recording's name in every new folder.
  static let databaseName = "run.sqlite"

  /// Makes a new folder `<time>-<network>-<optimizer>`, or one of the given name, in a folder of runs, which is made
  /// too where there is none.
  ///
  /// - Throws: `RunStoreError` where the name cannot be a folder's or is taken, or the folder cannot be made.
  public static func create(
    in runs: String, name: String? = nil, for configuration: RunConfiguration, at date: Date = Date()
  ) throws -> RunFolder {
    if let name, !isUsable(name) { throw RunStoreError.unusableName(name) }
    let usual = name ?? usualName(configuration, at: date)
    do {
      try FileManager.default.createDirectory(atPath: runs, withIntermediateDirectories: true)
    } catch {
      throw RunStoreError.cannotCreate(path: runs, reason: error.reason)
    }
    for number in 1... {
      let folder = RunFolder(path: runs + "/" + (number == 1 ? usual : "\(usual)-\(number)"))
      do {
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: false)
        return folder
      } catch CocoaError.fileWriteFileExists {
        if name != nil { throw RunStoreError.nameTaken(path: folder.path) }
      } catch {
        throw RunStoreError.cannotCreate(path: folder.path, reason: error.reason)
      }
    }
    preconditionFailure("numbers do not end")
  }

  private static func isUsable(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 200 && !name.hasPrefix(".") && !name.contains("/")
      && name == RecordedText.printable(name)
  }

  /// Such as `2026-11-23-151500-resnet18-sgd`, in local time, so that names sort by time.
  private static func usualName(_ configuration: RunConfiguration, at date: Date) -> String {
    let style = Date.ISO8601FormatStyle(
      dateTimeSeparator: .space, timeSeparator: .omitted, timeZone: .current)
    let time = date.formatted(style.year().month().day().time(includingFractionalSeconds: false))
    return time.replacing(" ", with: "-")
      + "-\(configuration.network.name.rawValue)-\(configuration.optimizer.rule.rawValue)"
  }
}
