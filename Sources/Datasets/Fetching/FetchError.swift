/// Why a data set was not fetched. Each description is one sentence: what is wrong, where, and what to do.
public enum FetchError: Error, Equatable, Sendable {
  /// There is no place that layertop could fetch this set from.
  case noSource(DatasetName)
  /// The server was never reached; the reason is libcurl's.
  case unreachable(address: String, reason: String)
  /// The server answered that it does not give the file.
  case status(Int, address: String)
  /// The connection broke again and again; what arrived is kept.
  case lost(address: String, reason: String, received: Int, of: Int)
  /// The server's file has another size than the published one.
  case size(Int, address: String, published: Int)
  /// All bytes arrived, but they are not those published; they were removed.
  case checksum(String, address: String, published: String)
  /// Somebody asked to stop; what arrived is kept.
  case interrupted(title: String, received: Int, of: Int)
  /// A file or folder cannot be written.
  case storage(path: String, reason: String)
  /// Another process is fetching the same file.
  case busy(file: String)
  /// The folder that the set goes to holds something else.
  case occupied(folder: String, title: String)
  /// An archive with the right checksum does not hold what it should.
  case archive(file: String, reason: String)
}

extension FetchError: CustomStringConvertible {
  /// One sentence without a final stop.
  public var description: String {
    switch self {
    case .noSource(.fashionMNIST):
      "fashion-mnist is not fetched by layertop; install it with apt-get install dataset-fashion-mnist"
    case .noSource(let name):
      "\(name.rawValue) is not a set that can be fetched; choose cifar10, cifar100 or mnist"
    case .unreachable(let address, let reason):
      "\(address) cannot be reached (\(reason)); check the network, or name a mirror with --from"
    case .status(let status, let address):
      "\(address) was refused by its server with the status \(status);"
        + (status >= 500 ? " try again later, or name" : " name") + " a mirror with --from"
    case .lost(let address, let reason, let received, let total):
      "the connection to \(address) was lost after \(megabytes(received)) of \(megabytes(total)) MB (\(reason));"
        + " run the same command again to go on from there"
    case .size(let size, let address, let published):
      "\(address) has \(size) bytes where the published file has \(published); name another mirror with --from"
    case .checksum(let found, let address, let published):
      "what was downloaded from \(address) has the MD5 checksum \(found) where the published one is"
        + " \(published), so it was removed; run the same command again, or name another mirror with --from"
    case .interrupted(let title, let received, let total):
      "stopped with \(megabytes(received)) of the \(megabytes(total)) MB of \(title), which are kept; run the same"
        + " command again to go on from there"
    case .storage(let path, let reason):
      "\(path) cannot be written (\(reason)); make room or give permission there, or name another folder with"
        + " --data-dir"
    case .busy(let file):
      "\(file) is being downloaded by another process; wait for it to end"
    case .occupied(let folder, let title):
      "\(folder) is there but does not hold all of \(title); move it away, then run the same command again"
    case .archive(let file, let reason):
      "\(file) cannot be unpacked (\(reason)); remove it, then run the same command again"
    }
  }
}

/// Bytes in millions, with one decimal.
public func megabytes(_ bytes: Int) -> String {
  let tenths = (bytes + 50_000) / 100_000
  return "\(tenths / 10).\(tenths % 10)"
}
