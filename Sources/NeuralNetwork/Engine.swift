import CKernels
import COneDNN
import RunModel

/// What went wrong while a network was planned or run.
public enum NetworkError: Error, Equatable, CustomStringConvertible {
  /// oneDNN refused; the text is its reason.
  case library(String)
  /// The processor does not have this number format.
  case precision(Precision)

  /// One sentence.
  public var description: String {
    switch self {
    case .library(let reason): reason
    case .precision(let precision):
      "\(precision.rawValue) needs a processor with AVX512_BF16, which this one lacks; take --precision fp32"
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
  /// The number format of activations, of their gradients, and of the weights that convolutions read.
  let activationType: dn_type

  /// Opens the CPU with a team of `threads` threads for the calling thread.
  init(threads: Int, precision: Precision = .fp32) throws {
    guard precision == .fp32 || ck_has_bfloat16() else { throw NetworkError.precision(precision) }
    activationType = precision == .bf16 ? DN_BF16 : DN_F32
    ck_set_threads(Int32(threads))
    handle = try require(dn_engine_create())
  }

  deinit { dn_engine_destroy(handle) }
}

/// Unwraps what a function of the shim has made, or throws its reason.
func require(_ pointer: OpaquePointer?) throws -> OpaquePointer {
  guard let pointer else { throw NetworkError.library(String(cString: dn_last_error())) }
  return pointer
}
