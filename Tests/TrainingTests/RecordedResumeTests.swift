import Datasets
import RunModel
import Testing

@testable import Training

/// What is recorded goes on from a checkpoint as it would have without the stop.
struct RecordedResumeTests {
  private static let everything = RecordedQuantities(
    quantities: [.update, .mean, .descent], beta: 0.8, lags: true, control: 3000)

  private func trainer(_ recorded: RecordedQuantities, from checkpoint: Checkpoint? = nil) throws -> Trainer {
    try Trainer(
      RunConfiguration(
        network: NetworkConfiguration(.lenet5), optimizer: OptimizerConfiguration(rule: .momentum),
        batchSize: 8, threads: 1, recorded: recorded), dataset: TestImages.shapes, checkpoint: checkpoint)
  }

  /// Lags that do not exist are no numbers, which equal nothing; as text they do.
  private func text(_ record: StepRecord) -> String {
    var record = record
    record.seconds = 0
    return "\(record)"
  }

  /// Also right after a return to good weights, when there is nothing to compare with.
  @Test(arguments: [false, true]) func everyQuantityGoesOn(goesBack: Bool) throws {
    let whole = try trainer(Self.everything)
    for _ in 0..<5 { _ = try whole.step() }
    if goesBack { whole.restoreWeights() }
    let resumed = try trainer(Self.everything, from: whole.checkpoint())
    for _ in 0..<5 { #expect(try text(resumed.step()) == text(whole.step())) }
  }

  /// Of what the stopped run did not record there is no past; the rest goes on.
  @Test func whatWasNotRecordedBeginsAfresh() throws {
    let bare = try trainer(RecordedQuantities())
    for _ in 0..<3 { _ = try bare.step() }
    let resumed = try trainer(Self.everything, from: bare.checkpoint())
    let (a, b) = (try bare.step(), try resumed.step())
    #expect(a.sums == Array(b.sums.dropLast()))
    #expect(b.sums.last?.cosine == nil)
    #expect(b.others[0].sums.allSatisfy { $0.cosine == nil })
    #expect(b.others[1].sums.allSatisfy { $0.cosine == nil })
    #expect(b.lags?.dots.allSatisfy { $0.isNaN } == true)
    let second = try resumed.step()
    #expect(second.others[0].sums.dropLast().allSatisfy { $0.cosine != nil })

    let other = try trainer(
      RecordedQuantities(quantities: [.mean], control: 500), from: resumed.checkpoint())
    #expect(try other.step().sums.count == 11)
  }
}
