import Foundation

/// How the threads that train wait for each other.
enum ThreadWaiting {
  /// Turns of a thread's waiting loop before it sleeps, some tens of microseconds.
  private static let turns = "1000"

  /// Lets OpenMP's threads spin only briefly, unless the user has said how they should wait.
  ///
  /// By default they spin for milliseconds. Where another program wants a core too, the one thread then spins through its
  /// time slice while the other, for which it waits, has none: steps take twenty times as long. libgomp reads its
  /// settings while it is loaded, before `main`, so the program starts itself once more; that takes milliseconds.
  static func limitSpinning() {
    let environment = ProcessInfo.processInfo.environment
    guard environment["GOMP_SPINCOUNT"] == nil, environment["OMP_WAIT_POLICY"] == nil else { return }
    // By its own name, which process lists show.
    guard let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") else {
      return
    }
    setenv("GOMP_SPINCOUNT", turns, 1)
    var arguments: [UnsafeMutablePointer<CChar>?] = CommandLine.arguments.map { strdup($0) }
    arguments.append(nil)
    execv(program, arguments)
    // Where that cannot be, the program goes on as it is: correct, and slower beside others.
  }
}
