import CArchive
import Foundation

/// Takes files out of a tar archive packed with gzip, by libarchive.
///
/// The archive decides nothing about what is written: only ordinary files are taken, only those asked for, under
/// their bare names, in exactly the size asked for; paths, links and rights in it are ignored.
struct TarArchive {
  let path: String

  /// Writes the members into a folder, which must not have them yet.
  ///
  /// - Returns: Whether all are there; false where it was cancelled.
  func unpack(
    _ members: [DatasetSource.Member], into folder: String, isCancelled: () -> Bool
  ) throws(FetchError) -> Bool {
    guard let reader = archive_read_new() else { throw .archive(file: path, reason: "not enough memory") }
    defer { archive_read_free(reader) }
    archive_read_support_filter_gzip(reader)
    archive_read_support_format_tar(reader)
    guard archive_read_open_filename(reader, path, 1 << 18) == ARCHIVE_OK else { throw failure(reader) }
    var missing = members
    while !missing.isEmpty {
      var entry: OpaquePointer?
      let status = archive_read_next_header(reader, &entry)
      if status == ARCHIVE_EOF { break }
      guard status == ARCHIVE_OK || status == ARCHIVE_WARN else { throw failure(reader) }
      guard carchive_is_regular_file(entry) != 0, let name = archive_entry_pathname(entry),
        let index = missing.firstIndex(where: { $0.name == baseName(name) })
      else { continue }
      let member = missing.remove(at: index)
      guard archive_entry_size(entry) == member.bytes else {
        throw .archive(file: path, reason: "\(member.name) in it has not \(member.bytes) bytes")
      }
      guard try write(member, from: reader, into: folder, isCancelled: isCancelled) else { return false }
    }
    guard missing.isEmpty else {
      throw .archive(file: path, reason: "\(missing[0].name) is not in it")
    }
    return true
  }

  private func write(
    _ member: DatasetSource.Member, from reader: OpaquePointer, into folder: String, isCancelled: () -> Bool
  ) throws(FetchError) -> Bool {
    let file = try GrowingFile(path: Datasets.path(folder, member.name))
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { block.deallocate() }
    while file.size < member.bytes {
      if isCancelled() { return false }
      let count = archive_read_data(reader, block.baseAddress, min(block.count, member.bytes - file.size))
      guard count >= 0 else { throw failure(reader) }
      guard count > 0 else { throw .archive(file: path, reason: "\(member.name) in it ends early") }
      try file.append(UnsafeRawBufferPointer(rebasing: block[..<count]))
    }
    return true
  }

  private func baseName(_ name: UnsafePointer<CChar>) -> String {
    String(String(cString: name).split(separator: "/").last ?? "")
  }

  private func failure(_ reader: OpaquePointer) -> FetchError {
    .archive(file: path, reason: archive_error_string(reader).map { String(cString: $0) } ?? "unknown reason")
  }
}
