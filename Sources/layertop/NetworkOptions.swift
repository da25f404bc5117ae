import ArgumentParser
import RunModel

extension NetworkName: ExpressibleByArgument {}
extension Stem: ExpressibleByArgument {}
extension Shortcut: ExpressibleByArgument {}

/// Which network, and in which form.
struct NetworkOptions: ParsableArguments {
  @Option(help: "The network; layertop networks describes them.")
  var network = NetworkName.resnet18

  @Option(
    help: ArgumentHelp(
      "The first layers of resnet18, 34 and 50: imagenet (the default) is torchvision's 7 × 7 with pooling, cifar is"
        + " 3 × 3 without."))
  var stem: Stem?

  @Option(
    help: ArgumentHelp(
      "Where the shape changes in resnet20, 32, 44, 56 and 110: a (the default) has no parameters, b projects."
    ))
  var shortcut: Shortcut?

  @Option(
    help: ArgumentHelp(
      "The chance that a value in VGG's classifier is zeroed, at least 0 and below 1 (default: 0.5).",
      valueName: "chance"))
  var dropout: Double?

  @Option(
    help: ArgumentHelp(
      "The widths of the mlp's hidden layers, with commas between (default: 512,512); none for a linear classifier.",
      valueName: "widths"))
  var hidden: HiddenWidths?

  func validate() throws {
    let family = network.family
    let misplaced: [(String, Bool, String)] = [
      ("--stem", stem != nil && family != .resNet, "resnet18, resnet34 and resnet50"),
      (
        "--shortcut", shortcut != nil && family != .cifarResNet,
        "resnet20, resnet32, resnet44, resnet56 and resnet110"
      ),
      ("--dropout", dropout != nil && family != .vgg, "the vgg networks"),
      ("--hidden", hidden != nil && family != .mlp, "mlp"),
    ]
    for (option, isMisplaced, networks) in misplaced where isMisplaced {
      throw ValidationError("\(option) is for \(networks); \(network.rawValue) has no such choice")
    }
    if let problem = configuration.problem { throw ValidationError(problem) }
  }

  var configuration: NetworkConfiguration {
    let standard = NetworkConfiguration(network)
    return NetworkConfiguration(
      network, stem: stem ?? standard.stem, shortcut: shortcut ?? standard.shortcut,
      dropout: dropout ?? standard.dropout, hiddenWidths: hidden?.values ?? standard.hiddenWidths)
  }
}

/// Widths of layers, such as `512,256`, or `none`.
struct HiddenWidths: ExpressibleByArgument, Equatable {
  let values: [Int]

  init?(argument: String) {
    if argument == "none" {
      values = []
      return
    }
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    guard !parts.contains(nil) else { return nil }
    values = parts.compactMap(\.self)
  }
}
