import Foundation
import GRDB

/// Opens a recording to read it, without a trace on the disk.
enum RecordedFile {
  /// Opens a file after looking at its header.
  ///
  /// - Throws: `RunStoreError` where it is missing, something else, of another schema, or cannot be read.
  static func open(_ path: String) throws -> DatabaseQueue {
    let resolved = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    try checkPermission(resolved)
    let access =
      try OpenRecordings.contains(resolved)
      ? Access.ordinary : Access(path: resolved, isLogged: header(of: resolved, path).isLogged)
    do {
      let database = try DatabaseQueue(
        path: access.address(of: resolved), configuration: configuration(access))
      try database.read { db in try checkTables(db, path) }
      return database
    } catch let error as DatabaseError {
      throw RunStoreError.reading(path, error)
    }
  }

  /// Another user's file, and what stands beside it, must all be there to read.
  private static func checkPermission(_ path: String) throws {
    let manager = FileManager.default
    for file in ["", "-wal", "-shm"].map({ path + $0 }) {
      if manager.fileExists(atPath: file), !manager.isReadableFile(atPath: file) {
        throw RunStoreError.forbidden(path: file)
      }
    }
  }

  // MARK: The header

  /// What the first bytes of an SQLite file say (sqlite.org/fileformat2.html, 1.3).
  private struct Header {
    /// Whether changes go to a log beside the file first.
    var isLogged: Bool
  }

  private static let magic = Data("SQLite format 3\0".utf8)

  private static func header(of resolved: String, _ path: String) throws -> Header {
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: resolved) else {
      throw RunStoreError.notFound(path: path)
    }
    // Anything else, such as a pipe, could keep us waiting.
    guard attributes[.type] as? FileAttributeType == .typeRegular else {
      throw RunStoreError.foreign(path: path, reason: "it is no file")
    }
    let bytes: Data
    do {
      let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: resolved))
      defer { try? file.close() }
      bytes = try file.read(upToCount: 100) ?? Data()
    } catch {
      throw RunStoreError.cannotRead(path: path, reason: error.reason)
    }
    guard bytes.count == 100, bytes.prefix(magic.count) == magic else {
      throw RunStoreError.foreign(path: path, reason: bytes.isEmpty ? "it is empty" : "it is no SQLite file")
    }
    func number(at offset: Int) -> Int32 {
      Int32(bitPattern: bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) })
    }
    guard number(at: 68) == RunSchema.applicationID else {
      throw RunStoreError.foreign(path: path, reason: "it is another program's SQLite file")
    }
    let schema = Int(number(at: 60))
    guard schema <= RunSchema.version else { throw RunStoreError.newer(path: path, schema: schema) }
    guard schema == RunSchema.version else {
      throw RunStoreError.damaged(path: path, reason: "there never was a schema \(schema)")
    }
    return Header(isLogged: bytes[19] == 2)
  }

  // MARK: The connection

  private static func configuration(_ access: Access) -> Configuration {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(2)
    configuration.label = "run reader"
    configuration.prepareDatabase { db in
      if access == .withoutIndex { try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE") }
      try db.execute(
        sql: """
          PRAGMA query_only = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;
          PRAGMA cache_size = -8000
          """)
    }
    return configuration
  }

  /// How SQLite is to treat a file, so that it leaves no trace (sqlite.org/uri.html, sqlite.org/wal.html).
  private enum Access {
    /// The index of the log, which writers share, is opened for reading only.
    case ordinary
    /// There is a log and no index, which would be made: it is kept in memory, which asks for a connection without locks.
    case withoutIndex
    /// There is no log where the header announces one, or an empty one, and it would be made; or the program was killed
    /// while it noted in the header that there is none, which changes nothing else.
    case immutable

    init(path: String, isLogged: Bool) {
      func exists(_ suffix: String) -> Bool { FileManager.default.fileExists(atPath: path + suffix) }
      if isLogged && Self.hasOnlyHeader(path + "-wal") {
        self = .immutable
        return
      }
      self =
        switch (isLogged, exists("-wal"), exists("-shm")) {
        case (false, _, _): exists("-journal") ? .immutable : .ordinary
        case (true, true, true): .ordinary
        case (true, true, false): .withoutIndex
        case (true, false, _): .immutable
        }
    }

    /// Whether a log ends with its header for longer than it takes to write a page: the program was killed in between.
    /// SQLite, without the right to mend that, would try for ten seconds, in vain.
    private static func hasOnlyHeader(_ log: String) -> Bool {
      (0..<50).allSatisfy { attempt in
        if attempt > 0 { usleep(10_000) }
        let attributes = try? FileManager.default.attributesOfItem(atPath: log)
        return attributes?[.size] as? Int == 32
      }
    }

    func address(of path: String) -> String {
      let allowed = CharacterSet(charactersIn: "/-._~").union(.alphanumerics)
      let options =
        switch self {
        case .ordinary: "readonly_shm=1"
        case .withoutIndex: "vfs=unix-none"
        case .immutable: "immutable=1"
        }
      return "file:\(path.addingPercentEncoding(withAllowedCharacters: allowed) ?? path)?mode=ro&\(options)"
    }
  }

  // MARK: The tables

  /// A table of another make, or a view in its place, could make reading run forever.
  private static func checkTables(_ db: Database, _ path: String) throws {
    let made = try Row.fetchAll(
      db, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND length(sql) < 10000"
    ).reduce(into: [String: String]()) { $0[$1.text(0) ?? ""] = $1.text(1) }
    for (name, sql) in RunSchema.tables where made[name] != sql {
      throw RunStoreError.damaged(path: path, reason: "its table \(name) is missing or of another make")
    }
  }
}
