import Dashboard
import Foundation
import RunModel
import Statistics

/// A run of drawn numbers, which answers what the dashboard asks of a recorded run.
struct DrawnRun {
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
      milliseconds.append(ProcessorTime.milliseconds { more = state.update(message) })
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
