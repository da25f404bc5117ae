import CKernels
import Foundation
import Testing

/// Which processors threads may use.
struct ThreadBindingTests {
  /// The number of processors that the calling thread may use.
  private static var allowed: Int {
    let status = (try? String(contentsOfFile: "/proc/thread-self/status", encoding: .utf8)) ?? ""
    let mask = status.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed:") } ?? ""
    return mask.dropFirst("Cpus_allowed:".count).compactMap { $0.hexDigitValue?.nonzeroBitCount }.reduce(0, +)
  }

  /// What a thread gives that is started here.
  private static func onThread(_ body: @escaping @Sendable () -> [Int]) -> [Int] {
    let ended = DispatchSemaphore(value: 0)
    nonisolated(unsafe) var result: [Int] = []
    Thread.detachNewThread {
      result = body()
      ended.signal()
    }
    ended.wait()
    return result
  }

  /// A thread that a bound one starts is bound too, and may run anywhere again once it has asked for that.
  @Test(.enabled(if: sysconf(Int32(_SC_NPROCESSORS_ONLN)) > 1, "there is one processor only"))
  func threadsOfABoundOne() {
    let counts = Self.onThread {
      // Other tests have bound the threads that tests run on.
      ck_unbind_thread()
      let all = Self.allowed
      ck_set_threads(Int32(all))
      let bound = Self.allowed
      let started = Self.onThread {
        let inherited = Self.allowed
        ck_unbind_thread()
        return [inherited, Self.allowed]
      }
      return [all, bound] + started
    }
    #expect(counts[0] > 1)
    #expect(counts == [counts[0], 1, 1, counts[0]])
  }
}
