import Testing

@testable import Datasets

@Suite struct DatasetSurveyTests {
  let folder: TemporaryFolder
  private let catalog: DatasetCatalog

  init() throws {
    folder = try TemporaryFolder()
    catalog = DatasetCatalog(dataDirectory: folder["data"], packageDirectory: folder["package"])
  }

  private func state(_ name: DatasetName) throws -> DatasetSurvey.State {
    try #require(catalog.survey().first { $0.name == name }).state
  }

  @Test("where nothing is there, each set says how it is got and where it would go")
  func nothing() throws {
    #expect(catalog.survey().map(\.name) == [.cifar10, .cifar100, .mnist, .fashionMNIST, .synthetic])
    #expect(
      try state(.cifar10)
        == .fetchable(folder: folder["data/cifar-10-batches-bin"], bytes: 170_052_171, received: 0))
    #expect(
      try state(.cifar100)
        == .fetchable(folder: folder["data/cifar-100-binary"], bytes: 168_513_733, received: 0))
    #expect(try state(.mnist) == .fetchable(folder: folder["data/mnist"], bytes: 11_594_722, received: 0))
    #expect(try state(.fashionMNIST) == .packaged("dataset-fashion-mnist"))
    #expect(try state(.synthetic) == .drawn(training: 10_000, test: 2_000))
  }

  @Test("what is found is counted, packed or not, with and without test images")
  func found() throws {
    try folder.write(
      cifarRecord(label: 1) + cifarRecord(label: 2), to: "data/cifar-10-subset/data_batch_1.bin")
    try folder.write(cifarRecord(label: 3), to: "data/cifar-10-subset/data_batch_2.bin")
    #expect(try state(.cifar10) == .found(folder: folder["data/cifar-10-subset"], training: 3, test: nil))
    try folder.write([0] + cifarRecord(label: 3), to: "data/cifar-100-binary/train.bin")
    try folder.write([0] + cifarRecord(label: 3), to: "data/cifar-100-binary/test.bin")
    #expect(try state(.cifar100) == .found(folder: folder["data/cifar-100-binary"], training: 1, test: 1))
    try folder.write(gzip(idxImages(4)), to: "package/train-images-idx3-ubyte.gz")
    try folder.write(idxImages(2), to: "package/t10k-images-idx3-ubyte")
    #expect(try state(.fashionMNIST) == .found(folder: folder["package"], training: 4, test: 2))
  }

  @Test("what was downloaded of a set, and what is damaged, is said")
  func halfway() throws {
    try folder.write([UInt8](repeating: 0, count: 1000), to: "data/cifar-10-binary.tar.gz.part")
    try folder.write([1, 2], to: "data/mnist-t10k-labels-idx1-ubyte.gz.part")
    #expect(
      try state(.cifar10)
        == .fetchable(folder: folder["data/cifar-10-batches-bin"], bytes: 170_052_171, received: 1000))
    #expect(try state(.mnist) == .fetchable(folder: folder["data/mnist"], bytes: 11_594_722, received: 2))
    let file = try folder.write([0, 0, 8, 3], to: "package/train-images-idx3-ubyte")
    guard case .unusable(let sentence) = try state(.fashionMNIST) else {
      Issue.record("a cut header is no data set")
      return
    }
    #expect(sentence.hasPrefix("\(file) ends at byte 4 "))
  }
}
