import CKernels
import Testing

@testable import NeuralNetwork

/// Every layer of the engine against its twin, forwards and backwards.
struct LayerTests {
  struct ConvolutionCase: Sendable {
    var inputs: Int
    var outputs: Int
    var size: Int
    var kernel: Int
    var stride: Int
    var padding: Int
    /// The network's first layer reads plain images and passes no gradient on.
    var isFirst = false
  }

  @Test(arguments: [
    ConvolutionCase(inputs: 3, outputs: 16, size: 12, kernel: 7, stride: 2, padding: 3, isFirst: true),
    ConvolutionCase(inputs: 3, outputs: 16, size: 8, kernel: 3, stride: 1, padding: 1, isFirst: true),
    ConvolutionCase(inputs: 16, outputs: 32, size: 8, kernel: 3, stride: 1, padding: 1),
    ConvolutionCase(inputs: 16, outputs: 32, size: 8, kernel: 3, stride: 2, padding: 1),
    ConvolutionCase(inputs: 16, outputs: 32, size: 8, kernel: 1, stride: 2, padding: 0),
    ConvolutionCase(inputs: 8, outputs: 24, size: 5, kernel: 3, stride: 2, padding: 1),
    ConvolutionCase(inputs: 32, outputs: 32, size: 1, kernel: 3, stride: 1, padding: 1),
  ])
  func convolution(_ c: ConvolutionCase) throws {
    let harness = try LayerHarness()
    let x = Images(
      n: 3, c: c.inputs, h: c.size, w: c.size, values: randomValues(3 * c.inputs * c.size * c.size, seed: 1))
    let twin = ConvolutionTwin(outputs: c.outputs, kernel: c.kernel, stride: c.stride, padding: c.padding)
    let weights = randomValues(c.outputs * c.inputs * c.kernel * c.kernel, seed: 2)
    let expected = twin.forward(x, weights: weights)
    var r = expected
    r.values = randomValues(r.values.count, seed: 3)
    let gradients = twin.backward(x, weights: weights, gradient: r)

    let input = try harness.input(x, plain: c.isFirst, needsGradient: !c.isFirst)
    let output = try Convolution.add(
      "conv", input, channels: c.outputs, kernel: c.kernel, stride: c.stride, padding: c.padding,
      to: harness.network)
    #expect(harness.network.parameters.map(\.description.name) == ["conv.weight"])
    // The second buffer of gradients is written at odd parity, the first stays as it was.
    try harness.run(output, parameters: [weights], gradient: r.values, parity: 1)
    #expect(output.shape == [3, c.outputs, expected.h, expected.w])
    #expect(deviation(try harness.value(output), expected.values) < 1e-5)
    #expect(deviation(try harness.parameterGradient(0, parity: 1), gradients.weights) < 1e-5)
    #expect(try harness.parameterGradient(0, parity: 0).allSatisfy { $0 == 0 })
    if c.isFirst {
      #expect(input.gradients.isEmpty)
    } else {
      #expect(deviation(try harness.gradient(input), gradients.input.values) < 1e-5)
    }
  }

  @Test(arguments: [(16, false), (16, true), (8, true), (24, false)])
  func batchNormalization(channels: Int, relu: Bool) throws {
    let harness = try LayerHarness()
    let values = randomValues(60 * channels, seed: 4).map { 2 * $0 + 1 }
    let x = Images(n: 4, c: channels, h: 3, w: 5, values: values)
    let twin = BatchNormalizationTwin(relu: relu)
    let scale = randomValues(channels, seed: 5)
    let shift = randomValues(channels, seed: 6)
    let r = Images(n: 4, c: channels, h: 3, w: 5, values: randomValues(60 * channels, seed: 7))
    let gradients = twin.backward(x, scale: scale, shift: shift, gradient: r)

    let input = try harness.input(x)
    let output = try BatchNormalization.add("bn", input, relu: relu, to: harness.network)
    #expect(harness.network.parameters.map(\.description.name) == ["bn.weight", "bn.bias"])
    try harness.run(output, parameters: [scale, shift], gradient: r.values)
    let expected = twin.forward(x, scale: scale, shift: shift)
    #expect(deviation(try harness.value(output), expected.values) < 1e-5)
    #expect(deviation(try harness.gradient(input), gradients.input.values) < 1e-5)
    #expect(deviation(try harness.parameterGradient(0), gradients.scale) < 1e-5)
    #expect(deviation(try harness.parameterGradient(1), gradients.shift) < 1e-5)

    // Running statistics: PyTorch's rule, momentum 0.1, variance with Bessel's correction.
    let statistics = harness.network.runningStatistics
    #expect(statistics.map(\.name) == ["bn.running_mean", "bn.running_var"])
    for channel in 0..<channels {
      let (mean, variance) = twin.statistics(x, channel: channel)
      #expect(abs(Double(statistics[0].values[channel]) - 0.1 * mean) < 1e-6)
      #expect(abs(Double(statistics[1].values[channel]) - (0.9 + 0.1 * variance * 60 / 59)) < 1e-5)
    }
  }

  @Test(arguments: [16, 8])
  func maxPooling(channels: Int) throws {
    let harness = try LayerHarness()
    let x = Images(n: 2, c: channels, h: 8, w: 8, values: randomValues(128 * channels, seed: 8))
    let twin = PoolingTwin(isMaximum: true, kernel: 3, stride: 2, padding: 1)
    let expected = twin.forward(x)
    let r = Images(n: 2, c: channels, h: 4, w: 4, values: randomValues(32 * channels, seed: 9))
    let input = try harness.input(x)
    let output = try Pooling.addMax(input, kernel: 3, stride: 2, padding: 1, to: harness.network)
    try harness.run(output, parameters: [], gradient: r.values)
    #expect(try harness.value(output) == expected.values)
    #expect(deviation(try harness.gradient(input), twin.backward(x, gradient: r).values) < 1e-6)
  }

  @Test(arguments: [4, 1])
  func globalAverage(size: Int) throws {
    let harness = try LayerHarness()
    let x = Images(n: 2, c: 16, h: size, w: size, values: randomValues(32 * size * size, seed: 10))
    let twin = PoolingTwin(isMaximum: false, kernel: size, stride: 1, padding: 0)
    let r = Images(n: 2, c: 16, h: 1, w: 1, values: randomValues(32, seed: 11))
    let input = try harness.input(x)
    let output = try Pooling.addGlobalAverage(input, to: harness.network)
    try harness.run(output, parameters: [], gradient: r.values)
    #expect(deviation(try harness.value(output), twin.forward(x).values) < 1e-5)
    #expect(deviation(try harness.gradient(input), twin.backward(x, gradient: r).values) < 1e-5)
  }

  @Test func linear() throws {
    let harness = try LayerHarness()
    let x = Images(n: 5, c: 24, h: 1, w: 1, values: randomValues(120, seed: 12))
    let weights = randomValues(10 * 24, seed: 13)
    let bias = randomValues(10, seed: 14)
    let r = randomValues(50, seed: 15)
    let gradients = LinearTwin.backward(x.values, weights: weights, outputs: 10, inputs: 24, gradient: r)
    let input = try harness.input(x)
    let output = try Linear.add("fc", input, features: 10, to: harness.network)
    try harness.run(output, parameters: [weights, bias], gradient: r)
    let expected = LinearTwin.forward(x.values, weights: weights, bias: bias, inputs: 24)
    #expect(deviation(try harness.value(output), expected) < 1e-5)
    #expect(deviation(try harness.gradient(input), gradients.input) < 1e-5)
    #expect(deviation(try harness.parameterGradient(0), gradients.weights) < 1e-5)
    #expect(deviation(try harness.parameterGradient(1), gradients.bias) < 1e-5)
  }

  /// y = max(0, a + b), where y has two consumers: their gradients add up before they are masked.
  @Test func residualAdd() throws {
    let harness = try LayerHarness()
    let a = Images(n: 2, c: 16, h: 3, w: 3, values: randomValues(288, seed: 16))
    let b = Images(n: 2, c: 16, h: 3, w: 3, values: randomValues(288, seed: 17))
    let branch = try harness.input(a)
    let skip = try harness.input(b)
    let output = try ResidualAdd.add(branch, skip, to: harness.network)
    let sums = zip(a.values, b.values).map { $0 + $1 }
    let r = randomValues(288, seed: 18)
    let r2 = randomValues(288, seed: 19)

    let planner = BackwardPlanner(engine: harness.engine)
    for gradient in [r, r2] {
      let tensor = try planner.acquire(output.value.layout)
      try tensor.writePlain(gradient.map(Float.init), shape: output.shape, engine: harness.engine)
      output.gradients.append(tensor)
    }
    for layer in harness.network.layers { try layer.planBackward(planner) }
    for operation in harness.network.forward + planner.operations { try operation.run(parity: 0) }

    #expect(deviation(try harness.value(output), sums.map { max(0, $0) }) < 1e-6)
    let expected = sums.indices.map { sums[$0] > 0 ? r[$0] + r2[$0] : 0 }
    #expect(deviation(try harness.gradient(branch), expected) < 1e-6)
    #expect(deviation(try harness.gradient(skip), expected) < 1e-6)
  }

  /// A skip connection in plain order beside a blocked branch: both consumers' gradients are added up in one layout.
  @Test func residualAddOfAnotherLayout() throws {
    let harness = try LayerHarness()
    let x = Images(n: 2, c: 16, h: 6, w: 6, values: randomValues(2 * 16 * 36, seed: 21))
    let twin = ConvolutionTwin(outputs: 16, kernel: 3, stride: 1, padding: 1)
    let weights = randomValues(16 * 16 * 9, seed: 22)
    let branch = twin.forward(x, weights: weights)
    let sums = zip(branch.values, x.values).map { $0 + $1 }
    let r = randomValues(sums.count, seed: 23)
    var masked = branch
    masked.values = sums.indices.map { sums[$0] > 0 ? r[$0] : 0 }

    let source = try harness.input(x)
    let padded = try ChannelPadding.add(source, channels: 16, to: harness.network)
    let convolved = try Convolution.add(
      "conv", padded, channels: 16, kernel: 3, padding: 1, to: harness.network)
    #expect(!(padded.value.layout == convolved.value.layout))
    let output = try ResidualAdd.add(convolved, padded, to: harness.network)
    try harness.run(output, parameters: [weights], gradient: r)

    #expect(deviation(try harness.value(output), sums.map { max(0, $0) }) < 1e-5)
    let throughBranch = twin.backward(x, weights: weights, gradient: masked).input.values
    #expect(
      deviation(try harness.gradient(source), zip(throughBranch, masked.values).map { $0 + $1 }) < 1e-5)
  }

  @Test func crossEntropy() {
    let logits = randomValues(6 * 10, seed: 20).map { 5 * $0 }
    let labels: [Int32] = [3, 0, 9, 4, 4, 7]
    var gradient = [Float](repeating: 0, count: 60)
    var correct: Int64 = 0
    let loss = ck_softmax_cross_entropy(logits.map(Float.init), labels, &gradient, 6, 10, &correct)
    let twinLabels = labels.map(Int.init)
    #expect(abs(loss - CrossEntropyTwin.forward(logits, labels: twinLabels, classes: 10)) < 1e-6)
    let expected = CrossEntropyTwin.backward(logits, labels: twinLabels, classes: 10)
    #expect(deviation(gradient.map(Double.init), expected) < 1e-6)
    let hits = twinLabels.enumerated().filter { row, label in
      logits[row * 10..<row * 10 + 10].max() == logits[row * 10 + label]
    }
    #expect(correct == Int64(hits.count))
  }

  /// Logits far beyond the range of an exponential.
  @Test func crossEntropyOfLargeLogits() {
    var gradient = [Float](repeating: 0, count: 3)
    var correct: Int64 = 0
    let loss = ck_softmax_cross_entropy([1e4, 0, -1e4], [1], &gradient, 1, 3, &correct)
    #expect(loss == 1e4)
    #expect(gradient == [1, -1, 0])
    #expect(correct == 0)
  }
}
