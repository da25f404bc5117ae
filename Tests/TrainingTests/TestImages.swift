import Datasets

/// Images that all tests share, since drawing them takes seconds in a debug build.
enum TestImages {
  private static let drawn = Result { try DatasetCatalog().load(.synthetic, split: .test) }

  /// 2,000 drawn shapes.
  static var shapes: ImageDataset { get throws { try drawn.get() } }
}
