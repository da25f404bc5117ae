import RunModel
import Statistics

extension TrainingEvent {
  /// About as many bytes as the event takes in memory.
  var recordedBytes: Int {
    guard case .step(let record) = self else { return 1000 }
    let sums = record.sums.count * MemoryLayout<DriftSums>.size
    return 200 + sums * (1 + record.others.count) + (record.lags?.dots.count ?? 0) * 8
  }
}
