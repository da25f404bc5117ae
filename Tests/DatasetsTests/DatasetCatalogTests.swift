import Foundation
import Testing

@testable import Datasets

@Suite struct DatasetCatalogTests {
  let folder: TemporaryFolder
  private let catalog: DatasetCatalog

  init() throws {
    folder = try TemporaryFolder()
    catalog = DatasetCatalog(dataDirectory: folder["data"], packageDirectory: folder["package"])
  }

  private func writePackage() throws {
    try folder.write(idxImages(2), to: "package/train-images-idx3-ubyte")
    try folder.write(idxLabels([1, 2]), to: "package/train-labels-idx1-ubyte")
  }

  @Test("the best data set that is there is taken: CIFAR-10, Fashion-MNIST, the synthetic one")
  func automatic() throws {
    #expect(try catalog.resolve(.auto) == .synthetic)
    try writePackage()
    #expect(try catalog.resolve(.auto) == .fashionMNIST)
    #expect(try catalog.load(.auto).identifier == .fashionMNIST)
    try folder.write(cifarRecord(label: 1), to: "data/cifar-10-subset/data_batch_1.bin")
    #expect(try catalog.resolve(.auto) == .cifar10)
    #expect(try catalog.load(.auto).identifier == .cifar10)
  }

  @Test("a name is taken as it is, whatever else is there")
  func byName() throws {
    try writePackage()
    try folder.write(cifarRecord(label: 1), to: "data/data_batch_1.bin")
    for name in DatasetName.allCases where name != .auto {
      #expect(try catalog.resolve(name) == name)
    }
    #expect(try catalog.load(.fashionMNIST).identifier == .fashionMNIST)
  }

  @Test("damaged CIFAR-10 is said, and nothing else taken in its place")
  func damaged() throws {
    try writePackage()
    let file = try folder.write([1, 2, 3], to: "data/cifar-10-batches-bin/data_batch_1.bin")
    #expect(
      throws: DatasetError.malformed(FilePosition(file: file, offset: 3), .truncated(expected: 3073))
    ) {
      try catalog.load(.auto)
    }
  }

  @Test("an empty folder of CIFAR-10 is said, unless another place holds images")
  func emptyFolder() throws {
    try writePackage()
    try folder.makeFolder("data/cifar-10-batches-bin")
    let error = #expect(throws: DatasetError.self) { try catalog.load(.auto) }
    #expect(
      try #require(error)
        == .emptyFolder(
          folder: folder["data/cifar-10-batches-bin"], files: "data_batch_*.bin", dataset: "CIFAR-10"))
    try folder.write(cifarRecord(label: 1), to: "data/cifar-10-subset/data_batch_1.bin")
    #expect(try catalog.load(.auto).origin == folder["data/cifar-10-subset"])
  }

  @Test("a data set that is not there is refused with the places looked at and what to do")
  func notFound() throws {
    let data = folder["data"]
    let cifar = try #require(#expect(throws: DatasetError.self) { try catalog.load(.cifar10) })
    #expect(
      cifar.description
        == "CIFAR-10 was not found in \(data), \(data)/cifar-10-batches-bin and \(data)/cifar-10-subset; "
        + "get it with layertop data fetch cifar10, or name the folder that holds it with --data-dir")
    let digits = try #require(#expect(throws: DatasetError.self) { try catalog.load(.mnist) })
    #expect(
      digits.description == "MNIST was not found in \(data)/mnist and \(data)/MNIST/raw; "
        + "get it with layertop data fetch mnist, or name the folder that holds it with --data-dir")
    let fashion = try #require(#expect(throws: DatasetError.self) { try catalog.load(.fashionMNIST) })
    #expect(
      fashion.description
        == "Fashion-MNIST was not found in \(data), \(data)/fashion-mnist, \(data)/FashionMNIST/raw and "
        + "\(folder["package"]); "
        + "install it with apt-get install dataset-fashion-mnist, or name its folder with --data-dir")
  }

  @Test("the data folder is that of the XDG convention")
  func dataDirectory() {
    func folder(_ environment: [String: String]) -> String {
      DatasetCatalog.defaultDataDirectory(environment: environment)
    }
    #expect(folder(["XDG_DATA_HOME": "/srv/data", "HOME": "/home/a"]) == "/srv/data/layertop")
    #expect(folder(["XDG_DATA_HOME": "/srv/data/"]) == "/srv/data/layertop")
    #expect(folder(["HOME": "/home/a"]) == "/home/a/.local/share/layertop")
    #expect(folder(["XDG_DATA_HOME": "", "HOME": "/home/a"]) == "/home/a/.local/share/layertop")
    #expect(folder(["XDG_DATA_HOME": "data", "HOME": "/home/a"]) == "/home/a/.local/share/layertop")
    #expect(folder([:]).hasSuffix("/.local/share/layertop"))
  }

  @Test("the names on the command line")
  func names() {
    #expect(
      DatasetName.allCases.map(\.rawValue)
        == ["auto", "cifar10", "cifar100", "mnist", "fashion-mnist", "synthetic"])
  }
}
