/// LeNet-5 of LeCun et al. (1998) in its usual present form: ReLU for tanh, maximum for scaled averages, full
/// connections between the maps, and a softmax for the radial basis functions. Names as in PyTorch's tutorials.
struct LeNet5: Model {
  let initialization = Initialization.pyTorch

  func build(_ images: Activation, classes: Int, in network: NetworkBuilder) throws -> Activation {
    var x = try Convolution.add(
      "conv1", images, channels: 6, kernel: 5, bias: .trained, relu: true, to: network)
    x = try Pooling.addMax(x, kernel: 2, stride: 2, padding: 0, to: network)
    x = try Convolution.add("conv2", x, channels: 16, kernel: 5, bias: .trained, relu: true, to: network)
    x = try Pooling.addMax(x, kernel: 2, stride: 2, padding: 0, to: network)
    x = try Linear.add("fc1", x, features: 120, relu: true, to: network)
    x = try Linear.add("fc2", x, features: 84, relu: true, to: network)
    return try Linear.add("fc3", x, features: classes, to: network)
  }
}
