import CursesTerminal
import Dashboard
import Foundation
import RunModel
import TerminalUI

/// Frames of a run that is seen live, drawn as `DashboardLoop` draws them, on a terminal that counts the bytes.
struct LiveFrames {
  let width: Int
  let height: Int
  /// Steps, a frame each at least.
  let steps: Int

  /// The bytes of every frame after the first, which is sent whole.
  ///
  /// - Throws: `RunFailure` where there is no such terminal, `TerminalError` where it cannot be used.
  func bytes(
    _ state: inout DashboardState, after lastStep: Int, source: inout DrawnRun
  ) throws -> [Int] {
    let device = try PseudoTerminal(width: width, height: height)
    defer { device.close() }
    let terminal = try CursesTerminal(theme: .default)
    defer { terminal.close() }
    _ = state.update(.capabilities(terminal.capabilities))
    _ = state.update(.resized(width: width, height: height))
    _ = state.update(.key(.character("f")))
    terminal.draw(state.view())
    var before = device.count()
    var counts: [Int] = []
    for step in lastStep + 1...lastStep + steps {
      _ = state.update(.training([.step(source.record(step))]))
      _ = state.update(.tick(now: Double(step) / 10))
      let picture = state.view()
      var isWhole = false
      while !isWhole {
        isWhole = terminal.draw(picture, limit: FramePacer.bytes).isWhole
        counts.append(device.count() - before)
        before += counts[counts.count - 1]
      }
    }
    return counts
  }
}
