import Foundation
import Testing

@testable import Datasets

@Suite struct CIFAR10Tests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func load(_ split: DatasetSplit = .training) throws -> ImageDataset {
    try DatasetCatalog(dataDirectory: folder.path, packageDirectory: folder["none"]).load(
      .cifar10, split: split)
  }

  private func sentence(_ split: DatasetSplit = .training) throws -> String {
    try #require(#expect(throws: DatasetError.self) { try load(split) }).description
  }

  @Test("records of all files follow one another in the order of the files' numbers")
  func fileOrder() throws {
    try folder.write(cifarRecord(label: 3), to: "data_batch_10.bin")
    try folder.write(cifarRecord(label: 1) + cifarRecord(label: 9), to: "data_batch_1.bin")
    try folder.write(cifarRecord(label: 2), to: "data_batch_2.bin")
    try folder.write(cifarRecord(label: 7), to: "test_batch.bin")
    #expect(try load().labels == [1, 9, 2, 3])
    #expect(try load(.test).labels == [7])
    #expect(try load(.test).split == .test)
  }

  @Test(
    "the files lie in the data folder or in a folder of their own",
    arguments: ["", "cifar-10-batches-bin/", "cifar-10-subset/"])
  func places(inside: String) throws {
    try folder.write(cifarRecord(label: 4), to: inside + "data_batch_1.bin")
    let dataset = try load()
    #expect(dataset.labels == [4])
    #expect(dataset.origin + "/" == folder[inside] || dataset.origin == folder.path)
    #expect(dataset.identifier == .cifar10)
    #expect(dataset.name == "CIFAR-10")
    #expect(dataset.classNames[4] == "deer")
  }

  @Test("pixels are normalised channel by channel, planes in the order of the file")
  func normalisedValues() throws {
    try folder.write(
      cifarRecord(label: 0) + cifarRecord(label: 8, first: 17), to: "data_batch_1.bin")
    let (pixels, classes) = batch([1, 0, 1], of: try load())
    #expect(classes == [8, 0, 8])
    let means: [Float] = [0.4914, 0.4822, 0.4465]
    let deviations: [Float] = [0.2470, 0.2435, 0.2616]
    var wrong = 0
    for (position, first) in [17, 0, 17].enumerated() {
      for byte in 0..<3072 {
        let channel = byte / 1024
        let raw = UInt8(truncatingIfNeeded: first + channel * 50 + byte % 1024)
        let expected = (Float(raw) / 255 - means[channel]) / deviations[channel]
        if pixels[position * 3072 + byte] != expected { wrong += 1 }
      }
    }
    #expect(wrong == 0)
    // Two values worked out apart: black and white of the red channel.
    let table = CIFAR.ten.description.normalizedValues
    #expect(abs(table[0] + 1.989_474) < 1e-6)
    #expect(abs(table[255] - 2.059_109) < 1e-6)
  }

  @Test("a truncated file is refused with the byte where it ends", arguments: [1, 2, 3072])
  func truncated(rest: Int) throws {
    let file = try folder.write(
      cifarRecord(label: 0) + cifarRecord(label: 1).prefix(rest), to: "data_batch_1.bin")
    #expect(
      try sentence() == "\(file) ends at byte \(3073 + rest) where it must go on to byte 6146; "
        + "replace the file with an intact copy, or choose another data set with --dataset")
  }

  @Test("a label over 9 is refused with its byte")
  func labelOutOfRange() throws {
    let file = try folder.write(
      cifarRecord(label: 9) + cifarRecord(label: 10), to: "data_batch_1.bin")
    #expect(
      try sentence() == "\(file) has the label 10 at byte 3073 where the highest is 9; "
        + "replace the file with an intact copy, or choose another data set with --dataset")
  }

  @Test("an empty file is refused, even among good ones")
  func emptyFile() throws {
    try folder.write(cifarRecord(label: 0), to: "data_batch_1.bin")
    let file = try folder.write([], to: "data_batch_2.bin")
    #expect(try sentence().hasPrefix("\(file) is empty, it has no byte 0; "))
  }

  @Test("an empty folder is refused by name")
  func emptyFolder() throws {
    try folder.makeFolder("cifar-10-batches-bin")
    #expect(
      try sentence() == "\(folder["cifar-10-batches-bin"]) holds no data_batch_*.bin; "
        + "put the binary version of CIFAR-10 there, or remove the folder")
  }

  @Test("names that only look like batches are no batches")
  func otherNames() throws {
    try folder.write([1, 2, 3], to: "data_batch_1 (copy).bin")
    try folder.write([1, 2, 3], to: "data_batch_.bin")
    #expect(try sentence().hasPrefix("CIFAR-10 was not found in "))
  }

  @Test("missing test images are said when they are asked for")
  func missingTestFile() throws {
    try folder.write(cifarRecord(label: 0), to: "data_batch_1.bin")
    #expect(
      try sentence(.test)
        == "\(folder["test_batch.bin"]) is missing though other files of CIFAR-10 are there; "
        + "put it there or choose another data set with --dataset")
  }

  @Test("a folder in the place of a file is refused with the system's reason")
  func unreadable() throws {
    try folder.makeFolder("data_batch_1.bin")
    #expect(
      try sentence() == "\(folder["data_batch_1.bin"]) cannot be read (Is a directory); "
        + "give read permission, or name another folder with --data-dir")
  }
}
