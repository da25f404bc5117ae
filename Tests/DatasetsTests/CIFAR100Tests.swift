import Testing

@testable import Datasets

@Suite struct CIFAR100Tests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// A record of CIFAR-100: the coarse label stands before one of CIFAR-10's.
  private func record(coarse: UInt8, fine: UInt8) -> [UInt8] { [coarse] + cifarRecord(label: fine) }

  private func load(_ split: DatasetSplit = .training) throws -> ImageDataset {
    try DatasetCatalog(dataDirectory: folder.path).load(.cifar100, split: split)
  }

  @Test("the fine label is the class, and the pixels follow it", arguments: ["", "cifar-100-binary/"])
  func records(inside: String) throws {
    try folder.write(record(coarse: 19, fine: 99) + record(coarse: 3, fine: 0), to: inside + "train.bin")
    try folder.write(record(coarse: 1, fine: 42), to: inside + "test.bin")
    let training = try load()
    #expect(training.labels == [99, 0])
    #expect(training.classes == 100)
    #expect(training.classNames[42] == "leopard")
    #expect(training.name == "CIFAR-100")
    #expect(try load(.test).labels == [42])
    let (pixels, classes) = batch([1], of: training)
    #expect(classes == [0])
    let means: [Float] = [0.5071, 0.4865, 0.4409]
    let deviations: [Float] = [0.2673, 0.2564, 0.2762]
    let expected = (0..<3072).map { byte in
      let raw = UInt8(truncatingIfNeeded: byte / 1024 * 50 + byte % 1024)
      return (Float(raw) / 255 - means[byte / 1024]) / deviations[byte / 1024]
    }
    #expect(pixels == expected)
  }

  @Test("the classes are a hundred, in the order of the alphabet")
  func names() {
    #expect(cifar100ClassNames.count == 100)
    #expect(cifar100ClassNames == Set(cifar100ClassNames).sorted())
  }

  @Test("labels over 99 and cut records are refused with the byte")
  func damaged() throws {
    func sentence(_ bytes: [UInt8]) throws -> String {
      try folder.write(bytes, to: "train.bin")
      return try #require(#expect(throws: DatasetError.self) { try load() }).description
    }
    let whole = record(coarse: 0, fine: 1)
    #expect(
      try sentence(whole + record(coarse: 200, fine: 100)).contains(
        "has the label 100 at byte 3075 where the highest is 99"))
    for rest in [1, 2, 3073] {
      #expect(
        try sentence(whole + whole.prefix(rest)).contains(
          "ends at byte \(3074 + rest) where it must go on to byte 6148"))
    }
  }
}
