import RunModel
import TerminalUI

/// All that can happen to the dashboard; a closed set.
public enum Message: Equatable, Sendable {
  /// A key was pressed.
  case key(Key)
  /// The mouse was clicked, or its wheel turned.
  case mouse(MouseEvent)
  /// The terminal has another size, in cells.
  case resized(width: Int, height: Int)
  /// What the training session said since the last time, in order.
  case training([TrainingEvent])
  /// The run can no longer be recorded, with a sentence that says why; nil: it is recorded again.
  case recording(problem: String?)
  /// Time passed; `now` is a monotonic clock in seconds with any origin.
  case tick(now: Double)
}

/// What the dashboard asks of the program around it, in order.
public enum Effect: Equatable, Sendable {
  /// Hand a command to the training session.
  case send(TrainingCommand)
  /// Draw every cell again, whatever the terminal is believed to show.
  case repaint
  /// Leave.
  case quit
}
