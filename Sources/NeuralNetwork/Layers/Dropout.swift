import CKernels
import COneDNN
import RunModel

/// What decides the masks of all dropout layers of a network: the seed and the number of the forward pass.
final class DropoutMasks {
  var seed: UInt64 = 1
  /// Forward passes begun.
  var passes: UInt64 = 0

  /// The key of a layer's mask in the pass under way.
  func key(layer: Int) -> UInt64 {
    // A stream of the seed of its own: initial weights and the order of images draw from the others.
    var generator = SeededGenerator(seed: seed ^ 0x64_726F_706F_7574, stream: passes)
    for _ in 0..<layer { _ = generator.next() }
    return generator.next()
  }
}

/// Inverted dropout (Srivastava et al. 2014): y = m·x / (1 − p), where m is 0 with the chance p and else 1.
///
/// It is computed over x, whose value nothing else may need: a layer before that ends with a ReLU finds the sign of its
/// output wherever the mask lets a gradient through. The mask is never stored, the backward pass draws it anew.
/// In evaluation mode y = x.
final class Dropout: Layer {
  private let input: Activation
  private let output: Activation
  private let probability: Double
  private let masks: DropoutMasks
  private let index: Int

  init(_ input: Activation, probability: Double, in network: NetworkBuilder) {
    precondition(
      input.value.layout.type == DN_F32, "dropout follows linear layers, which are in single precision")
    self.input = input
    self.probability = probability
    masks = network.dropoutMasks
    index = network.layers.count
    let value = input.value
    output = Activation(shape: input.shape, value: value)
    network.append(
      training: [
        Sweep { [masks, index] in
          ck_dropout(value.floats, value.count, masks.key(layer: index), probability)
        }
      ], evaluation: [])
  }

  /// Adds dropout to a network; none where the chance is zero.
  static func add(_ input: Activation, probability: Double, to network: NetworkBuilder) -> Activation {
    guard probability > 0 else { return input }
    let layer = Dropout(input, probability: probability, in: network)
    network.add(layer)
    return layer.output
  }

  func planBackward(_ planner: BackwardPlanner) throws {
    let gradient = try planner.gradient(of: output, layout: output.value.layout)
    precondition(planner.isExclusive(gradient))
    planner.append(
      Sweep { [masks, index, probability] in
        ck_dropout(gradient.floats, gradient.count, masks.key(layer: index), probability)
      })
    input.gradients.append(gradient)
  }
}
