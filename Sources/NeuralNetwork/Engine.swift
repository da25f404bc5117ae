import CKernels
import COneDNN

/// What went wrong while a network was planned or run.
public enum NetworkError: Error, Equatable, CustomStringConvertible {
  /// oneDNN refused; the text is its reason.
  case library(String)

  /// One sentence.
  public var description: String {
    switch self {
    case .library(let reason): reason
    }
  }
}

/// The CPU as oneDNN sees it.
///
/// Everything made from an engine belongs to the thread that made it: OpenMP keeps a team of threads per calling
/// thread, and oneDNN's streams are not for sharing.
final class Engine {
  /// oneDNN's engine and stream.
  let handle: OpaquePointer
  /// Whether convolutions may be computed by Winograd's algorithm.
  let allowsWinograd: Bool

  /// Opens the CPU with a team of `threads` threads for the calling thread.
  init(threads: Int, allowsWinograd: Bool = true) throws {
    self.allowsWinograd = allowsWinograd
    ck_set_threads(Int32(threads))
    handle = try require(dn_engine_create())
  }

  deinit { dn_engine_destroy(handle) }
}

/// The version of oneDNN in use, such as `2.6.3`.
public var oneDNNVersion: String { String(cString: dn_version()) }

/// Unwraps what a function of the shim has made, or throws its reason.
func require(_ pointer: OpaquePointer?) throws -> OpaquePointer {
  guard let pointer else { throw NetworkError.library(String(cString: dn_last_error())) }
  return pointer
}
