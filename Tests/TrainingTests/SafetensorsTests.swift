import Foundation
import Testing

@testable import Training

/// A file's bytes from the text of its header and the number of its data bytes.
private func bytes(header: String, data: Int = 0) -> Data {
  let length = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Data($0) }
  return length + Data(header.utf8) + Data((0..<data).map { UInt8(truncatingIfNeeded: $0) })
}

/// An entry of a header.
private func entry(
  _ name: String, _ shape: [Int], _ begin: Int, _ end: Int, dtype: String = "F32"
) -> String {
  #""\#(name)": {"dtype": "\#(dtype)", "shape": \#(shape), "data_offsets": [\#(begin), \#(end)]}"#
}

/// The sentence with which a file is refused; nil where it is accepted.
private func refusal(_ bytes: Data) -> String? {
  do {
    _ = try SafetensorsFile(bytes: bytes, path: "w")
    return nil
  } catch {
    return error.description
  }
}

private func refusal(header: String, data: Int = 0) -> String? { refusal(bytes(header: header, data: data)) }

private func fixture(_ name: String) throws -> String {
  try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures").appendingPathComponent(name).path
}

@Suite struct SafetensorsTests {
  @Test func readsWhatThePythonLibraryWrites() throws {
    let file = try SafetensorsFile(path: fixture("small.safetensors"))
    let names = ["bn1.num_batches_tracked", "bn1.running_var", "conv1.weight", "halves", "nothing"]
    #expect(file.names.sorted() == names)
    #expect(
      try file.float32("conv1.weight", shape: [2, 3, 2, 1]) == (-6..<6).map { Float($0) / 8 })
    #expect(try file.float32("bn1.running_var", shape: [3]) == [0.5, 1 / 3, Float("3e-39")!])
    #expect(try file.float32("nothing", shape: [0, 4]) == [])
    #expect(try file.int64("bn1.num_batches_tracked") == 1_234_567_890_123)
    #expect(file.tensors.first { $0.name == "halves" }?.dtype == "F16")
  }

  @Test func placesTensorsByTheirOffsets() throws {
    let header = "{\(entry("b", [1], 0, 4)), \(entry("a", [2], 4, 12)), \(entry("empty", [0], 4, 4))}  "
    let file = try SafetensorsFile(bytes: bytes(header: header, data: 12), path: "w")
    #expect(file.names == ["b", "empty", "a"])
    #expect(file.tensors[2] == .init(name: "a", dtype: "F32", shape: [2], range: 4..<12))
    #expect(
      try file.float32("a", shape: [2])
        == [Float(bitPattern: 0x0706_0504), Float(bitPattern: 0x0b0a_0908)])
  }

  @Test func readsFromBytesThatAreASlice() throws {
    let whole = Data([1, 2, 3]) + bytes(header: "{\(entry("a", [1], 0, 4))}", data: 4)
    let file = try SafetensorsFile(bytes: whole.dropFirst(3), path: "w")
    #expect(try file.float32("a", shape: [1]) == [Float(bitPattern: 0x0302_0100)])
  }

  @Test func acceptsAFileWithoutTensors() throws {
    #expect(try SafetensorsFile(bytes: bytes(header: "{}"), path: "w").names == [])
    let metadata = #"{"__metadata__": {"format": "pt", "shape": "\"{[,"}}"#
    #expect(try SafetensorsFile(bytes: bytes(header: metadata), path: "w").names == [])
  }

  @Test func refusesWhatIsNotAsAskedFor() throws {
    let file = try SafetensorsFile(path: fixture("small.safetensors"))
    func sentence(_ body: () throws(SafetensorsError) -> some Any) -> String? {
      do throws(SafetensorsError) {
        _ = try body()
        return nil
      } catch {
        return error.description.replacing(file.path, with: "w")
      }
    }
    #expect(
      sentence { () throws(SafetensorsError) in try file.float32("conv2.weight", shape: [1]) }
        == "w has no tensor 'conv2.weight'")
    #expect(
      sentence { () throws(SafetensorsError) in try file.float32("conv1.weight", shape: [2, 3, 2]) }
        == "w has tensor 'conv1.weight' of shape (2, 3, 2, 1), it must be (2, 3, 2)")
    #expect(
      sentence { () throws(SafetensorsError) in try file.float32("halves", shape: [2]) }
        == "w has tensor 'halves' of type F16, it must be of type F32")
    #expect(
      sentence { () throws(SafetensorsError) in try file.int64("bn1.running_var") }
        == "w has tensor 'bn1.running_var' of type F32, it must be of type I64")
  }

  @Test func keepsATypeThatItDoesNotKnow() throws {
    let header = "{\(entry("a", [3], 0, 5, dtype: "F9"))}"
    let file = try SafetensorsFile(bytes: bytes(header: header, data: 5), path: "w")
    #expect(file.tensors[0].dtype == "F9")
    #expect(throws: SafetensorsError.self) { try file.float32("a", shape: [3]) }
  }

  @Test func refusesAFileThatIsNoSafetensors() {
    #expect(
      refusal(Data([1, 2, 3]))
        == "w is not a safetensors file: it has 3 bytes, fewer than the 8 of the header's length")
    #expect(
      refusal(bytes(header: "{}").dropLast())
        == "w is cut short or not a safetensors file: its header should have 2 bytes, the file has 9")
    #expect(
      refusal(Data(repeating: 255, count: 20))
        == "w is not a safetensors file: its header would have 18446744073709551615 bytes, "
        + "the format allows 100000000")
    for header in ["", "[]", " {}", "{", "{]", #"{"a": }"#, "{}{}", "{\u{0}}\u{0}", "null", "\"a\""] {
      #expect(
        refusal(header: header) == "w is not a safetensors file: its header is not a JSON object",
        "\(header.debugDescription)")
    }
    let invalidUTF8 = Data([6, 0, 0, 0, 0, 0, 0, 0]) + Data("{\"".utf8) + Data([0xff]) + Data("\":1".utf8)
    #expect(refusal(invalidUTF8) == "w is not a safetensors file: its header is not a JSON object")
  }

  @Test func refusesAnEntryThatIsIncomplete() {
    let entries = [
      #"{}"#, #"1"#, #"null"#, #"[]"#,
      #"{"shape": [1], "data_offsets": [0, 4]}"#,
      #"{"dtype": "F32", "data_offsets": [0, 4]}"#,
      #"{"dtype": "F32", "shape": [1]}"#,
      #"{"dtype": 32, "shape": [1], "data_offsets": [0, 4]}"#,
      #"{"dtype": "F32", "shape": [0.5], "data_offsets": [0, 4]}"#,
      #"{"dtype": "F32", "shape": [1], "data_offsets": [0, 99999999999999999999]}"#,
      #"{"dtype": "F32", "shape": [1], "data_offsets": [0]}"#,
      #"{"dtype": "F32", "shape": [1], "data_offsets": [0, 4, 4]}"#,
    ]
    for entry in entries {
      #expect(
        refusal(header: "{\"fc.bias\": \(entry)}", data: 4)
          == "w describes tensor 'fc.bias' without a valid dtype, shape or data_offsets", "\(entry)")
    }
  }

  @Test func refusesAKeyThatComesTwice() {
    let twice = "w has a header that says 'a' twice"
    #expect(refusal(header: "{\(entry("a", [1], 0, 4)), \(entry("a", [1], 4, 8))}", data: 8) == twice)
    #expect(
      refusal(header: #"{\#(entry("a", [1], 0, 4)), \#(entry("\\u0061", [1], 4, 8))}"#, data: 8) == twice)
    #expect(
      refusal(
        header: #"{"a": {"dtype": "F32", "shape": [2], "shape": [1], "data_offsets": [0, 4]}}"#, data: 4)
        == "w has a header that says 'shape' twice")
  }

  @Test func refusesDataThatDoNotFit() {
    #expect(
      refusal(header: "{\(entry("a", [2], 0, 8))}", data: 4)
        == "w puts tensor 'a' at bytes 0 to 8 of the data, which has 4 bytes")
    #expect(
      refusal(header: "{\(entry("a", [1], 4, 0))}", data: 4)
        == "w puts tensor 'a' at bytes 4 to 0 of the data, which has 4 bytes")
    #expect(
      refusal(header: "{\(entry("a", [1], -4, 0))}", data: 4)
        == "w puts tensor 'a' at bytes -4 to 0 of the data, which has 4 bytes")
    #expect(
      refusal(header: "{\(entry("a", [3], 0, 8))}", data: 8)
        == "w gives tensor 'a' 8 bytes, its type and shape need 12")
    #expect(
      refusal(header: "{\(entry("a", [1], 0, 4)), \(entry("b", [1], 2, 6))}", data: 6)
        == "w lets tensor 'b' overlap tensor 'a'")
    #expect(
      refusal(header: "{\(entry("a", [1], 0, 4)), \(entry("b", [1], 8, 12))}", data: 12)
        == "w has data that belong to no tensor, from byte 4 of the data on")
    #expect(
      refusal(header: "{\(entry("a", [1], 0, 4))}", data: 5)
        == "w has data that belong to no tensor, from byte 4 of the data on")
  }

  @Test func refusesAnImpossibleShape() {
    #expect(
      refusal(header: "{\(entry("a", [.max, 2], 0, 4))}", data: 4)
        == "w gives tensor 'a' the impossible shape (9223372036854775807, 2)")
    #expect(
      refusal(header: "{\(entry("a", [-1, -1], 0, 4))}", data: 4)
        == "w gives tensor 'a' the impossible shape (-1, -1)")
    #expect(
      refusal(header: "{\(entry("a", [Int](repeating: 256, count: 8), 0, 4))}", data: 4)
        == "w gives tensor 'a' the impossible shape (256, 256, 256, 256, 256, 256, 256, 256)")
    #expect(
      refusal(header: "{\(entry("a", [Int](repeating: 256, count: 9), 0, 4))}", data: 4)
        == "w gives tensor 'a' the impossible shape (256, 256, 256, 256, 256, 256, 256, 256, …)")
  }

  @Test func keepsTerminalsSafeFromNames() {
    let name = #"\u001b[2Ja\u202e\n"#
    #expect(
      refusal(header: "{\(entry(name, [1], 0, 8))}", data: 8)
        == "w gives tensor '\u{FFFD}[2Ja\u{FFFD}\u{FFFD}' 8 bytes, its type and shape need 4")
    let long = String(repeating: "x", count: 101)
    #expect(
      refusal(header: "{\(entry(long, [1], 0, 8))}", data: 8)
        == "w gives tensor '\(long.dropLast())…' 8 bytes, its type and shape need 4")
  }

  @Test func refusesAPathThatCannotBeRead() {
    #expect(throws: SafetensorsError(file: "/nowhere", problem: .unreadable("there is no such file"))) {
      try SafetensorsFile(path: "/nowhere")
    }
    for path in ["/tmp", "/dev/zero"] {
      #expect(throws: SafetensorsError(file: path, problem: .unreadable("it is not a regular file"))) {
        try SafetensorsFile(path: path)
      }
    }
  }

  /// Random changes of a genuine file: it is refused, or every tensor can be read as it says.
  @Test func survivesDamage() throws {
    let original = try Data(contentsOf: URL(fileURLWithPath: fixture("small.safetensors")))
    var generator = SplitMix64(state: 1)
    var refused = 0
    for _ in 0..<4_000 {
      var damaged = original
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let index = Int.random(in: 0..<damaged.count, using: &generator)
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: damaged[index] = UInt8.random(in: 0...255, using: &generator)
        case 1: damaged[index] = "0123456789,:{}[]\"\\-e".utf8.randomElement(using: &generator)!
        case 2: damaged.remove(at: index)
        case 3: damaged.insert(UInt8.random(in: 0...255, using: &generator), at: index)
        default: damaged = damaged.prefix(index + 1)
        }
      }
      do {
        let file = try SafetensorsFile(bytes: damaged, path: "w")
        for tensor in file.tensors where tensor.dtype == "F32" {
          let elements = try file.float32(tensor.name, shape: tensor.shape)
          #expect(elements.count == tensor.shape.reduce(1, *))
        }
      } catch {
        refused += 1
      }
    }
    // Changes of the data alone go unseen.
    #expect(refused > 2_000 && refused < 4_000)
  }
}

/// Steele, Lea and Flood's generator (2014).
private struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
