import CursesTerminal
import Dashboard
import Datasets
import Foundation
import RunModel
import RunStore
import Statistics
import TerminalUI
import Training

/// The dashboard over a training session.
///
/// Neither side waits for the other. Training speaks through a bounded feed and wakes the loop; keys become commands
/// that are applied between two steps.
struct DashboardRun {
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
      height: size.height, rule: rule, isRecorded: request.destination.folder != nil, options: options)
    var run = RunHandle(onNews: { [waker = terminal.waker] in waker.wake() }) { [request] in request }

    DashboardLoop(terminal, options: options).run(&state) { state in
      var effects = state.update(.training(run.news()))
      for (report, policy) in run.reports() { effects += state.update(report.message(policy)) }
      return effects + run.loaded().flatMap { state.update($0) }
    } perform: { effect, state in
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
      case .export(let request):
        _ = state.update(.exported(request.write(run.request?.destination.folder)))
      default: run.load(effect)
      }
    }

    terminal.close()
    run.send(.stop)
    leave(state, after: run)
  }

  /// Ends the step under way and saves, once the terminal is the user's again, and says what the run came to.
  private func leave(_ state: DashboardState, after run: RunHandle) {
    run.waitForEnd { StandardError.write($0) }
    let place = run.finish()
    // With the steps since the last picture.
    var state = state
    _ = state.update(.training(run.news()))
    if let newest = state.newest, let description = state.run {
      StandardOutput.write(
        "\(newest.step) steps of \(description.configuration.network.title) on \(description.dataset), last loss"
          + String(format: " %.3f", newest.loss))
    }
    if let place { StandardOutput.write(place) }
    if place != nil, let folder = run.request?.destination.folder {
      let path = PlainText.printable(folder.address)
      StandardOutput.write("see it again:  layertop open \(path)\ngo on:         layertop resume \(path)")
    }
  }
}

extension RunWriter.Report {
  /// What the dashboard hears of it.
  fileprivate func message(_ policy: RunWriter.FailurePolicy) -> Message {
    let waits = policy == .pause
    return switch self {
    case .failed(let error): .recording(problem: "\(error)", waits: waits)
    case .recovered: .recording(problem: nil, waits: waits)
    }
  }
}
