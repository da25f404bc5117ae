import Testing

@testable import Datasets

@Suite struct MNISTTests {
  let folder: TemporaryFolder
  private let catalog: DatasetCatalog

  init() throws {
    folder = try TemporaryFolder()
    catalog = DatasetCatalog(dataDirectory: folder.path, packageDirectory: folder["none"])
  }

  private func write(_ labels: [UInt8], to place: String, packed: Bool = false) throws {
    let images = idxImages(labels.count)
    let numbers = idxLabels(labels)
    let suffix = packed ? ".gz" : ""
    try folder.write(packed ? gzip(images) : images, to: place + "train-images-idx3-ubyte" + suffix)
    try folder.write(packed ? gzip(numbers) : numbers, to: place + "train-labels-idx1-ubyte" + suffix)
  }

  @Test(
    "its own folder and torchvision's are looked at", arguments: ["mnist/", "MNIST/raw/"], [false, true])
  func places(place: String, packed: Bool) throws {
    try write([7, 1], to: place, packed: packed)
    let digits = try catalog.load(.mnist)
    #expect(digits.labels == [7, 1])
    #expect(digits.name == "MNIST")
    #expect(digits.identifier == .mnist)
    #expect(digits.classNames[7] == "7")
    let (pixels, _) = batch([0], of: digits)
    #expect(pixels[0] == (Float(0) / 255 - 0.1307) / 0.3081)
    #expect(pixels[16 * 32 + 16] == (Float(1) / 255 - 0.1307) / 0.3081)
  }

  @Test("the same file names elsewhere are Fashion-MNIST's, and neither is taken for the other")
  func apart() throws {
    try write([1], to: "mnist/")
    #expect(throws: DatasetError.self) { try catalog.load(.fashionMNIST) }
    try write([2, 3], to: "FashionMNIST/raw/")
    #expect(try catalog.load(.mnist).labels == [1])
    #expect(try catalog.load(.fashionMNIST).labels == [2, 3])
    try write([4, 5, 6], to: "")
    #expect(try catalog.load(.mnist).labels == [1])
    #expect(try catalog.load(.fashionMNIST).labels == [4, 5, 6])
  }
}
