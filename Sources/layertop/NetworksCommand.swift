import ArgumentParser
import Foundation
import NeuralNetwork
import RunModel

/// `layertop networks`.
struct NetworksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "networks", abstract: "List the networks with their sizes.",
    discussion: """
      For 32 × 32 images. Multiply-adds are those of a forward pass of one image, in convolutions \
      and linear layers.
      """)

  @Option(help: "Classes, 1 to 1000.")
  var classes = 10

  @Option(help: ArgumentHelp("Channels of an image: 3, or 1 for grey ones.", valueName: "1|3"))
  var channels = 3

  func validate() throws {
    guard (1...1000).contains(classes) else {
      throw ValidationError("--classes is \(classes); it must lie between 1 and 1000")
    }
    guard channels == 1 || channels == 3 else {
      throw ValidationError("--channels is \(channels); it must be 1 or 3")
    }
  }

  func run() throws {
    StandardOutput.write("name        network                        tensors  parameters  multiply-adds")
    for configuration in NetworkName.allCases.flatMap(Self.forms) {
      var specification = Network.Specification(network: configuration, batchSize: 1)
      specification.classes = classes
      specification.image.channels = channels
      let network = try Network(specification, threads: 1)
      let parameters = network.parameters.reduce(0) { $0 + $1.description.parameters }
      StandardOutput.write(
        configuration.name.rawValue.padding(toLength: 12, withPad: " ", startingAt: 0)
          + configuration.fullTitle.padding(toLength: 30, withPad: " ", startingAt: 0)
          + String(
            format: "%8d%12d%13.1f M", network.parameters.count, parameters,
            1e-6 * Double(network.multiplyAdds)))
    }
  }

  /// The forms of a network that differ in size.
  private static func forms(_ name: NetworkName) -> [NetworkConfiguration] {
    switch name.family {
    case .resNet: Stem.allCases.map { NetworkConfiguration(name, stem: $0) }
    case .cifarResNet: Shortcut.allCases.map { NetworkConfiguration(name, shortcut: $0) }
    case .vgg, .leNet, .mlp: [NetworkConfiguration(name)]
    }
  }
}
