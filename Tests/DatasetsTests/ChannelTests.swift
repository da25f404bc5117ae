import Testing

@testable import Datasets

/// Grey images with one channel or three, coloured ones with three.
@Suite struct ChannelTests {
  private func dataset(channels: Int) -> ImageDataset {
    let bytes = (0..<2 * channels * 28 * 28).map { UInt8($0 * 7 % 255 + 1) }
    return ImageDataset(
      description: IDXDataset.fashionMNIST.description, split: .training, origin: "",
      images: StoredImages(bytes: bytes, channels: channels, side: 28), labels: [6, 2])
  }

  @Test("one channel is the first of the three that a grey image is repeated over")
  func one() throws {
    let three = dataset(channels: 1)
    let one = try three.written(withChannels: 1)
    #expect((one.channels, three.channels) == (1, 3))
    let (grey, classes) = batch([1, 0], of: one)
    let (repeated, _) = batch([1, 0], of: three)
    #expect(grey.count == 2 * 1024)
    #expect(classes == [2, 6])
    #expect(grey == Array(repeated[0..<1024] + repeated[3072..<4096]))
    #expect(try batch([0], of: one.written(withChannels: 3)).pixels == batch([0], of: three).pixels)
  }

  @Test("coloured images are not made grey")
  func colored() throws {
    let error = try #require(
      #expect(throws: DatasetError.self) { try dataset(channels: 3).written(withChannels: 1) })
    #expect(
      error.description
        == "the images of Fashion-MNIST are coloured; leave --channels 1 out, or choose mnist or "
        + "fashion-mnist with --dataset")
  }
}
