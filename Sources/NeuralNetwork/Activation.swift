/// What flows between layers: a tensor of shape (batch, channels, height, width) or (batch, features).
final class Activation {
  let shape: [Int]
  let value: Tensor
  /// Whether a gradient is wanted: not for the network's input.
  let needsGradient: Bool
  /// The gradients that its consumers write, filled while the backward pass is planned; they add up.
  var gradients: [Tensor] = []

  init(shape: [Int], value: Tensor, needsGradient: Bool = true) {
    self.shape = shape
    self.value = value
    self.needsGradient = needsGradient
  }
}

/// A layer of the network under construction: its forward pass is planned when it is made, its backward pass
/// afterwards, in reverse order.
protocol Layer {
  /// Appends the backward operations. The gradients of the output are complete by then; those of the inputs are
  /// appended to each input's list.
  func planBackward(_ planner: BackwardPlanner) throws
}

/// Collects the backward pass and hands out memory for gradients of activations, which are needed only for a while:
/// a buffer is used again as soon as its last reader has run.
final class BackwardPlanner {
  let engine: Engine
  private(set) var operations: [any Operation] = []
  private var free: [Storage] = []
  private var users: [ObjectIdentifier: Int] = [:]

  init(engine: Engine) { self.engine = engine }

  func append(_ operation: any Operation) { operations.append(operation) }

  /// A gradient tensor for one reader.
  func acquire(_ layout: Layout) throws -> Tensor {
    let fitting = free.indices.filter { free[$0].bytes >= layout.bytes }
    let storage: Storage
    if let best = fitting.min(by: { free[$0].bytes < free[$1].bytes }) {
      storage = free.remove(at: best)
    } else {
      storage = Storage(bytes: layout.bytes)
    }
    users[ObjectIdentifier(storage)] = 1
    return try Tensor(layout, in: storage, engine: engine)
  }

  /// Adds a reader.
  func retain(_ tensor: Tensor) { users[ObjectIdentifier(tensor.storage)]! += 1 }

  /// Says that a reader is done.
  func release(_ tensor: Tensor) {
    let key = ObjectIdentifier(tensor.storage)
    users[key]! -= 1
    if users[key] == 0 { free.append(tensor.storage) }
  }

  /// Whether the caller is the only reader left, so that the tensor may be overwritten.
  func isExclusive(_ tensor: Tensor) -> Bool { users[ObjectIdentifier(tensor.storage)] == 1 }

  /// The gradient of an activation, as below, through the ReLU that its producer ends with: zero where the activation
  /// is.
  func gradientThroughReLU(of activation: Activation) throws -> Tensor {
    let value = activation.value
    // Two consumers are common, a block's branch and its skip connection: both are read in one sweep.
    let pair =
      activation.gradients.count == 2 && activation.gradients.allSatisfy { $0.layout == value.layout }
    let second = pair ? activation.gradients.removeLast() : nil
    let gradient = try gradient(of: activation, layout: value.layout)
    precondition(isExclusive(gradient))
    append(Sweep { gradient.maskByReLU(of: value, adding: second) })
    if let second { release(second) }
    return gradient
  }

  /// The sum of all gradients of an activation, for its producer, in the given layout.
  func gradient(of activation: Activation, layout: Layout? = nil) throws -> Tensor {
    precondition(!activation.gradients.isEmpty, "an output that nothing reads has no gradient")
    let sum = activation.gradients[0]
    for other in activation.gradients.dropFirst() {
      precondition(isExclusive(sum), "a gradient that is read again is not added to")
      let summand = try replace(other, by: sum.layout)
      append(Sweep { sum.add(summand) })
      release(summand)
    }
    let gradient = try replace(sum, by: layout ?? sum.layout)
    activation.gradients = [gradient]
    return gradient
  }

  /// A gradient in another layout, in place of the given one: itself if it has it already, or a copy.
  private func replace(_ gradient: Tensor, by layout: Layout) throws -> Tensor {
    guard !(gradient.layout == layout) else { return gradient }
    let copy = try acquire(layout)
    append(try Call.reorder(from: gradient, to: copy, engine: engine))
    release(gradient)
    return copy
  }
}
