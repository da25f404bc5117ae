import CZlib
import Foundation

/// All that a run needs to go on exactly, in memory or in a file.
///
/// The file is one of the safetensors library, so that Python reads it. Weights and running statistics have
/// torchvision's names and shapes; what else there is has a prefix: `gradient.` the gradient of the last step,
/// `optimizer.` and a quantity what the optimizer remembers, `statistics.` what the next step's sums go on from. The
/// header's metadata hold `format`, which is `pt`, the numbers under `layertop` (`CheckpointState`) and `crc32`, a
/// checksum of all this.
public struct Checkpoint: Sendable {
  /// The prefixes of all that is no weight and no running statistic.
  static let prefixes = ["gradient.", "optimizer.", "statistics."]

  private enum Key {
    static let format = "format"
    static let state = "layertop"
    static let checksum = "crc32"
  }

  /// The numbers.
  public let state: CheckpointState
  /// The tensors.
  let tensors: SafetensorsFile

  init(_ state: CheckpointState, tensors: SafetensorsFile) {
    self.state = state
    self.tensors = tensors
  }

  /// Opens a file and checks that it is whole; reads all of it once.
  ///
  /// - Throws: `SafetensorsError` or `CheckpointError` where the file is not as it must be.
  public init(path: String) throws {
    tensors = try SafetensorsFile(path: path)
    guard let json = tensors.metadata[Key.state].map({ Data($0.utf8) }) else {
      throw CheckpointError(file: path, problem: .noState)
    }
    guard let version = try? JSONDecoder().decode(Version.self, from: json).version else {
      throw CheckpointError(file: path, problem: .damaged)
    }
    guard version <= CheckpointState.currentVersion else {
      throw CheckpointError(file: path, problem: .newer(version: version))
    }
    guard tensors.metadata[Key.checksum] == Self.checksum(json, tensors),
      let state = try? JSONDecoder().decode(CheckpointState.self, from: json), state.isPlausible
    else {
      throw CheckpointError(file: path, problem: .damaged)
    }
    self.state = state
  }

  /// Writes the file; at every instant its path has it whole, or has what was there before.
  ///
  /// - Throws: `CheckpointError` where the system does not let it.
  public func write(to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let json = try encoder.encode(state)
    let header = SafetensorsHeader(
      entries: Dictionary(
        uniqueKeysWithValues: tensors.tensors.map {
          let offsets = [$0.range.lowerBound, $0.range.upperBound]
          return ($0.name, SafetensorsHeader.Entry(dtype: $0.dtype, shape: $0.shape, offsets: offsets))
        }),
      metadata: [
        Key.format: "pt", Key.state: String(decoding: json, as: UTF8.self),
        Key.checksum: Self.checksum(json, tensors),
      ]
    ).json
    let length = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Data($0) }
    do {
      try replaceFile(at: path, by: [length, header, tensors.data])
    } catch {
      throw CheckpointError(file: path, problem: .unwritable(error.reason))
    }
  }

  /// CRC-32 of the numbers, of the tensors' places and of all data, in hexadecimal digits.
  private static func checksum(_ json: Data, _ tensors: SafetensorsFile) -> String {
    let places = tensors.tensors.map { "\($0.name) \($0.dtype) \($0.shape) \($0.range)\n" }.joined()
    let sum = [json, Data(places.utf8), tensors.data].reduce(crc32_z(0, nil, 0)) { sum, part in
      part.withUnsafeBytes { crc32_z(sum, $0.baseAddress?.assumingMemoryBound(to: UInt8.self), $0.count) }
    }
    return String(sum, radix: 16)
  }

  private struct Version: Decodable {
    var version: Int
  }
}
