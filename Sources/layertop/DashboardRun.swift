import CursesTerminal
import Dashboard
import Datasets
import Foundation
import RunModel
import RunStore
import Statistics
import TerminalUI
import Training

/// The dashboard: the loop between the terminal, the screen's state and the training session.
///
/// Neither side waits for the other. Training speaks through a bounded feed and wakes the loop; keys become commands
/// that are applied between two steps.
struct DashboardRun {
  /// How often the clock on the screen goes on while nothing happens.
  private static let idleTick = Duration.seconds(1)

  private let request: SessionRequest
  private let options: DashboardOptions
  private let rule: TestRule
  private let begin: (@Sendable (RunRequest) throws -> SessionRequest)?

  /// Prepares the first run; `begin` settles those that are begun from the dashboard.
  init(
    _ request: SessionRequest, options: DashboardOptions, rule: TestRule?,
    begin: (@Sendable (RunRequest) throws -> SessionRequest)?
  ) {
    self.request = request
    self.options = options
    self.rule = rule ?? TestRule()
    self.begin = begin
  }

  /// Shows the dashboard until the user leaves.
  func run() throws {
    let terminal = try CursesTerminal(theme: options.theme)
    defer { terminal.close() }
    let size = terminal.size
    var state = DashboardState(
      configuration: request.configuration, capabilities: terminal.capabilities, width: size.width,
      height: size.height, rule: rule, options: options)
    var run = RunHandle(onNews: { [waker = terminal.waker] in waker.wake() }) { [request] in request }

    show(&state, on: terminal, run: &run)

    terminal.close()
    run.send(.stop)
    leave(state, after: run)
  }

  private func show(
    _ state: inout DashboardState, on terminal: CursesTerminal, run: inout RunHandle
  ) {
    let start = ContinuousClock.now
    var pacer = FramePacer()
    var lastFrame = start - FramePacer.longest
    var (isDue, isAskedFor) = (true, true)
    var title = ""
    while true {
      var effects: [Effect] = []
      let sinceFrame = ContinuousClock.now - lastFrame
      if isDue && (isAskedFor || sinceFrame >= pacer.interval) {
        let stray = terminal.strayLines()
        if !stray.isEmpty { _ = state.update(.strayOutput(stray)) }
        effects += state.update(.tick(now: (ContinuousClock.now - start) / .seconds(1)))
        let picture = state.view()
        lastFrame = ContinuousClock.now
        let (cells, isWhole) = terminal.draw(picture, limit: isAskedFor ? .max : pacer.limit)
        pacer.drew(cells: cells, in: ContinuousClock.now - lastFrame)
        if state.title != title {
          title = state.title
          terminal.setTitle(title)
        }
        (isDue, isAskedFor) = (!isWhole, false)
      }
      let rest = max(pacer.interval - (ContinuousClock.now - lastFrame), .zero)
      let isMoreToDo = isDue || effects.contains(.goOn)
      let event = terminal.nextEvent(timeout: isMoreToDo ? rest : Self.idleTick)
      switch event {
      case .key(let key): effects += state.update(.key(key))
      case .mouse(let mouse): effects += state.update(.mouse(mouse))
      case .resize(let width, let height): effects += state.update(.resized(width: width, height: height))
      case .wake:
        effects += state.update(.training(run.news()))
        for (report, policy) in run.reports() { effects += state.hear(report, policy: policy) }
      case .interrupt: return
      case nil: break
      }
      isDue = true
      // What a user does is seen at once.
      isAskedFor = isAskedFor || (event != .wake && event != nil)
      for effect in effects {
        switch effect {
        case .send(let command): run.send(command)
        case .restart(let request):
          guard let begin else { break }
          run.send(.stop)
          run = RunHandle(after: run, onNews: { [waker = terminal.waker] in waker.wake() }) {
            try begin(request)
          }
        case .fork(let optimizer):
          guard let request = run.request else { break }
          run.send(.stop)
          run = RunHandle(after: run, onNews: { [waker = terminal.waker] in waker.wake() }) {
            try request.fork(under: optimizer)
          }
        case .reload:
          for case .setTheme(let theme) in state.update(.options(UserFiles().options(from: options))) {
            terminal.setTheme(theme)
            _ = state.update(.capabilities(terminal.capabilities))
          }
        case .goOn: isDue = true
        // Nothing of a run that is not recorded can be loaded, and nothing is asked for.
        case .load, .loadPartner, .loadStep: break
        case .repaint: terminal.repaint()
        case .copy(let text): terminal.copy(text)
        case .export(let request): _ = state.update(.exported(request.write(run.recorder.folder)))
        case .setTheme(let theme):
          terminal.setTheme(theme)
          _ = state.update(.capabilities(terminal.capabilities))
        case .quit: return
        }
      }
    }
  }

  /// Says what the run came to, once the terminal is the user's again, and ends the step under way.
  private func leave(_ state: DashboardState, after run: RunHandle) {
    if let newest = state.newest, let description = state.run {
      StandardOutput.write(
        "\(newest.step) steps of \(description.configuration.network.title) on \(description.dataset), last loss"
          + String(format: " %.3f", newest.loss))
    }
    // oneDNN's threads must not run while the process takes itself down; a step takes seconds at worst.
    let hasEnded = run.wait(seconds: 10)
    if let place = run.finish() { StandardOutput.write(place) }
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
