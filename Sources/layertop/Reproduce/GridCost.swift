import NeuralNetwork
import RunModel

/// What networks cost, to tell the time that one takes from that of another.
enum GridCost {
  /// Multiply-adds of a forward pass of one image; steps are about in proportion.
  static func ofStep(_ network: NetworkConfiguration) -> Double {
    let planned = try? Network(Network.Specification(network: network, batchSize: 1), threads: 1)
    return Double(planned?.multiplyAdds ?? 1)
  }
}
