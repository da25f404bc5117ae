import Testing

@testable import NeuralNetwork

/// Convolutions with bias and ReLU, linear layers with ReLU and on images, against their twins.
struct FusedLayerTests {
  struct ConvolutionCase: Sendable {
    var inputs: Int
    var outputs: Int
    var size: Int
    var kernel: Int
    var padding: Int
    var relu: Bool
    var isFirst = false
  }

  @Test(arguments: [
    ConvolutionCase(inputs: 3, outputs: 16, size: 8, kernel: 3, padding: 1, relu: true, isFirst: true),
    ConvolutionCase(inputs: 1, outputs: 6, size: 9, kernel: 5, padding: 0, relu: true, isFirst: true),
    ConvolutionCase(inputs: 6, outputs: 16, size: 7, kernel: 5, padding: 0, relu: true),
    ConvolutionCase(inputs: 16, outputs: 32, size: 8, kernel: 3, padding: 1, relu: true),
    ConvolutionCase(inputs: 16, outputs: 32, size: 8, kernel: 3, padding: 1, relu: false),
    ConvolutionCase(inputs: 32, outputs: 16, size: 2, kernel: 3, padding: 1, relu: true),
  ])
  func convolution(_ c: ConvolutionCase) throws {
    let x = Images(
      n: 3, c: c.inputs, h: c.size, w: c.size, values: randomValues(3 * c.inputs * c.size * c.size, seed: 1))
    let twin = ConvolutionTwin(outputs: c.outputs, kernel: c.kernel, stride: 1, padding: c.padding)
    let weights = randomValues(c.outputs * c.inputs * c.kernel * c.kernel, seed: 2)
    let bias = randomValues(c.outputs, seed: 3)
    var expected = twin.forward(x, weights: weights)
    let plane = expected.h * expected.w
    for index in expected.values.indices { expected.values[index] += bias[index / plane % c.outputs] }
    let r = randomValues(expected.values.count, seed: 4)
    var masked = expected
    for index in r.indices { masked.values[index] = !c.relu || expected.values[index] > 0 ? r[index] : 0 }
    if c.relu { expected.values = expected.values.map { max(0, $0) } }
    let gradients = twin.backward(x, weights: weights, gradient: masked)
    var biasGradient = [Double](repeating: 0, count: c.outputs)
    for index in r.indices { biasGradient[index / plane % c.outputs] += masked.values[index] }

    let harness = try LayerHarness()
    let input = try harness.input(x, plain: c.isFirst, needsGradient: !c.isFirst)
    let output = try Convolution.add(
      "conv", input, channels: c.outputs, kernel: c.kernel, padding: c.padding, bias: .trained, relu: c.relu,
      to: harness.network)
    #expect(harness.network.parameters.map(\.description.name) == ["conv.weight", "conv.bias"])
    try harness.run(output, parameters: [weights, bias], gradient: r, parity: 1)
    #expect(deviation(try harness.value(output), expected.values) < 1e-5)
    #expect(deviation(try harness.parameterGradient(0, parity: 1), gradients.weights) < 1e-5)
    #expect(deviation(try harness.parameterGradient(1, parity: 1), biasGradient) < 1e-5)
    #expect(try harness.parameterGradient(1, parity: 0).allSatisfy { $0 == 0 })
    if !c.isFirst { #expect(deviation(try harness.gradient(input), gradients.input.values) < 1e-5) }
  }

  /// An image is flattened in plain order, whatever its layout.
  @Test(arguments: [false, true])
  func linearOnImages(relu: Bool) throws {
    let x = Images(n: 5, c: 16, h: 3, w: 2, values: randomValues(480, seed: 5))
    let weights = randomValues(10 * 96, seed: 6)
    let bias = randomValues(10, seed: 7)
    let sums = LinearTwin.forward(x.values, weights: weights, bias: bias, inputs: 96)
    let r = randomValues(50, seed: 8)
    let masked = zip(r, sums).map { !relu || $1 > 0 ? $0 : 0 }
    let gradients = LinearTwin.backward(x.values, weights: weights, outputs: 10, inputs: 96, gradient: masked)

    let harness = try LayerHarness()
    let input = try harness.input(x)
    let output = try Linear.add("fc", input, features: 10, relu: relu, to: harness.network)
    try harness.run(output, parameters: [weights, bias], gradient: r)
    #expect(deviation(try harness.value(output), relu ? sums.map { max(0, $0) } : sums) < 1e-5)
    #expect(deviation(try harness.gradient(input), gradients.input) < 1e-5)
    #expect(deviation(try harness.parameterGradient(0), gradients.weights) < 1e-5)
    #expect(deviation(try harness.parameterGradient(1), gradients.bias) < 1e-5)
  }

  /// The network's input asks for no gradient, and its multiply-adds are counted so.
  @Test func linearOnTheInput() throws {
    let harness = try LayerHarness()
    let x = Images(n: 2, c: 3, h: 4, w: 4, values: randomValues(96, seed: 9))
    let input = try harness.input(x, plain: true, needsGradient: false)
    let output = try Linear.add("fc", input, features: 7, to: harness.network)
    try harness.run(
      output, parameters: [randomValues(7 * 48, seed: 10), randomValues(7, seed: 11)],
      gradient: randomValues(14, seed: 12))
    #expect(input.gradients.isEmpty)
    #expect(harness.network.multiplyAdds == 7 * 48)
    #expect(harness.network.trainingMultiplyAdds == 2 * 7 * 48)
  }

  @Test(arguments: [6, 16])
  func smallMaxPooling(channels: Int) throws {
    let harness = try LayerHarness()
    let x = Images(n: 2, c: channels, h: 6, w: 6, values: randomValues(72 * channels, seed: 13))
    let twin = PoolingTwin(isMaximum: true, kernel: 2, stride: 2, padding: 0)
    let r = Images(n: 2, c: channels, h: 3, w: 3, values: randomValues(18 * channels, seed: 14))
    let input = try harness.input(x)
    let output = try Pooling.addMax(input, kernel: 2, stride: 2, padding: 0, to: harness.network)
    try harness.run(output, parameters: [], gradient: r.values)
    #expect(try harness.value(output) == twin.forward(x).values)
    #expect(deviation(try harness.gradient(input), twin.backward(x, gradient: r).values) < 1e-6)
  }

  /// Option A of He et al. (2015): every second row and column, and zeros for the new channels, nothing rounded.
  @Test(arguments: [(8, 16), (16, 32), (24, 48)])
  func paddedShortcut(channels: Int, wide: Int) throws {
    let x = Images(n: 3, c: channels, h: 6, w: 6, values: randomValues(108 * channels, seed: 15))
    var expected = Images(n: 3, c: wide, h: 3, w: 3)
    let r = Images(n: 3, c: wide, h: 3, w: 3, values: randomValues(27 * wide, seed: 16))
    var gradient = Images(n: 3, c: channels, h: 6, w: 6)
    for image in 0..<3 {
      for channel in 0..<channels {
        for (y, column) in (0..<3).flatMap({ y in (0..<3).map { (y, $0) } }) {
          expected[image, channel, y, column] = x[image, channel, 2 * y, 2 * column]
          gradient[image, channel, 2 * y, 2 * column] = r[image, channel, y, column]
        }
      }
    }
    let harness = try LayerHarness()
    let input = try harness.input(x)
    let small = try Pooling.addSubsampling(input, stride: 2, to: harness.network)
    let output = try ChannelPadding.add(small, channels: wide, to: harness.network)
    try harness.run(output, parameters: [], gradient: r.values)
    #expect(try harness.value(output) == expected.values)
    #expect(try harness.gradient(input) == gradient.values)
  }
}
