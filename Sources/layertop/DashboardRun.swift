import CursesTerminal
import Dashboard
import Datasets
import Foundation
import RunModel
import RunStore
import TerminalUI
import Training

/// The dashboard: the loop between the terminal, the screen's state and the training session.
///
/// Neither side waits for the other. Training speaks through a bounded feed and wakes the loop; keys become commands
/// that are applied between two steps.
struct DashboardRun {
  /// The least time between two frames that no key asked for.
  private static let frame = Duration.milliseconds(33)
  /// How often the clock on the screen goes on while nothing happens.
  private static let idleTick = Duration.seconds(1)

  private let configuration: RunConfiguration
  private let dataset: ImageDataset
  private let stepLimit: Int?
  private let theme: Theme
  private let record: RecordOptions

  init(
    _ configuration: RunConfiguration, dataset: ImageDataset, theme: Theme, stepLimit: Int?,
    record: RecordOptions
  ) {
    self.configuration = configuration
    self.dataset = dataset
    self.theme = theme
    self.stepLimit = stepLimit
    self.record = record
  }

  /// Shows the dashboard until the user leaves.
  func run() throws {
    let terminal = try CursesTerminal(theme: theme)
    defer { terminal.close() }
    let size = terminal.size
    var state = DashboardState(
      configuration: configuration, capabilities: terminal.capabilities, width: size.width,
      height: size.height)
    let ended = DispatchSemaphore(value: 0)
    let recorder = try record.recorder(for: configuration) { [waker = terminal.waker] in waker.wake() }
    let feed = TrainingFeed { [waker = terminal.waker] event in
      recorder.record(event)
      waker.wake()
      if case .finished = event { ended.signal() }
    }
    let session = TrainingSession(configuration, dataset: dataset, stepLimit: stepLimit, feed: feed)

    show(&state, on: terminal, feed: feed, session: session, recorder: recorder)

    terminal.close()
    session.send(.stop)
    leave(state, after: ended, recorder: recorder)
  }

  private func show(
    _ state: inout DashboardState, on terminal: CursesTerminal, feed: TrainingFeed, session: TrainingSession,
    recorder: Recorder
  ) {
    let start = ContinuousClock.now
    var lastFrame = start - Self.frame
    var isDue = true
    while true {
      let sinceFrame = ContinuousClock.now - lastFrame
      if isDue && sinceFrame >= Self.frame {
        _ = state.update(.tick(now: (ContinuousClock.now - start) / .seconds(1)))
        terminal.draw(state.view())
        lastFrame = ContinuousClock.now
        isDue = false
      }
      let event = terminal.nextEvent(timeout: isDue ? max(Self.frame - sinceFrame, .zero) : Self.idleTick)
      var effects: [Effect] = []
      switch event {
      case .key(let key): effects = state.update(.key(key))
      case .mouse(let mouse): effects = state.update(.mouse(mouse))
      case .resize(let width, let height): effects = state.update(.resized(width: width, height: height))
      case .wake:
        effects = state.update(.training(feed.drain()))
        for report in recorder.drainReports() { effects += state.hear(report, policy: recorder.policy) }
      case .interrupt: return
      case nil: break
      }
      isDue = true
      // What a user does is seen at once.
      if event != .wake && event != nil { lastFrame = ContinuousClock.now - Self.frame }
      for effect in effects {
        switch effect {
        case .send(let command): session.send(command)
        case .goOn: isDue = true
        // Nothing of a run that is not recorded can be loaded, and nothing is asked for.
        case .load, .loadStep: break
        case .repaint: terminal.repaint()
        case .quit: return
        }
      }
    }
  }

  /// Says what the run came to, once the terminal is the user's again, and ends the step under way.
  private func leave(_ state: DashboardState, after ended: DispatchSemaphore, recorder: Recorder) {
    if let newest = state.newest {
      StandardOutput.write(
        "\(newest.step) steps of \(configuration.network.title) on \(dataset.name), last loss"
          + String(format: " %.3f", newest.loss))
    }
    // oneDNN's threads must not run while the process takes itself down; a step takes seconds at worst.
    let hasEnded = ended.wait(timeout: .now() + 10) == .success
    if let place = recorder.finish() { StandardOutput.write(place) }
    if !hasEnded { _exit(0) }
  }
}

extension DashboardState {
  /// Takes in what became of the recording; training waits if the user wants it to.
  fileprivate mutating func hear(
    _ report: RunWriter.Report, policy: RunWriter.FailurePolicy
  ) -> [Effect] {
    switch report {
    case .failed(let error):
      let command: [Effect] = policy == .pause ? [.send(.pause)] : []
      return command + update(.recording(problem: "\(error)"))
    case .recovered:
      return [.send(.resume)] + update(.recording(problem: nil))
    }
  }
}
