/// A file that its publisher offers for download.
struct RemoteFile: Equatable, Sendable {
  /// The address, http or https.
  var address: String
  /// The file's size.
  var bytes: Int
  /// The published MD5 checksum: 32 hexadecimal digits.
  var md5: String

  /// What follows the last slash of the address.
  var name: String { String(address.split(separator: "/").last ?? "") }

  /// The same file in a folder of another server.
  func mirrored(at folder: String) -> RemoteFile {
    RemoteFile(address: path(folder, name), bytes: bytes, md5: md5)
  }
}
