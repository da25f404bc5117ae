import Foundation

/// Where data sets lie on this machine, and which of them is taken.
public struct DatasetCatalog: Sendable {
  /// The user's data folder.
  public var dataDirectory: String
  /// Where Debian's package `dataset-fashion-mnist` puts its files.
  public var packageDirectory: String
  /// What the synthetic set is made from. It is not the run's seed: runs of many seeds share their images.
  public var syntheticSeed: UInt64

  /// Makes a catalog of a data folder.
  public init(
    dataDirectory: String = DatasetCatalog.defaultDataDirectory(
      environment: ProcessInfo.processInfo.environment),
    packageDirectory: String = "/usr/share/datasets/fashion-mnist", syntheticSeed: UInt64 = 1
  ) {
    self.dataDirectory = dataDirectory
    self.packageDirectory = packageDirectory
    self.syntheticSeed = syntheticSeed
  }

  /// `$XDG_DATA_HOME/layertop`, or `~/.local/share/layertop` where that is unset or not absolute.
  public static func defaultDataDirectory(environment: [String: String]) -> String {
    if let base = environment["XDG_DATA_HOME"], base.hasPrefix("/") {
      return path(base, "layertop")
    }
    let home = environment["HOME"] ?? FileManager.default.homeDirectoryForCurrentUser.path
    return path(home, ".local/share/layertop")
  }

  /// The data set that a name stands for here; never `auto`.
  ///
  /// `auto` is CIFAR-10 where the data folder holds it, else Fashion-MNIST where it is found, else the
  /// synthetic set. Files are looked for, not read: damaged ones are found here and refused by `load`, so that
  /// nobody trains on other images than those meant.
  public func resolve(_ name: DatasetName) throws(DatasetError) -> DatasetName {
    guard name == .auto else { return name }
    if try CIFAR10.folder(dataDirectory: dataDirectory) != nil { return .cifar10 }
    if FashionMNIST.folder(among: fashionPlaces) != nil { return .fashionMNIST }
    return .synthetic
  }

  /// Loads the images of a split into memory.
  ///
  /// - Throws: `DatasetError` where the data set is not found, or a file of it is missing or damaged.
  public func load(_ name: DatasetName, split: DatasetSplit = .training) throws(DatasetError) -> ImageDataset
  {
    switch name {
    case .auto:
      return try load(resolve(.auto), split: split)
    case .cifar10:
      guard let folder = try CIFAR10.folder(dataDirectory: dataDirectory) else {
        throw .notFound(
          dataset: CIFAR10.description.name, searched: CIFAR10.places(dataDirectory: dataDirectory),
          remedy: "put its binary version (data_batch_1.bin to data_batch_5.bin, test_batch.bin) into"
            + " \(path(dataDirectory, "cifar-10-batches-bin")), or name its folder with --data-dir")
      }
      return try CIFAR10.load(folder: folder, split: split)
    case .fashionMNIST:
      guard let folder = FashionMNIST.folder(among: fashionPlaces) else {
        throw .notFound(
          dataset: FashionMNIST.description.name, searched: fashionPlaces,
          remedy: "install it with apt-get install dataset-fashion-mnist, or name its folder with --data-dir")
      }
      return try FashionMNIST.load(folder: folder, split: split)
    case .synthetic:
      return SyntheticShapes(seed: syntheticSeed).dataset(split)
    }
  }

  private var fashionPlaces: [String] {
    FashionMNIST.places(dataDirectory: dataDirectory, packageDirectory: packageDirectory)
  }
}
