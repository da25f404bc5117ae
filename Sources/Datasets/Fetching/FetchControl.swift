import Synchronization

/// Tells a fetch, from any thread or a signal's handler, to stop.
public final class FetchCancellation: Sendable {
  private let flag = Atomic(false)

  /// Makes one that has not been used.
  public init() {}

  /// Asks for the stop; what has arrived is kept.
  public func cancel() { flag.store(true, ordering: .relaxed) }

  var isCancelled: Bool { flag.load(ordering: .relaxed) }
}

/// What a fetch is doing.
public enum FetchProgress: Equatable, Sendable {
  /// Bytes of the set that are there, of all that are to be downloaded.
  case downloading(received: Int, of: Int)
  /// The checksum of a file is computed.
  case verifying(file: String)
  /// An archive is unpacked.
  case unpacking(file: String)
}

/// How patient a download is with a bad connection.
struct FetchPatience: Sendable {
  /// Tries without a single new byte after which it gives up.
  var tries = 4
  /// Seconds before the second try; doubled for every further one.
  var pause = 1.0
  /// Seconds without a byte after which a connection counts as lost.
  var stall = 30
}
