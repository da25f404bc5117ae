import RunModel
import Testing

@testable import Datasets

struct IdentityTests {
  private func dataset(seed: UInt64) -> ImageDataset {
    SyntheticShapes(seed: seed, trainingImages: 12, testImages: 1).dataset(.training)
  }

  @Test func tellsImagesApart() {
    #expect(dataset(seed: 1).identity() == dataset(seed: 1).identity())
    #expect(dataset(seed: 1).identity() != dataset(seed: 2).identity())
  }

  @Test func isComputedOnce() {
    let known = KnownIdentity()
    var computed = 0
    for _ in 0..<3 {
      let identity = known.value {
        computed += 1
        return DatasetIdentity(name: "synthetic", digest: "\(computed)")
      }
      #expect(identity.digest == "1")
    }
    #expect(computed == 1)
  }

  /// A trainer writes the images with other channels, which are the same images.
  @Test func copiesShareIt() throws {
    let dataset = dataset(seed: 1)
    #expect(try dataset.written(withChannels: 3).knownIdentity === dataset.knownIdentity)
  }
}
