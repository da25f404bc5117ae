import Foundation
import RunModel

/// A file that appears under its name when it is whole.
final class OutputFile {
  /// Bytes that are gathered before they are written.
  private static let chunk = 1 << 16

  /// Where it is written until then.
  let draft: String
  private let path: String
  private let replacing: Bool
  private let handle: FileHandle
  private var pending = Data()

  /// Makes the draft beside the file's place.
  init(path: String, replacing: Bool) throws {
    self.path = path
    self.replacing = replacing
    draft = path + ".\(ProcessInfo.processInfo.processIdentifier).part"
    if !replacing && FileManager.default.fileExists(atPath: path) {
      throw ExportError.exists(path: PlainText.printable(path))
    }
    do {
      try Data().write(to: URL(fileURLWithPath: draft))
      handle = try FileHandle(forWritingTo: URL(fileURLWithPath: draft))
    } catch {
      throw Self.failure(path, error)
    }
  }

  /// Appends text.
  func write(_ text: String) throws {
    pending.append(contentsOf: text.utf8)
    if pending.count > Self.chunk { try flush() }
  }

  /// Gives the file its name.
  func close() throws {
    try flush()
    do {
      try handle.close()
      // A link cannot take the place of a file that has come there meanwhile, a new name would.
      if !replacing {
        do {
          try FileManager.default.linkItem(atPath: draft, toPath: path)
        } catch CocoaError.fileWriteFileExists {
          throw ExportError.exists(path: PlainText.printable(path))
        }
        try FileManager.default.removeItem(atPath: draft)
      } else if unsafe rename(draft, path) != 0 {
        // Foundation has no call that replaces a file at once; the paths live as long as the call.
        throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
      }
    } catch let error as ExportError {
      throw error
    } catch {
      throw Self.failure(path, error)
    }
  }

  /// Takes the draft away.
  func discard() {
    try? handle.close()
    try? FileManager.default.removeItem(atPath: draft)
  }

  private func flush() throws {
    do {
      try handle.write(contentsOf: pending)
    } catch {
      throw Self.failure(path, error)
    }
    pending.removeAll(keepingCapacity: true)
  }

  private static func failure(_ path: String, _ error: any Error) -> ExportError {
    .cannotWrite(
      path: PlainText.printable(path), reason: PlainText.printable((error as NSError).localizedDescription))
  }
}
