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
    for name in [DatasetName.cifar10, .fashionMNIST] where try folder(of: name) != nil { return name }
    return .synthetic
  }

  /// Loads the images of a split into memory.
  ///
  /// - Throws: `DatasetError` where the data set is not found, or a file of it is missing or damaged.
  public func load(_ name: DatasetName, split: DatasetSplit = .training) throws(DatasetError) -> ImageDataset
  {
    let name = try resolve(name)
    guard let format = Format(name) else { return SyntheticShapes(seed: syntheticSeed).dataset(split) }
    guard let folder = try folder(of: name) else {
      throw .notFound(
        dataset: format.description.name, searched: places(of: format), remedy: remedy(for: name))
    }
    switch format {
    case .cifar(let set): return try set.load(folder: folder, split: split)
    case .idx(let set): return try set.load(folder: folder, split: split)
    }
  }

  /// The folder in which a data set is found, or nil; nil for the synthetic set.
  func folder(of name: DatasetName) throws(DatasetError) -> String? {
    switch Format(name) {
    case .cifar(let set): try set.folder(dataDirectory: dataDirectory)
    case .idx(let set): set.folder(among: places(of: .idx(set)))
    case nil: nil
    }
  }

  /// What the files of a found data set hold, without loading them.
  func count(_ name: DatasetName, folder: String, split: DatasetSplit) throws(DatasetError) -> Int {
    switch Format(name) {
    case .cifar(let set): try set.count(folder: folder, split: split)
    case .idx(let set): try set.count(folder: folder, split: split)
    case nil: 0
    }
  }

  private func places(of format: Format) -> [String] {
    switch format {
    case .cifar(let set):
      return set.places(dataDirectory: dataDirectory)
    case .idx(let set):
      let own = set.places(dataDirectory: dataDirectory)
      return set.description.identifier == .fashionMNIST ? own + [packageDirectory] : own
    }
  }

  private func remedy(for name: DatasetName) -> String {
    name == .fashionMNIST
      ? "install it with apt-get install dataset-fashion-mnist, or name its folder with --data-dir"
      : "get it with layertop data fetch \(name.rawValue), or name the folder that holds it with --data-dir"
  }
}

/// The file formats, and the sets that come in them.
enum Format {
  case cifar(CIFAR)
  case idx(IDXDataset)

  /// The format of a set; nil where there are no files.
  init?(_ name: DatasetName) {
    switch name {
    case .cifar10: self = .cifar(.ten)
    case .cifar100: self = .cifar(.hundred)
    case .mnist: self = .idx(.mnist)
    case .fashionMNIST: self = .idx(.fashionMNIST)
    case .auto, .synthetic: return nil
    }
  }

  var description: DatasetDescription {
    switch self {
    case .cifar(let set): set.description
    case .idx(let set): set.description
    }
  }
}
