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
  /// The terminal shows another number of colours, after a change of the theme.
  case capabilities(Capabilities)
  /// The user's files were read again.
  case options(DashboardOptions)
  /// Lines that libraries wrote to standard output or standard error, kept off the screen.
  case strayOutput([String])
  /// The run can no longer be recorded, with a sentence that says why; nil: it is recorded again. Training waits in
  /// between, if the user wants it to.
  case recording(problem: String?, waits: Bool)
  /// A figure was written, or could not be, in a sentence.
  case exported(String)
  /// A part of the history that was asked for.
  case loaded(TileKey, HistoryTile)
  /// A step that was asked for; nil where it is not recorded.
  case loadedStep(Int, StepRecord?)
  /// The recorded run that is seen, at first and whenever it has grown.
  case recorded(RecordedRun)
  /// The recorded run to compare with, said after the first one, and whenever it has grown.
  case compared(RecordedRun)
  /// A part of the history of the run to compare with.
  case loadedPartner(TileKey, HistoryTile)
  /// Time passed; `now` is a monotonic clock in seconds with any origin.
  case tick(now: Double)
}

/// What the dashboard asks of the program around it, in order.
public enum Effect: Equatable, Sendable {
  /// Hand a command to the training session.
  case send(TrainingCommand)
  /// Load a part of the history of a recorded run, and answer with `loaded`.
  case load(TileKey)
  /// Load a part of the history of the run to compare with, and answer with `loadedPartner`.
  case loadPartner(TileKey)
  /// Load the sums of a step of a recorded run, and answer with `loadedStep`.
  case loadStep(Int)
  /// Send another `tick` soon: there is more to be reckoned.
  case goOn
  /// Draw every cell again, whatever the terminal is believed to show.
  case repaint
  /// Read the user's files again.
  case reload
  /// Put a text on the clipboard of the user's terminal.
  case copy(String)
  /// Write a figure of the recorded run, and answer with `exported`.
  case export(FigureRequest)
  /// Draw in another theme from now on.
  case setTheme(Theme)
  /// End the run under way and begin another.
  case restart(RunRequest)
  /// End the run under way and go on from there in another under this optimizer.
  case fork(OptimizerConfiguration)
  /// Leave.
  case quit
}
