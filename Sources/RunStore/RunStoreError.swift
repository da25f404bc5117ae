import Foundation
import GRDB

/// Why a run cannot be recorded or read; the description is a sentence for the user.
public enum RunStoreError: Error, Equatable, Sendable {
  /// A folder's name that cannot be one.
  case unusableName(String)
  /// The run's folder exists already.
  case nameTaken(path: String)
  /// A folder cannot be made.
  case cannotCreate(path: String, reason: String)
  /// The recording cannot be written to, or no longer.
  case cannotWrite(path: String, reason: String)
  /// There is no run at this path.
  case notFound(path: String)
  /// The recording is there and cannot be read.
  case cannotRead(path: String, reason: String)
  /// The file or folder is another user's, who keeps it to himself.
  case forbidden(path: String)
  /// Another program trains the run at this moment.
  case beingTrained(path: String)
  /// The file is something else.
  case foreign(path: String, reason: String)
  /// Recording has not come to its first step.
  case notBegun(path: String)
  /// A later layertop wrote the file.
  case newer(path: String, schema: Int)
  /// The file is a run whose contents cannot be.
  case damaged(path: String, reason: String)
}

extension RunStoreError: CustomStringConvertible {
  /// A sentence without its full stop.
  public var description: String {
    switch self {
    case .unusableName(let name):
      "a run cannot be named \(RecordedText.printable(name)); give a name without / that does not begin with a full"
        + " stop"
    case .nameTaken(let path): "\(shown(path)) exists already; give the run another name"
    case .cannotCreate(let path, let reason):
      "the folder \(shown(path)) cannot be made: \(reason); choose another with --runs-dir, or --no-record"
    case .cannotWrite(let path, let reason): "the run cannot be recorded in \(shown(path)): \(reason)"
    case .notFound(let path): "there is no run at \(shown(path)); layertop runs lists what there is"
    case .beingTrained(let path):
      "another program trains the run in \(shown(path)) at this moment; stop it first, or fork the run"
    case .forbidden(let path):
      "you may not read \(shown(path)); its owner can let you, with chmod -R a+rX on the run's folder"
    case .cannotRead(let path, let reason): "the run in \(shown(path)) cannot be read: \(reason)"
    case .foreign(let path, let reason): "\(shown(path)) is not a recorded run: \(reason)"
    case .notBegun(let path): "nothing is recorded in \(shown(path)) yet"
    case .newer(let path, let schema):
      "\(shown(path)) was recorded by a newer layertop, in schema \(schema) where this one knows"
        + " \(RunSchema.version); open it with that one"
    case .damaged(let path, let reason): "the recording \(shown(path)) is damaged: \(reason)"
    }
  }

  private func shown(_ path: String) -> String { RecordedText.printable(path) }
}

extension RunStoreError {
  /// What the system said, where the sentence is about a file; else the sentence.
  public var reason: String {
    switch self {
    case .cannotCreate(_, let reason), .cannotWrite(_, let reason), .cannotRead(_, let reason): reason
    default: description
    }
  }

  /// Whether the disk is to blame and not what was asked for.
  public var isOfTheDisk: Bool {
    switch self {
    case .cannotCreate, .cannotWrite, .cannotRead: true
    default: false
    }
  }

  /// What SQLite said while a file was read.
  static func reading(_ path: String, _ error: DatabaseError) -> RunStoreError {
    switch error.resultCode {
    case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH, .SQLITE_IOERR, .SQLITE_BUSY, .SQLITE_LOCKED,
      .SQLITE_NOMEM, .SQLITE_INTERRUPT, .SQLITE_PROTOCOL, .SQLITE_READONLY:
      .cannotRead(path: path, reason: error.sentence)
    default: .damaged(path: path, reason: error.sentence)
    }
  }

  /// What SQLite said while a file was written.
  static func writing(_ path: String, _ error: any Error) -> RunStoreError {
    if let error = error as? RunStoreError { return error }
    guard let error = error as? DatabaseError else { return .cannotWrite(path: path, reason: error.reason) }
    let reason =
      switch error.resultCode {
      case .SQLITE_FULL: "the disk is full"
      case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN: "the folder or the file may not be written to"
      default: error.sentence
      }
    return .cannotWrite(path: path, reason: reason)
  }
}

extension DatabaseError {
  /// SQLite's words for the code, and for this case where there are more. After a dash it quotes from the file, which
  /// helps nobody.
  fileprivate var sentence: String {
    let words = (message ?? extendedResultCode.description).prefix(200)
    return RecordedText.printable(words.components(separatedBy: " - ")[0])
  }
}

extension Error {
  /// The system's words for what went wrong with a file.
  var reason: String {
    let error = self as NSError
    let underlying = error.userInfo[NSUnderlyingErrorKey] as? NSError
    let posix = [error, underlying].compactMap { $0 }.first { $0.domain == NSPOSIXErrorDomain }
    if let cocoa = self as? CocoaError, cocoa.code == .fileNoSuchFile || cocoa.code == .fileReadNoSuchFile {
      return POSIXError.words(ENOENT)
    }
    return posix.map { POSIXError.words(Int32($0.code)) }
      ?? RecordedText.printable(error.localizedDescription)
  }
}

extension POSIXError {
  /// The system's words for an error's number.
  static func words(_ code: Int32) -> String {
    // The string is the system's own and stays.
    unsafe String(cString: strerror(code)).lowercased()
  }
}
