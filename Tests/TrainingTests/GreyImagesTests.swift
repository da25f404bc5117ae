import NeuralNetwork
import RunModel
import Testing

@testable import Datasets
@testable import Training

/// Grey images reach the network as one channel where that is asked for.
struct GreyImagesTests {
  private func trainer(channels: Int, imageChannels: Int) throws -> Trainer {
    let bytes = (0..<8 * imageChannels * 28 * 28).map { UInt8($0 * 31 % 251) }
    let dataset = ImageDataset(
      description: IDXDataset.mnist.description, split: .training, origin: "",
      images: StoredImages(bytes: bytes, channels: imageChannels, side: 28), labels: Array(0..<8))
    return try Trainer(
      RunConfiguration(
        network: NetworkConfiguration(.lenet5), channels: channels, batchSize: 4, order: .sequential,
        threads: 1),
      dataset: dataset)
  }

  @Test(arguments: [1, 3]) func theFirstLayerHasAsManyChannels(channels: Int) throws {
    let trainer = try trainer(channels: channels, imageChannels: 1)
    #expect(trainer.description.tensors[0].shape == [6, channels, 5, 5])
    #expect(trainer.network.images.count == 4 * channels * 1024)
    #expect(try trainer.step().loss.isFinite)
    let planes = stride(from: 0, to: 4 * channels * 1024, by: 1024).map {
      Array(trainer.network.images[$0..<$0 + 1024])
    }
    #expect(Set(planes).count == 4, "a plane for each image, over all its channels")
  }

  @Test func colouredImagesAreRefusedWithOneChannel() {
    #expect(throws: DatasetError.colored(dataset: "MNIST")) { try trainer(channels: 1, imageChannels: 3) }
  }
}
