import CursesTerminal
import Dashboard
import Foundation
import RunModel
import RunStore
import TerminalUI

/// The dashboard over a recorded run, which another program may still be writing.
struct OpenRun {
  /// How often the recording is asked for new steps.
  private static let poll = Duration.milliseconds(250)
  /// How many mean losses are shown at most when the run is opened.
  private static let losses = 1024

  private let reader: RunReader
  private let options: DashboardOptions

  init(_ reader: RunReader, options: DashboardOptions) {
    self.reader = reader
    self.options = options
  }

  /// Shows the dashboard until the user leaves.
  func run() throws {
    var follower = try RunFollower(atEndOf: reader)
    let recorded = try recordedRun()
    let terminal = try CursesTerminal(theme: options.theme)
    defer { terminal.close() }
    let loader = RunLoader(onNews: { [waker = terminal.waker] in waker.wake() }) { [reader] in reader }
    let size = terminal.size
    var state = DashboardState(
      configuration: reader.description.configuration, capabilities: terminal.capabilities, width: size.width,
      height: size.height, isRecorded: true, options: options)
    load(state.update(.recorded(recorded)), loader)

    var loop = DashboardLoop(terminal)
    loop.idleTick = Self.poll
    try loop.run(&state) { state in
      var effects = loader.drain().flatMap { state.update($0) }
      let events = try follower.poll(limit: 200)
      if !events.isEmpty { effects += state.update(.training(events)) }
      return effects
    } perform: { effect, _ in
      // There is no session here that takes commands.
      load([effect], loader)
    }
  }

  private func load(_ effects: [Effect], _ loader: RunLoader) {
    for effect in effects {
      switch effect {
      case .load(let key): loader.load(key)
      case .loadStep(let step): loader.loadStep(step)
      default: break
      }
    }
  }

  /// What is said of the run as it is now.
  private func recordedRun() throws -> RecordedRun {
    let progress = try reader.progress()
    let changes = try reader.commands().compactMap { recorded -> RecordedRun.Change? in
      guard case .setOptimizer(let optimizer) = recorded.command else { return nil }
      return RecordedRun.Change(afterStep: recorded.afterStep, optimizer: optimizer)
    }
    let stepsPerLoss = max(1, (progress.lastStep + Self.losses - 1) / Self.losses)
    var run = RecordedRun(
      description: reader.description, lastStep: progress.lastStep,
      newest: try reader.steps(progress.lastStep..<progress.lastStep + 1).first, changes: changes,
      losses: try reader.meanLosses(stepsPerMean: stepsPerLoss), stepsPerLoss: stepsPerLoss,
      isGrowing: progress.isUnderWay(at: Date().timeIntervalSince1970))
    run.fork = reader.overview.parent.map { ($0.step, "from \($0.run)") }
    return run
  }
}
