import Dispatch
import Foundation

/// Turns the first Ctrl-C, SIGTERM or SIGHUP into a request to stop; the second ends the program at once.
struct StopSignals {
  private static let signals = [SIGINT, SIGTERM, SIGHUP]
  private let sources: [any DispatchSourceSignal]

  init(_ onStop: @escaping @Sendable () -> Void) {
    sources = Self.signals.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number)
      source.setEventHandler {
        onStop()
        signal(number, SIG_DFL)
      }
      source.resume()
      return source
    }
  }

  /// Gives the signals their ordinary meaning back.
  func cancel() {
    for (number, source) in zip(Self.signals, sources) {
      source.cancel()
      signal(number, SIG_DFL)
    }
  }
}
