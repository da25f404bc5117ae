import NeuralNetwork
import Optimizers
import RunModel

/// The memory of an optimizer's state for all parameters: every quantity zero, and of age 0, at its fresh start.
final class OptimizerMemory {
  private let parameters: [Parameter]
  private var slots: [(quantity: StateQuantity, memory: QuantityMemory)] = []

  /// Takes memory for the quantities of every parameter, in the order of their slots.
  init(for parameters: [Parameter], quantities: [StateQuantity]) {
    self.parameters = parameters
    change(to: quantities)
  }

  /// Keeps what it has of these quantities, gives the rest back, and takes memory for what is new.
  func change(to quantities: [StateQuantity]) {
    precondition(quantities.count <= OptimizerState.capacity)
    slots = quantities.map { quantity in
      let kept = slots.first { $0.quantity == quantity }?.memory
      return (quantity, kept ?? QuantityMemory(counts: parameters.map(\.storageCount)))
    }
  }

  /// Takes over the quantities of another memory for the same parameters, with their values and ages.
  func copy(_ other: OptimizerMemory) {
    change(to: other.slots.map(\.quantity))
    for (slot, source) in zip(slots, other.slots) { slot.memory.copy(source.memory) }
  }

  /// The state of a parameter's floats from `offset` on.
  func state(of parameter: Int, from offset: Int) -> OptimizerState {
    var state = OptimizerState()
    for index in slots.indices {
      let memory = slots[index].memory
      state.set(index, memory.floats[parameter] + offset, age: memory.age)
    }
    return state
  }

  /// The quantities, slot by slot, with the number of updates that each has seen.
  var ages: [(quantity: StateQuantity, age: Int)] {
    get { slots.map { ($0.quantity, $0.memory.age) } }
    set {
      change(to: newValue.map(\.quantity))
      for (slot, aged) in zip(slots, newValue) { slot.memory.age = aged.age }
    }
  }

  /// The floats of every parameter in a slot.
  func floats(slot: Int) -> [UnsafeMutablePointer<Float>] { slots[slot].memory.floats }

  /// Counts an update of all parameters.
  func advance() {
    for slot in slots { slot.memory.age += 1 }
  }
}

/// One quantity of all parameters.
private final class QuantityMemory {
  private let storages: [Storage]
  let floats: [UnsafeMutablePointer<Float>]
  private let counts: [Int]
  var age = 0

  init(counts: [Int]) {
    self.counts = counts
    storages = counts.map(Storage.init(floats:))
    floats = storages.map(\.floats)
  }

  func copy(_ other: QuantityMemory) {
    for index in counts.indices { floats[index].update(from: other.floats[index], count: counts[index]) }
    age = other.age
  }
}
