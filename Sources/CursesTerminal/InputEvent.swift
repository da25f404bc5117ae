import TerminalUI

/// What the user, the terminal or another thread wants.
public enum InputEvent: Equatable, Sendable {
  /// A key was pressed.
  case key(Key)
  /// The mouse was pressed or its wheel turned.
  case mouse(MouseEvent)
  /// The screen has this size now and must be drawn again: after a resize, and after Ctrl-Z and `fg`.
  case resize(width: Int, height: Int)
  /// `Waker.wake` was called.
  case wake
  /// It is time to end: SIGINT (Ctrl-C), SIGTERM, SIGHUP, or the terminal is gone.
  case interrupt
}
