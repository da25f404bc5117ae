import ArgumentParser
import Foundation
import Synchronization

/// That the user wants to stop.
final class StopFlag: Sendable {
  private let flag = Atomic(false)

  var isSet: Bool { flag.load(ordering: .acquiring) }
  func set() { flag.store(true, ordering: .releasing) }

  /// Ends the grid where it is set.
  func check(_ display: GridDisplay) throws {
    guard isSet else { return }
    display.clear()
    FileHandle.standardError.write(Data("stopped; the same command goes on from here\n".utf8))
    throw GridStopped()
  }
}

/// The user stopped the grid; as the shell says it of a program that Ctrl-C ended.
struct GridStopped: Error {
  static let status = ExitCode(128 + SIGINT)
}
