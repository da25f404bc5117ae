import CursesTerminal
import Dashboard
import Foundation
import RunModel
import TerminalUI

/// Frames of a recorded run while keys are held down, drawn as `DashboardLoop` draws them.
struct HeldKeyFrames {
  /// What the drawing thread took for a frame, from the key to the last byte, and what it could not yet show.
  struct Frame {
    /// Milliseconds of processor time.
    var milliseconds: Double
    /// Milliseconds of these for the key, the tick and the parts of the run that came.
    var updating: Double
    /// Milliseconds of these for sending the picture.
    var sending: Double
    /// Cells whose part of the run had not come.
    var missing: Int
  }

  /// Sixty keys a second.
  private static let period = Duration.milliseconds(16)

  let terminal: CursesTerminal
  /// Takes what the state asks for, and gives what has come of it.
  let exchange: ([Effect]) -> [Message]

  /// A frame for each key.
  func frames(_ keys: [Key], _ state: inout DashboardState) -> [Frame] {
    var frames: [Frame] = []
    var asked: [Effect] = []
    for (number, key) in keys.enumerated() {
      let start = ContinuousClock.now
      let news = exchange(asked)
      var picture = Buffer(width: 0, height: 0)
      asked = []
      let updating = ProcessorTime.millisecondsOfThread {
        for message in news { asked += state.update(message) }
        asked += state.update(.key(key))
        asked += state.update(.tick(now: Double(number) / 60))
      }
      let drawing = ProcessorTime.millisecondsOfThread { picture = state.view() }
      let sending = ProcessorTime.millisecondsOfThread { terminal.draw(picture) }
      frames.append(
        Frame(
          milliseconds: updating + drawing + sending, updating: updating, sending: sending,
          missing: picture.cells.count { ["╌", "?"].contains($0.glyph) && $0.style.foreground == .border }))
      let rest = Self.period - (ContinuousClock.now - start)
      if rest > .zero { usleep(UInt32(rest / .microseconds(1))) }
    }
    return frames
  }
}
