import ArgumentParser
import Dashboard
import Foundation
import RunModel
import Statistics
import TerminalUI

/// `layertop bench-screen`.
struct BenchScreenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench-screen",
    abstract: "Measure the dashboard: its processor time for a frame, its memory, and the bytes of a frame.",
    discussion: """
      Shows a recorded run of drawn numbers, and one that is seen live, at every zoom and place, without a terminal; then
      the live one, step by step, on a terminal that counts bytes, of the kind that TERM and COLORTERM say.
      """)

  @Option(parsing: .unconditional, help: "Columns of the screen, 60 or more.")
  var width = 300

  @Option(parsing: .unconditional, help: "Rows of the screen, 16 or more.")
  var height = 100

  @Option(parsing: .unconditional, help: "Tensors of the network, 1 or more.")
  var tensors = 161

  @Option(parsing: .unconditional, help: "Steps of the run, 1 or more.")
  var steps = 62_000

  @Option(help: "A recorded run: measure the frames of it while keys are held down, and nothing else.")
  var recording: String?

  func validate() throws {
    guard width >= 60 && height >= 16 else { throw ValidationError("The screen is at least 60 × 16.") }
    guard tensors >= 1 && steps >= 1 else { throw ValidationError("--tensors and --steps are 1 or more.") }
  }

  func run() throws {
    if let recording { return try reportHeldKeys(ofRun: recording) }
    var source = DrawnRun(tensors: tensors, steps: steps)
    var state = newState
    _ = source.answer(
      state.update(
        .recorded(
          RecordedRun(description: source.description, lastStep: steps, newest: source.record(steps)))),
      to: &state)
    report("recorded", measure(&state, &source))

    state = newState
    _ = state.update(.training([.started(source.description)]))
    var seconds: [Double] = []
    for step in 1...min(steps, 20_000) {
      let record = source.record(step)
      seconds.append(ProcessorTime.milliseconds { _ = state.update(.training([.step(record)])) })
    }
    StandardOutput.write(Self.line("live, a step taken in", seconds))
    try reportBytes(&state, &source)
    report("live", measure(&state, &source))
  }

  private var newState: DashboardState {
    DashboardState(
      configuration: RunConfiguration(), capabilities: Capabilities(colors: .trueColor, unicode: true),
      width: width, height: height)
  }

  /// Rows are tensors; then every zoom, the other colours and tests, and places all over the run.
  private func measure(
    _ state: inout DashboardState, _ source: inout DrawnRun
  ) -> (updates: [Double], views: [Double]) {
    var (updates, views): ([Double], [Double]) = ([], [])
    let keys = "t" + String(repeating: "-", count: 12) + String(repeating: "+", count: 12) + "bCbCbCbCd0d"
    let places = (0..<400).map { Key.character($0 % 2 == 0 ? "H" : "j") }
    for key in keys.map(Key.character) + places {
      var effects: [Effect] = []
      updates.append(ProcessorTime.milliseconds { effects = state.update(.key(key)) })
      updates += source.answer(effects, to: &state)
      views.append(ProcessorTime.milliseconds { _ = state.view() })
    }
    return (updates, views)
  }

  private func report(_ name: String, _ times: (updates: [Double], views: [Double])) {
    StandardOutput.write(Self.line("\(name), a key or a tile taken in", times.updates))
    StandardOutput.write(Self.line("\(name), a frame of \(width) × \(height) drawn", times.views))
    let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ")
    if let resident = pages.flatMap({ Int($0[1]) }) {
      StandardOutput.write("\(name), memory \(resident * Int(getpagesize()) / 1_000_000) MB")
    }
  }

  /// What a terminal is sent of a run that is seen live, a frame a step, through four pictures.
  private func reportBytes(_ state: inout DashboardState, _ source: inout DrawnRun) throws {
    let counts = try LiveFrames(width: width, height: height, steps: 4 * width)
      .bytes(&state, after: state.lastStep, source: &source)
    let sorted = counts.sorted()
    StandardOutput.write(
      "live, bytes sent for a frame: median \(sorted[sorted.count / 2]), 95 of 100 within "
        + "\(sorted[sorted.count * 95 / 100]), at most \(sorted[sorted.count - 1]) (\(sorted.count) frames)")
  }

  private static func line(_ name: String, _ milliseconds: [Double]) -> String {
    let sorted = milliseconds.sorted()
    let (median, high) = (sorted[sorted.count / 2], sorted[sorted.count * 99 / 100])
    return
      "\(name): median \(String(format: "%.2f", median)) ms, 99 of 100 within \(String(format: "%.2f", high)) ms"
  }
}
