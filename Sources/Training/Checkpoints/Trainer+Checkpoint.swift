import Datasets
import Foundation
import NeuralNetwork
import RunModel

extension Trainer {
  /// Copies the state after the last step, from which a run goes on bit for bit.
  ///
  /// It takes about the time of reading and writing the tensors once; training may go on while the copy is written.
  public func checkpoint() throws -> Checkpoint {
    let pieces = stateTensors + probe.pastTensors.flatMap(\.self)
    var tensors: [SafetensorsFile.Tensor] = []
    var end = 0
    for piece in pieces {
      tensors.append(
        SafetensorsFile.Tensor(
          name: piece.name, dtype: piece.dtype, shape: piece.shape, range: end..<end + piece.bytes))
      end += piece.bytes
    }
    var data = Data(count: end)
    try data.withUnsafeMutableBytes { bytes in
      for (piece, tensor) in zip(pieces, tensors) {
        try piece.save(UnsafeMutableRawBufferPointer(rebasing: bytes[tensor.range]))
      }
    }
    let state = CheckpointState(
      run: description, optimizer: configuration, step: stepsDone, position: batches.position,
      forwardPasses: network.forwardPasses,
      memory: memory.ages.map { CheckpointState.AgedQuantity(quantity: $0.quantity, age: $0.age) })
    return Checkpoint(state, tensors: SafetensorsFile(tensors: tensors, data: data, path: "a checkpoint"))
  }

  /// Goes on from a checkpoint of a run with the same network and batches.
  func restore(_ checkpoint: Checkpoint) throws {
    let state = checkpoint.state
    try requireSameRun(as: checkpoint)
    // The places that the tensors go to depend on what comes first.
    memory.ages = state.memory.map { ($0.quantity, $0.age) }
    stepsDone = state.step
    let pieces = stateTensors
    let tensors = try pieces.map {
      try checkpoint.tensors.tensor($0.name, dtype: $0.dtype, shape: $0.shape)
    }
    try batches.restore(state.position)
    for (piece, tensor) in zip(pieces, tensors) {
      try checkpoint.tensors.withBytes(of: tensor, piece.restore)
    }
    try restorePast(checkpoint)
    network.forwardPasses = state.forwardPasses
    setOptimizer(state.optimizer)
  }

  /// Goes on with what the recorded quantities compare with. What the saved run did not record begins afresh.
  private func restorePast(_ checkpoint: Checkpoint) throws {
    for pieces in probe.pastTensors {
      let tensors = pieces.compactMap {
        try? checkpoint.tensors.tensor($0.name, dtype: $0.dtype, shape: $0.shape)
      }
      guard tensors.count == pieces.count else { continue }
      for (piece, tensor) in zip(pieces, tensors) {
        try checkpoint.tensors.withBytes(of: tensor, piece.restore)
      }
    }
    if stepsDone > 0 { probe.redrawControl(parity: (stepsDone + 1) & 1, step: stepsDone) }
  }

  /// Everything with elements that the next step reads, 8-byte elements first so that all lie aligned.
  private var stateTensors: [StateTensor] {
    let parameters = network.parameters
    let lastParity = (stepsDone + 1) & 1
    var pieces = [
      StateTensor.doubles(
        "statistics.previous_squared_norms", Array(probe.previousSquaredNorms.prefix(parameters.count))
      ) { [probe] in probe.previousSquaredNorms.replaceSubrange(0..<$0.count, with: $0) }
    ]
    pieces += network.batchCounters.map { .constant($0, Int(network.forwardPasses)) }
    pieces += parameters.map { .floats($0.description.name, $0.values, of: $0) }
    pieces += network.runningStatistics.map { .statistic($0) }
    pieces += parameters.map {
      .floats("gradient.\($0.description.name)", $0.gradient(parity: lastParity), of: $0)
    }
    for (slot, quantity) in memory.ages.map(\.quantity).enumerated() {
      pieces += zip(parameters, memory.floats(slot: slot)).map { parameter, floats in
        .floats("optimizer.\(quantity.rawValue).\(parameter.description.name)", floats, of: parameter)
      }
    }
    return pieces
  }

  /// Whatever decides weights and batches must be as it was; the optimizer, threads and what is recorded may differ.
  private func requireSameRun(as checkpoint: Checkpoint) throws {
    let (saved, own) = (checkpoint.state.run, description)
    if let savedImages = saved.identity, let images = own.identity, savedImages != images {
      throw CheckpointError(
        file: checkpoint.tensors.path,
        problem: .otherImages(saved: savedImages.name, given: images.name))
    }
    let (a, b) = (saved.configuration, own.configuration)
    let differences = [
      ("network", a.network != b.network), ("channels", a.channels != b.channels),
      ("batch size", a.batchSize != b.batchSize),
      ("seed", a.seed != b.seed), ("order", a.order != b.order),
      ("augmentation", a.augmentation != b.augmentation), ("precision", a.precision != b.precision),
    ].filter(\.1).map(\.0)
    guard differences.isEmpty else {
      throw CheckpointError(file: checkpoint.tensors.path, problem: .otherConfiguration(differences))
    }
  }
}
