import Foundation
import NeuralNetwork
import RunModel
import Testing

@testable import Training

/// Weights that travel: complete state dicts in torchvision's names.
struct StateDictionaryTests {
  private struct Entry {
    var name: String
    var dtype = "F32"
    var shape: [Int]
    var count: Int { shape.reduce(1, *) }
  }

  private func network() throws -> Network {
    var specification = Network.Specification(network: NetworkConfiguration(stem: .cifar), batchSize: 2)
    specification.width = 8
    return try Network(specification, threads: 1)
  }

  /// A state dict of the network's names and shapes; element i of tensor k is k + i / 1000.
  private func file(
    _ network: Network, _ change: (inout [Entry]) -> Void = { _ in }
  ) throws -> SafetensorsFile {
    var entries = network.parameters.map {
      Entry(name: $0.description.name, shape: $0.description.shape)
    }
    for statistic in network.runningStatistics {
      entries.append(Entry(name: statistic.name, shape: [statistic.values.count]))
    }
    entries.append(Entry(name: "bn1.num_batches_tracked", dtype: "I64", shape: []))
    change(&entries)
    var data = Data()
    var header: [String] = []
    for (k, entry) in entries.enumerated() {
      let begin = data.count
      if entry.dtype == "F32" {
        let values = (0..<entry.count).map { Float(k) + Float($0) / 1000 }
        values.withUnsafeBytes { data.append(contentsOf: $0) }
      } else {
        data.append(contentsOf: [UInt8](repeating: 0, count: 8 * entry.count))
      }
      let shape = entry.shape.map(String.init).joined(separator: ",")
      header.append(
        "\"\(entry.name)\":{\"dtype\":\"\(entry.dtype)\",\"shape\":[\(shape)],"
          + "\"data_offsets\":[\(begin),\(data.count)]}")
    }
    let json = Data("{\(header.joined(separator: ","))}".utf8)
    var length = UInt64(json.count).littleEndian
    let bytes = Data(bytes: &length, count: 8) + json + data
    return try SafetensorsFile(bytes: bytes, path: "weights.safetensors")
  }

  @Test func arriveWhereTheyBelong() throws {
    let network = try network()
    try network.load(file(network))
    for (k, parameter) in network.parameters.enumerated() {
      let values = try parameter.read()
      #expect(values == (0..<values.count).map { Float(k) + Float($0) / 1000 })
    }
    #expect(network.runningStatistics[0].values[1] == Float(network.parameters.count) + Float(0.001))
  }

  @Test func areRefusedByName() throws {
    let network = try network()
    let before = try network.parameters.map { try $0.read() }
    func refusal(_ change: (inout [Entry]) -> Void) throws -> String {
      let file = try file(network, change)
      let error = #expect(throws: SafetensorsError.self) { try network.load(file) }
      return error.map { "\($0)" } ?? ""
    }
    #expect(try refusal { $0.removeAll { $0.name == "fc.bias" } }.contains("'fc.bias'"))
    #expect(try refusal { $0.append(Entry(name: "layer9.weight", shape: [1])) }.contains("'layer9.weight'"))
    #expect(
      try refusal { $0[0].shape = [8, 3, 7, 7] }.contains("'conv1.weight' of shape (8, 3, 7, 7)"))
    #expect(try refusal { $0[1].dtype = "I64" }.contains("'bn1.weight' of type I64"))
    #expect(try network.parameters.map { try $0.read() } == before)
  }
}
