import Foundation

/// Brings a data set from its publisher, or from a mirror, into the data folder.
///
/// Whatever happens, the set is there whole and verified or not at all. What has arrived of a download is kept in
/// files ending in `.part`, and the next fetch goes on from there.
public struct DatasetFetch: Sendable {
  private let name: DatasetName
  private let source: DatasetSource
  private let dataDirectory: String
  private let patience: FetchPatience

  /// Prepares to fetch a set; a mirror is the address of a folder that holds the publisher's files.
  ///
  /// - Throws: `FetchError.noSource` for a set that is nowhere to be fetched from.
  public init(_ name: DatasetName, into dataDirectory: String, mirror: String? = nil) throws(FetchError) {
    guard let official = DatasetSource.official(name) else { throw .noSource(name) }
    self.init(name, from: mirror.map(official.mirrored(at:)) ?? official, into: dataDirectory)
  }

  init(
    _ name: DatasetName, from source: DatasetSource, into dataDirectory: String,
    patience: FetchPatience = FetchPatience()
  ) {
    self.name = name
    self.source = source
    self.dataDirectory = dataDirectory
    self.patience = patience
  }

  /// The folder that the set is in afterwards.
  public var folder: String { path(dataDirectory, source.folder) }
  /// The bytes of all files to download.
  public var bytes: Int { source.bytes }

  /// The folder that holds the whole set already, or nil.
  public var existingFolder: String? {
    let catalog = DatasetCatalog(dataDirectory: dataDirectory)
    guard let folder = try? catalog.folder(of: name),
      let count = try? catalog.count(name, folder: folder, split: .training), count >= source.trainingImages
    else { return nil }
    return folder
  }

  /// Downloads, verifies and unpacks; blocks until that is done.
  ///
  /// - Throws: `FetchError`; `interrupted` where the cancellation was used.
  public func run(
    cancellation: FetchCancellation = FetchCancellation(),
    progress: @escaping (FetchProgress) -> Void = { _ in }
  ) throws(FetchError) {
    try makeFolder(dataDirectory)
    try requireRoom()
    var parts: [GrowingFile] = []
    for file in source.files {
      parts.append(try GrowingFile(path: source.partPath(file, dataDirectory: dataDirectory)))
    }
    let total = source.bytes
    let received = { [parts] in parts.reduce(0) { $0 + $1.size } }
    func interrupted() -> FetchError {
      .interrupted(title: source.title, received: received(), of: total)
    }
    for (file, part) in zip(source.files, parts) {
      let download = Download(file: file, part: part, patience: patience, cancellation: cancellation)
      let isThere = try download.run(
        received: { progress(.downloading(received: received(), of: total)) },
        verifying: { progress(.verifying(file: file.name)) })
      guard isThere else { throw interrupted() }
    }
    guard try assemble(parts, cancellation: cancellation, progress: progress) else { throw interrupted() }
  }

  /// Builds the folder under another name and renames it, so that it is never seen half full.
  private func assemble(
    _ parts: [GrowingFile], cancellation: FetchCancellation, progress: (FetchProgress) -> Void
  ) throws(FetchError) -> Bool {
    let staging = folder + ".part"
    try? FileManager.default.removeItem(atPath: staging)
    try makeFolder(staging)
    var isDone = false
    defer { if !isDone { try? FileManager.default.removeItem(atPath: staging) } }
    switch source.packing {
    case .none:
      for (file, part) in zip(source.files, parts) { try part.move(to: path(staging, file.name)) }
    case .archive(let members):
      progress(.unpacking(file: source.files[0].name))
      let archive = TarArchive(path: parts[0].path)
      guard
        try archive.unpack(members, into: staging, isCancelled: { cancellation.isCancelled })
      else { return false }
    }
    guard rename(staging, folder) == 0 else {
      throw .storage(path: folder, reason: systemReason())
    }
    isDone = true
    if case .archive = source.packing { parts.forEach { $0.remove() } }
    return true
  }

  /// Refuses before the download what could not be put in place after it.
  private func requireRoom() throws(FetchError) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    guard names.isEmpty, !FileManager.default.fileExists(atPath: folder) || isDirectory(folder) else {
      throw .occupied(folder: folder, title: source.title)
    }
  }

  private func isDirectory(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }

  private func makeFolder(_ path: String) throws(FetchError) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw .storage(path: path, reason: reason(of: error))
    }
  }
}
