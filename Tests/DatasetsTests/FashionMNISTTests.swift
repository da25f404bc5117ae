import Foundation
import Testing

@testable import Datasets

private let packageDirectory = "/usr/share/datasets/fashion-mnist"

@Suite struct FashionMNISTTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func load(_ split: DatasetSplit = .training) throws -> ImageDataset {
    try DatasetCatalog(dataDirectory: folder.path, packageDirectory: folder["package"]).load(
      .fashionMNIST, split: split)
  }

  /// Writes both training files and returns the sentence that refuses them.
  private func sentence(images: [UInt8], labels: [UInt8], packed: Bool = false) throws -> String {
    let suffix = packed ? ".gz" : ""
    try folder.write(images, to: "train-images-idx3-ubyte" + suffix)
    try folder.write(labels, to: "train-labels-idx1-ubyte" + suffix)
    return try #require(#expect(throws: DatasetError.self) { try load() }).description
  }

  private var imageFile: String { folder["train-images-idx3-ubyte"] }
  private var labelFile: String { folder["train-labels-idx1-ubyte"] }

  @Test("plain and packed files give the same images", arguments: ["", "fashion-mnist/", "package/"])
  func plainAndPacked(inside: String) throws {
    try folder.write(gzip(idxImages(3)), to: inside + "train-images-idx3-ubyte.gz")
    try folder.write(gzip(idxLabels([9, 0, 5])), to: inside + "train-labels-idx1-ubyte.gz")
    try folder.write(idxImages(2), to: inside + "t10k-images-idx3-ubyte")
    try folder.write(idxLabels([1, 2]), to: inside + "t10k-labels-idx1-ubyte")
    let training = try load()
    #expect(training.labels == [9, 0, 5])
    #expect(training.images.bytes == (1...3).flatMap { [UInt8](repeating: $0, count: 784) })
    #expect(training.origin.hasPrefix(folder.path))
    #expect(training.identifier == .fashionMNIST)
    #expect(training.classNames[9] == "ankle boot")
    let test = try load(.test)
    #expect(test.labels == [1, 2])
    #expect(test.images.bytes == (1...2).flatMap { [UInt8](repeating: $0, count: 784) })
  }

  @Test("images are padded by two pixels of value 0 and repeated over three channels")
  func padding() throws {
    let pixels = (0..<784).map { UInt8($0 % 255 + 1) }
    try folder.write(
      idx(magic: 0x803, dimensions: [1, 28, 28], pixels), to: "train-images-idx3-ubyte")
    try folder.write(idxLabels([6]), to: "train-labels-idx1-ubyte")
    let (written, classes) = batch([0], of: try load())
    #expect(classes == [6])
    var expected: [Float] = []
    for _ in 0..<3 {
      for row in -2..<30 {
        for column in -2..<30 {
          let inside = (0..<28).contains(row) && (0..<28).contains(column)
          let raw = inside ? pixels[row * 28 + column] : 0
          expected.append((Float(raw) / 255 - 0.2860) / 0.3530)
        }
      }
    }
    #expect(written == expected)
  }

  @Test("a wrong magic number is refused")
  func wrongMagic() throws {
    #expect(
      try sentence(images: idxLabels([1]) + [0, 0, 0, 0], labels: idxLabels([1]))
        == "\(imageFile) has the magic number 0x00000801 at byte 0 where it must be 0x00000803; "
        + "replace the file with an intact copy, or choose another data set with --dataset")
    #expect(
      try sentence(images: idxImages(1), labels: idxImages(1)).hasPrefix(
        "\(labelFile) has the magic number 0x00000803 at byte 0 where it must be 0x00000801; "))
  }

  @Test("images of another size are refused")
  func wrongSize() throws {
    #expect(
      try sentence(images: idxImages(1, side: 32), labels: idxLabels([1])).hasPrefix(
        "\(imageFile) announces images of 32 × 32 pixels at byte 8 where they must be 28 × 28; "))
  }

  @Test("a file that ends early is refused with the byte where it ends")
  func truncated() throws {
    #expect(
      try sentence(images: idxImages(2).dropLast(1), labels: idxLabels([1, 2])).hasPrefix(
        "\(imageFile) ends at byte 1583 where it must go on to byte 1584; "))
    #expect(
      try sentence(images: idxImages(2), labels: idxLabels([1, 2]).dropLast(2)).hasPrefix(
        "\(labelFile) ends at byte 8 where it must go on to byte 10; "))
    #expect(
      try sentence(images: [UInt8](idxImages(1).prefix(11)), labels: idxLabels([1])).hasPrefix(
        "\(imageFile) ends at byte 11 where it must go on to byte 16; "))
    #expect(
      try sentence(images: [0, 0, 8], labels: idxLabels([1])).hasPrefix(
        "\(imageFile) ends at byte 3 where it must go on to byte 16; "))
    #expect(
      try sentence(images: [], labels: idxLabels([1])).hasPrefix(
        "\(imageFile) is empty, it has no byte 0; "))
  }

  @Test("a file that goes on too long, or announces nothing, is refused")
  func surplusAndNothing() throws {
    #expect(
      try sentence(images: idxImages(1) + [0], labels: idxLabels([1])).hasPrefix(
        "\(imageFile) goes on at byte 800 where it must end; "))
    #expect(
      try sentence(images: idxImages(0), labels: idxLabels([1])).hasPrefix(
        "\(imageFile) announces 0 items at byte 4; "))
  }

  @Test("a label over 9 is refused with its byte")
  func labelOutOfRange() throws {
    #expect(
      try sentence(images: idxImages(3), labels: idxLabels([9, 9, 11])).hasPrefix(
        "\(labelFile) has the label 11 at byte 10 where the highest is 9; "))
  }

  @Test("different numbers of images and labels are refused")
  func countMismatch() throws {
    #expect(
      try sentence(images: idxImages(3), labels: idxLabels([1, 2]))
        == "\(imageFile) announces 3 images at byte 4, but \(labelFile) announces 2 labels at byte 4; "
        + "take both files from the same copy of the data set")
  }

  @Test("bytes of a packed file are counted in its unpacked content, and said so")
  func packedOffsets() throws {
    #expect(
      try sentence(images: gzip(idxImages(1)), labels: gzip(idxLabels([12])), packed: true).hasPrefix(
        "\(labelFile).gz has the label 12 at byte 8 of its unpacked content where the highest is 9; "))
    #expect(
      try sentence(images: gzip(idxImages(2).dropLast(84)), labels: gzip(idxLabels([1, 2])), packed: true)
        .hasPrefix(
          "\(imageFile).gz ends at byte 1500 of its unpacked content where it must go on to byte 1584; "))
  }

  @Test("a header that announces far more than there is costs no memory")
  func boast() throws {
    let boast = idx(magic: 0x803, dimensions: [4_000_000_000, 28, 28], [1, 2, 3])
    #expect(
      try sentence(images: gzip(boast), labels: gzip(idxLabels([1])), packed: true).hasPrefix(
        "\(imageFile).gz ends at byte 19 of its unpacked content where it must go on to byte 3136000000016; ")
    )
  }

  @Test("labels that are missing beside images are said")
  func missingLabels() throws {
    try folder.write(idxImages(1), to: "train-images-idx3-ubyte")
    let error = try #require(#expect(throws: DatasetError.self) { try load() })
    #expect(
      error.description == "\(labelFile).gz is missing though other files of Fashion-MNIST are there; "
        + "put it there or choose another data set with --dataset")
  }

  @Test(
    "Debian's package holds 60,000 and 10,000 images",
    .enabled(if: FileManager.default.fileExists(atPath: packageDirectory), "dataset-fashion-mnist is absent"))
  func package() throws {
    let catalog = DatasetCatalog(dataDirectory: folder.path)
    let training = try catalog.load(.fashionMNIST)
    #expect(training.count == 60_000)
    #expect(training.origin == packageDirectory)
    #expect(training.labels.prefix(8) == [9, 0, 0, 3, 0, 2, 7, 2])
    let test = try catalog.load(.fashionMNIST, split: .test)
    #expect(test.count == 10_000)
    #expect(test.labels.prefix(8) == [9, 2, 1, 1, 6, 1, 4, 6])
    for digit in 0..<10 as Range<UInt8> {
      #expect(training.labels.count { $0 == digit } == 6000)
    }
    // The constants are about the images as they are, without padding.
    var sum = 0
    for byte in training.images.bytes.prefix(1000 * 784) { sum += Int(byte) }
    #expect(abs(Float(sum) / (1000 * 784 * 255) - training.mean[0]) < 0.01)
  }
}
