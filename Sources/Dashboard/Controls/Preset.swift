/// Settings under a name: values of controls, as they would be typed.
public struct Preset: Equatable, Sendable {
  /// The name.
  public let name: String
  /// What it is, in a line.
  public internal(set) var summary: String
  /// The controls and their values, in the order in which they are set.
  public internal(set) var settings: [(name: String, value: String)]

  /// Equal where all parts are.
  public static func == (a: Preset, b: Preset) -> Bool {
    a.name == b.name && a.summary == b.summary && a.settings.elementsEqual(b.settings, by: ==)
  }

  /// The presets that come with the program.
  static let builtIn = [
    Preset(
      name: "paper", summary: "the paper's: ResNet-18 on CIFAR-10, plain SGD, a new run",
      settings: [
        ("network", "resnet18"), ("stem", "imagenet"), ("dataset", "cifar10"), ("augment", "none"),
        ("precision", "fp32"), ("batch", "128"), ("optimizer", "sgd"), ("lr", "0.05"), ("weight-decay", "0"),
        ("lookahead", "off"), ("schedule", "constant"), ("warmup", "0"), ("rows", "layer"),
      ]),
    Preset(
      name: "momentum", summary: "SGD with momentum 0.9 from the next step on",
      settings: [("optimizer", "momentum"), ("lr", "0.05"), ("momentum", "0.9"), ("lookahead", "off")]),
    Preset(
      name: "adam", summary: "Adam as its paper has it, from the next step on",
      settings: [
        ("optimizer", "adam"), ("lr", "0.001"), ("beta1", "0.9"), ("beta2", "0.999"), ("epsilon", "1e-8"),
        ("weight-decay", "0"), ("lookahead", "off"),
      ]),
    Preset(
      name: "lookahead", summary: "SGD with momentum inside Lookahead, from the next step on",
      settings: [("optimizer", "momentum"), ("lr", "0.05"), ("momentum", "0.9"), ("lookahead", "5,0.5")]),
    Preset(
      name: "resnet20", summary: "He et al. 2015: ResNet-20 on CIFAR-10, a new run",
      settings: [
        ("network", "resnet20"), ("shortcut", "a"), ("dataset", "cifar10"), ("augment", "crop+flip"),
        ("batch", "128"), ("optimizer", "momentum"), ("lr", "0.1"), ("momentum", "0.9"),
        ("weight-decay", "0.0001"), ("lookahead", "off"), ("schedule", "step:32000,0.1"), ("warmup", "0"),
      ]),
    Preset(
      name: "quick", summary: "LeNet-5, hundreds of steps a second, a new run",
      settings: [
        ("network", "lenet5"), ("batch", "128"), ("optimizer", "momentum"), ("lr", "0.02"),
        ("momentum", "0.9"),
      ]),
  ]
}
