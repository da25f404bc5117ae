import Foundation

/// The header of a safetensors file: a JSON object with an entry for each tensor, and free-form texts.
struct SafetensorsHeader {
  /// What the header says about one tensor.
  struct Entry: Codable {
    var dtype: String
    var shape: [Int]
    /// The first byte and the one after the last, counted from the end of the header.
    var offsets: [Int]

    private enum CodingKeys: String, CodingKey {
      case dtype, shape
      case offsets = "data_offsets"
    }
  }

  /// The largest header that the format allows, in bytes.
  static let largestLength: UInt64 = 100_000_000

  /// The entries by the tensors' names, without `__metadata__`.
  let entries: [String: Entry]
  /// The texts of `__metadata__`; none where that is missing or holds anything else.
  let metadata: [String: String]

  /// Makes the header of a file that is to be written.
  init(entries: [String: Entry], metadata: [String: String]) {
    self.entries = entries
    self.metadata = metadata
  }

  /// The JSON text, with as many spaces as make the data begin at a multiple of 8 bytes.
  var json: Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard var json = try? encoder.encode(Entries(byName: entries, metadata: metadata)) else {
      preconditionFailure("texts and integers are JSON")
    }
    json.append(contentsOf: repeatElement(UInt8(ascii: " "), count: (8 - json.count % 8) % 8))
    return json
  }

  /// Parses the JSON text of a header.
  init(json: Data) throws(SafetensorsError.Problem) {
    // The format fixes the first byte; a zero byte would let text in UTF-16 pass.
    guard json.first == UInt8(ascii: "{"), !json.contains(0), String(validating: json, as: UTF8.self) != nil
    else { throw .headerNotJSON }
    do {
      let decoded = try JSONDecoder().decode(Entries.self, from: json)
      entries = decoded.byName
      metadata = decoded.metadata
    } catch {
      throw error as? SafetensorsError.Problem ?? .headerNotJSON
    }
    if let key = Self.repeatedKey(in: json) { throw .duplicateKey(key) }
  }

  /// The first key that an object has twice; the decoder would silently take one of the two.
  ///
  /// `json` must be valid.
  private static func repeatedKey(in json: Data) -> String? {
    // For every object or array that is open: the keys so far, nil for an array.
    var open: [Set<String>?] = []
    var keyExpected = false
    var index = json.startIndex
    while index < json.endIndex {
      switch json[index] {
      case UInt8(ascii: "{"):
        open.append([])
        keyExpected = true
      case UInt8(ascii: "["):
        open.append(nil)
        keyExpected = false
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        open.removeLast()
      case UInt8(ascii: ","):
        keyExpected = open.last.flatMap(\.self) != nil
      case UInt8(ascii: "\""):
        let start = index
        index = endOfString(in: json, from: start)
        if keyExpected {
          let key = text(of: json[start...index])
          if open[open.count - 1]?.insert(key).inserted == false { return key }
          keyExpected = false
        }
      default: break
      }
      index += 1
    }
    return nil
  }

  /// The index of the quotation mark that closes the string which begins at `start`.
  private static func endOfString(in json: Data, from start: Data.Index) -> Data.Index {
    var index = start + 1
    while json[index] != UInt8(ascii: "\"") {
      index += json[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return index
  }

  /// The text of a JSON string with its quotation marks.
  private static func text(of literal: Data) -> String {
    let plain = String(decoding: literal.dropFirst().dropLast(), as: UTF8.self)
    guard plain.contains("\\") else { return plain }
    return (try? JSONDecoder().decode(String.self, from: literal)) ?? plain
  }
}

/// All that a header says, under keys that are not known beforehand.
private struct Entries: Codable {
  var byName: [String: SafetensorsHeader.Entry] = [:]
  var metadata: [String: String] = [:]

  private struct Name: CodingKey {
    static let metadata = Name(stringValue: "__metadata__")

    var stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(byName: [String: SafetensorsHeader.Entry], metadata: [String: String]) {
    self.byName = byName
    self.metadata = metadata
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Name.self)
    for (name, entry) in byName { try container.encode(entry, forKey: Name(stringValue: name)) }
    if !metadata.isEmpty { try container.encode(metadata, forKey: .metadata) }
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Name.self)
    // In order, so that of several faults the same one is reported every time.
    let names = container.allKeys.sorted { $0.stringValue < $1.stringValue }
    metadata = (try? container.decode([String: String].self, forKey: .metadata)) ?? [:]
    for name in names where name.stringValue != Name.metadata.stringValue {
      // Thrown from here, since the decoder does not say where a number does not fit.
      guard let entry = try? container.decode(SafetensorsHeader.Entry.self, forKey: name) else {
        throw SafetensorsError.Problem.malformedEntry(tensor: name.stringValue)
      }
      byName[name.stringValue] = entry
    }
  }
}
