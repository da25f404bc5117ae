import CursesTerminal
import Dashboard
import RunModel
import RunStore
import TerminalUI

/// The dashboard over a recorded run, which another program may still be writing.
struct OpenRun {
  /// The least time between two frames that no key asked for.
  private static let frame = Duration.milliseconds(33)
  /// How often the recording is asked for new steps.
  private static let poll = Duration.milliseconds(250)
  /// How many of the last steps are shown.
  private static let shownSteps = 4096

  private let reader: RunReader
  private let options: DashboardOptions

  init(_ reader: RunReader, options: DashboardOptions) {
    self.reader = reader
    self.options = options
  }

  /// Shows the dashboard until the user leaves.
  func run() throws {
    let progress = try reader.progress()
    let terminal = try CursesTerminal(theme: options.theme)
    defer { terminal.close() }
    let size = terminal.size
    var state = DashboardState(
      configuration: reader.description.configuration, capabilities: terminal.capabilities, width: size.width,
      height: size.height, options: options)
    _ = state.update(.training([.started(reader.description)]))
    try show(&state, on: terminal, from: max(0, progress.lastStep - Self.shownSteps))
  }

  private func show(_ state: inout DashboardState, on terminal: CursesTerminal, from step: Int) throws {
    var follower = RunFollower(reader, after: step)
    let start = ContinuousClock.now
    var lastPoll = start - Self.poll
    while true {
      let now = ContinuousClock.now
      if now - lastPoll >= Self.poll {
        while case let events = try follower.poll(), !events.isEmpty { _ = state.update(.training(events)) }
        lastPoll = ContinuousClock.now
      }
      _ = state.update(.tick(now: (now - start) / .seconds(1)))
      terminal.draw(state.view())
      let event = terminal.nextEvent(timeout: max(Self.frame, Self.poll - (ContinuousClock.now - lastPoll)))
      var effects: [Effect] = []
      switch event {
      case .key(let key): effects = state.update(.key(key))
      case .mouse(let mouse): effects = state.update(.mouse(mouse))
      case .resize(let width, let height): effects = state.update(.resized(width: width, height: height))
      case .interrupt: return
      case .wake, nil: break
      }
      for effect in effects {
        switch effect {
        // There is no session here that takes commands.
        case .send, .restart, .reload, .load, .loadPartner, .loadStep, .goOn: break
        case .copy(let text): terminal.copy(text)
        case .setTheme(let theme):
          terminal.setTheme(theme)
          _ = state.update(.capabilities(terminal.capabilities))
        case .repaint: terminal.repaint()
        case .quit: return
        }
      }
    }
  }
}
