import CursesTerminal
import Dashboard
import Foundation
import RunModel
import RunStore
import TerminalUI

/// The dashboard over a recorded run, perhaps with another beside it, which other programs may still be writing.
struct OpenRun {
  /// How often the recordings are asked for new steps.
  private static let poll = Duration.milliseconds(250)
  /// The most steps that are taken in between two frames.
  private static let stepsPerPoll = 200

  private let reader: RunReader
  private let partner: RunReader?
  private let options: DashboardOptions

  init(_ reader: RunReader, beside partner: RunReader? = nil, options: DashboardOptions) {
    self.reader = reader
    self.partner = partner
    self.options = options
  }

  /// Shows the dashboard until the user leaves.
  func run() throws {
    var follower = try RunFollower(atEndOf: reader)
    var lastOfPartner = try partner?.progress().lastStep
    let recorded = try reader.recordedRun()
    let compared = try partner?.recordedRun()
    let terminal = try CursesTerminal(theme: options.theme)
    defer { terminal.close() }
    let wake: @Sendable () -> Void = { [waker = terminal.waker] in waker.wake() }
    let loader = RunLoader(onNews: wake) { [reader] in reader }
    let partnerLoader = RunLoader(ofPartner: true, onNews: wake) { [partner] in partner }
    // There is no session here that takes commands.
    func load(_ effects: [Effect]) {
      effects.forEach(loader.load)
      effects.forEach(partnerLoader.load)
    }
    let size = terminal.size
    var state = DashboardState(
      configuration: reader.description.configuration, capabilities: terminal.capabilities, width: size.width,
      height: size.height, isRecorded: true, options: options)
    load(state.update(.recorded(recorded)))
    if let compared { load(state.update(.compared(compared))) }

    var loop = DashboardLoop(terminal, options: options)
    loop.idleTick = Self.poll
    loop.sparesProcessor = recorded.isGrowing
    try loop.run(&state) { state in
      var effects = (loader.drain() + partnerLoader.drain()).flatMap { state.update($0) }
      let events = try follower.poll(limit: Self.stepsPerPoll)
      if !events.isEmpty { effects += state.update(.training(events)) }
      if let partner, case let last = try partner.progress().lastStep, last != lastOfPartner {
        lastOfPartner = last
        effects += state.update(.compared(try partner.recordedRun()))
      }
      return effects
    } perform: { effect, state in
      if case .export(let request) = effect { _ = state.update(.exported(request.write(reader))) }
      load([effect])
    }
  }
}

extension RunReader {
  /// How many mean losses are shown at most.
  private static let losses = 1024

  /// What the dashboard is told of the run as it is now.
  func recordedRun() throws -> RecordedRun {
    let progress = try progress()
    let changes = try commands().compactMap { recorded -> RecordedRun.Change? in
      guard case .setOptimizer(let optimizer) = recorded.command else { return nil }
      return RecordedRun.Change(afterStep: recorded.afterStep, optimizer: optimizer)
    }
    let stepsPerLoss = max(1, (progress.lastStep + Self.losses - 1) / Self.losses)
    var run = RecordedRun(
      description: description, lastStep: progress.lastStep,
      newest: try steps(progress.lastStep..<progress.lastStep + 1).first, changes: changes,
      losses: try meanLosses(stepsPerMean: stepsPerLoss), stepsPerLoss: stepsPerLoss,
      seconds: try secondsOfSteps(), isGrowing: progress.isUnderWay(at: Date().timeIntervalSince1970))
    run.fork = overview.parent.map { ($0.step, "from \($0.run)") }
    return run
  }
}
