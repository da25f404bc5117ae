import Foundation

/// Fashion-MNIST (Xiao, Rasul and Vollgraf 2017): 60,000 + 10,000 grey pictures of clothes, 28 × 28.
///
/// In the four IDX files of its authors, whose names are those of MNIST's files too; what lies in the folder
/// is taken for what it is called.
enum FashionMNIST {
  static let description = DatasetDescription(
    name: "Fashion-MNIST", identifier: .fashionMNIST,
    classNames: [
      "T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag",
      "ankle boot",
    ],
    mean: [0.2860, 0.2860, 0.2860], deviation: [0.3530, 0.3530, 0.3530])

  /// The folders that are looked at, in this order.
  static func places(dataDirectory: String, packageDirectory: String) -> [String] {
    [dataDirectory, path(dataDirectory, "fashion-mnist"), packageDirectory]
  }

  /// The first folder that holds training images, packed or not.
  static func folder(among places: [String]) -> String? {
    places.first { file("train-images-idx3-ubyte", in: $0) != nil }
  }

  /// Loads the images of a split from a folder.
  static func load(folder: String, split: DatasetSplit) throws(DatasetError) -> ImageDataset {
    let stem = split == .training ? "train" : "t10k"
    let imageFile = try existing("\(stem)-images-idx3-ubyte", in: folder)
    let labelFile = try existing("\(stem)-labels-idx1-ubyte", in: folder)
    let labels = try IDXFile(path: labelFile).labels(classes: description.classNames.count)
    let images = StoredImages(
      bytes: try IDXFile(path: imageFile).images(rows: 28, columns: 28), channels: 1, side: 28)
    guard images.count == labels.count else {
      throw .countMismatch(
        images: images.count, imageFile: imageFile, labels: labels.count, labelFile: labelFile)
    }
    return ImageDataset(
      description: description, split: split, origin: folder, images: images, labels: labels)
  }

  /// The path of a file, plain or packed, where there is one.
  private static func file(_ name: String, in folder: String) -> String? {
    [name, name + ".gz"].map { path(folder, $0) }.first { FileManager.default.fileExists(atPath: $0) }
  }

  private static func existing(_ name: String, in folder: String) throws(DatasetError) -> String {
    guard let file = file(name, in: folder) else {
      throw .missingFile(file: path(folder, name + ".gz"), dataset: description.name)
    }
    return file
  }
}
