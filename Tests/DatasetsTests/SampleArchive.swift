import CArchive
import Foundation

/// A tar archive packed with gzip, as bytes.
func tarArchive(_ entries: [ArchiveEntry]) -> [UInt8] {
  var packed = [UInt8](repeating: 0, count: 1 << 20)
  var used = 0
  packed.withUnsafeMutableBytes { memory in
    let writer = archive_write_new()
    defer { archive_write_free(writer) }
    archive_write_add_filter_gzip(writer)
    archive_write_set_format_ustar(writer)
    archive_write_open_memory(writer, memory.baseAddress, memory.count, &used)
    for item in entries {
      let entry = archive_entry_new()
      defer { archive_entry_free(entry) }
      archive_entry_set_pathname(entry, item.path)
      archive_entry_set_perm(entry, 0o777)
      switch item.kind {
      case .file(let bytes):
        archive_entry_set_filetype(entry, ArchiveEntry.regular)
        archive_entry_set_size(entry, Int64(bytes.count))
        archive_write_header(writer, entry)
        _ = bytes.withUnsafeBytes { archive_write_data(writer, $0.baseAddress, $0.count) }
      case .symbolicLink(let target):
        archive_entry_set_filetype(entry, ArchiveEntry.link)
        archive_entry_set_symlink(entry, target)
        archive_write_header(writer, entry)
      case .hardLink(let target):
        archive_entry_set_filetype(entry, ArchiveEntry.regular)
        archive_entry_set_hardlink(entry, target)
        archive_write_header(writer, entry)
      case .folder:
        archive_entry_set_filetype(entry, ArchiveEntry.directory)
        archive_write_header(writer, entry)
      }
    }
    archive_write_close(writer)
  }
  return [UInt8](packed[..<used])
}

struct ArchiveEntry {
  enum Kind {
    case file([UInt8])
    case symbolicLink(String)
    case hardLink(String)
    case folder
  }
  // libarchive's AE_IFREG and its like are cast macros, which Swift does not see.
  static let regular: UInt32 = 0o100_000
  static let link: UInt32 = 0o120_000
  static let directory: UInt32 = 0o040_000

  var path: String
  var kind: Kind
}

/// Bytes that do not pack well.
func noise(_ count: Int) -> [UInt8] {
  (0..<count).map { UInt8(truncatingIfNeeded: ($0 &* $0 &* 2_654_435_761) >> 13) }
}
