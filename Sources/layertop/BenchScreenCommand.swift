import ArgumentParser
import Dashboard
import Foundation
import RunModel
import Statistics
import TerminalUI

/// `layertop bench-screen`.
struct BenchScreenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench-screen", abstract: "Measure the dashboard: its processor time for a frame, and its memory.",
    discussion: """
      Shows a recorded run of drawn numbers, and one that is seen live, at every zoom and place, without a terminal.
      """)

  @Option(parsing: .unconditional, help: "Columns of the screen, 60 or more.")
  var width = 300

  @Option(parsing: .unconditional, help: "Rows of the screen, 16 or more.")
  var height = 100

  @Option(parsing: .unconditional, help: "Tensors of the network, 1 or more.")
  var tensors = 161

  @Option(parsing: .unconditional, help: "Steps of the run, 1 or more.")
  var steps = 62_000

  func validate() throws {
    guard width >= 60 && height >= 16 else { throw ValidationError("The screen is at least 60 × 16.") }
    guard tensors >= 1 && steps >= 1 else { throw ValidationError("--tensors and --steps are 1 or more.") }
  }

  func run() {
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
      seconds.append(Self.milliseconds { _ = state.update(.training([.step(record)])) })
    }
    StandardOutput.write(Self.line("live, a step taken in", seconds))
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
      updates.append(Self.milliseconds { effects = state.update(.key(key)) })
      updates += source.answer(effects, to: &state)
      views.append(Self.milliseconds { _ = state.view() })
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

  private static func line(_ name: String, _ milliseconds: [Double]) -> String {
    let sorted = milliseconds.sorted()
    let (median, high) = (sorted[sorted.count / 2], sorted[sorted.count * 99 / 100])
    return
      "\(name): median \(String(format: "%.2f", median)) ms, 99 of 100 within \(String(format: "%.2f", high)) ms"
  }

  /// The processor time that something takes, which other programs do not change.
  fileprivate static func milliseconds(_ body: () -> Void) -> Double {
    let start = clock()
    body()
    return 1000 * Double(clock() - start) / Double(CLOCKS_PER_SEC)
  }
}

/// A run of drawn numbers, which answers what the dashboard asks of a recorded run.
private struct DrawnRun {
  let description: RunDescription
  private let steps: Int
  private var generator = SeededGenerator(seed: 1)

  init(tensors: Int, steps: Int) {
    self.steps = steps
    description = RunDescription(
      configuration: RunConfiguration(), dataset: "drawn numbers", images: 50_000, stepsPerEpoch: 390,
      tensors: (0..<tensors).map {
        TensorDescription(name: "layer\($0 / 8).conv\($0 % 8).weight", shape: [64 + $0, 64, 3, 3])
      })
  }

  /// The milliseconds that the dashboard takes for each answer, and what else it asks for then.
  mutating func answer(_ effects: [Effect], to state: inout DashboardState) -> [Double] {
    var (queue, milliseconds): ([Effect], [Double]) = (effects, [])
    while !queue.isEmpty {
      let message: Message
      switch queue.removeFirst() {
      case .load(let key): message = .loaded(key, tile(key))
      case .loadStep(let step): message = .loadedStep(step, record(step))
      case .goOn: message = .tick(now: 0)
      default: continue
      }
      var more: [Effect] = []
      milliseconds.append(BenchScreenCommand.milliseconds { more = state.update(message) })
      queue += more
    }
    return milliseconds
  }

  mutating func record(_ step: Int) -> StepRecord {
    let exists = step > 1 ? 1.0 : 0
    return StepRecord(
      step: step, epoch: 1 + (step - 1) / 390, loss: 1, accuracy: 0.5, learningRate: 0.05, seconds: 0.1,
      sums: description.tensors.map { tensor in
        DriftSums(
          dot: exists * Double.random(in: -0.1...0.1, using: &generator), squaredNorm: 1,
          previousSquaredNorm: exists, cross: 1 / Double(tensor.parameters), updateSquaredNorm: 1e-4,
          weightSquaredNorm: 4)
      })
  }

  private mutating func tile(_ key: TileKey) -> HistoryTile {
    var tile = HistoryTile(rows: key.grouping.rows(of: description.tensors).count)
    for column in 0..<TileKey.columns {
      let first = key.steps.lowerBound + column << key.level
      guard first <= steps else { break }
      let count = UInt32(min(key.stepsPerColumn, steps - first + 1))
      for row in 0..<tile.rows {
        let aligned = UInt32.random(in: 0...count, using: &generator)
        tile[row, column] = HistoryTile.Cell(
          defined: count, aligned: aligned,
          opposed: UInt32.random(in: 0...count - aligned, using: &generator),
          mean: Float.random(in: -0.3...0.3, using: &generator))
      }
    }
    return tile
  }
}
