import ArgumentParser
import Datasets
import Dispatch
import Foundation
import RunModel
import RunStore
import Statistics
import Training

/// Training without a screen: progress on standard error, results on standard output.
struct HeadlessRun {
  /// What is printed on standard output.
  enum Output {
    /// A table of layers at the end.
    case table
    /// The same as one JSON object.
    case json
    /// One JSON object a step.
    case jsonSteps
  }

  private let request: SessionRequest
  private let output: Output
  private let test: TestOptions?
  private let comparesTests: Bool

  init(
    _ request: SessionRequest, output: Output, test: TestOptions? = nil, comparesTests: Bool = false
  ) {
    self.request = request
    self.output = output
    self.test = test
    self.comparesTests = comparesTests
  }

  /// Trains and prints; a run that was stopped prints what it has.
  func run() throws {
    let arrived = DispatchSemaphore(value: 0)
    // Nothing may be lost here, so there is room for every step that printing could fall behind.
    let recorder = request.destination.recorder(dataFolder: request.dataFolder) { arrived.signal() }
    let unattended = UnattendedRun()
    let feed = TrainingFeed(
      capacity: .max, onEvent: { _ in arrived.signal() },
      record: { recorder.record(unattended.outcome(of: $0)) }, recorded: { recorder.recordedSteps })
    let session = TrainingSession(
      request.configuration, dataset: request.dataset, stepLimit: request.stepLimit, plan: request.plan,
      feed: feed)
    let signals = StopSignals { session.send(.stop) }
    defer { signals.cancel() }

    var progress = ProgressBar(total: request.stepLimit)
    var summary: RunSummary?
    var divergence: Divergence?
    var lines: StepLines?
    while true {
      arrived.wait()
      for report in recorder.drainReports() {
        progress.clear()
        hear(report, session: session)
      }
      for event in feed.drain() {
        switch event {
        case .started(let description):
          summary = RunSummary(
            description, grouping: test?.grouping ?? .layer, rule: test?.rule ?? TestRule(),
            comparesTests: comparesTests)
          lines = output == .jsonSteps ? StepLines(description.tensors, history: request.history) : nil
        case .step(let record):
          summary?.add(record)
          if let line = lines?.json(record) { StandardOutput.write(line) }
          progress.show(record)
        case .diverged(let what):
          // Nobody is there to be asked.
          divergence = what
          session.send(.stop)
        case .applied, .checkpointed, .evaluated:
          break
        case .checkpointFailed(let sentence, _):
          progress.clear()
          StandardError.write("\(sentence); training goes on")
        case .finished(let reason):
          progress.clear()
          let place = recorder.finish()
          for report in recorder.drainReports() { hear(report, session: session) }
          if let summary { printResult(summary) }
          if let place { StandardError.write(place) }
          if case .failed(let sentence) = reason { throw RunFailure(sentence) }
          if let divergence { throw RunFailure(divergence) }
          return
        }
      }
    }
  }

  /// Says that recording has failed, or goes on; training waits in between if the user wants it to.
  private func hear(_ report: RunWriter.Report, session: TrainingSession) {
    let isPausing = request.destination.policy == .pause
    switch report {
    case .failed(let error):
      StandardError.write("\(error); training \(isPausing ? "waits" : "goes on unrecorded")")
      if isPausing { session.send(.pause) }
    case .recovered:
      StandardError.write("the run is recorded again; training goes on")
      session.send(.resume)
    }
  }

  private func printResult(_ summary: RunSummary) {
    switch output {
    case .table:
      StandardOutput.write(SummaryTable.text(summary))
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      guard let data = try? encoder.encode(summary) else {
        preconditionFailure("a summary has finite numbers")
      }
      StandardOutput.write(String(decoding: data, as: UTF8.self))
    case .jsonSteps:
      break
    }
  }
}

/// Training could not go on; ends the program with a sentence and status 1.
struct RunFailure: Error, CustomStringConvertible {
  let description: String

  /// Names in the sentence may come from elsewhere.
  init(_ sentence: String) { description = RecordedText.printable(sentence) }

  init(_ divergence: Divergence) {
    self.init("\(divergence.sentence); start again with a lower learning rate (--lr)")
  }
}

/// Lines on standard output; a reader that has gone away ends the program quietly, as it ends any filter.
enum StandardOutput {
  static func write(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }
}

/// Lines on standard error.
enum StandardError {
  static func write(_ line: String) {
    // A terminal that has gone away must not end the program, which may still have a checkpoint to save.
    try? FileHandle.standardError.write(contentsOf: Data((line + "\n").utf8))
  }
}
