import Foundation

/// The data sets in MNIST's four IDX files: grey pictures, 28 × 28, 60,000 + 10,000 of ten classes.
///
/// The files of all sets have the same names; what lies in a folder is taken for what the folder is called.
struct IDXDataset: Sendable {
  let description: DatasetDescription
  /// The folders inside the data folder that are looked at; the empty name is the data folder itself.
  let folders: [String]

  /// Handwritten digits (LeCun, Cortes and Burges 1998).
  ///
  /// The data folder itself is not looked at: its files would be taken for Fashion-MNIST.
  static let mnist = IDXDataset(
    description: DatasetDescription(
      name: "MNIST", identifier: .mnist, classNames: (0...9).map(String.init),
      mean: [0.1307, 0.1307, 0.1307], deviation: [0.3081, 0.3081, 0.3081]),
    folders: ["mnist", "MNIST/raw"])

  /// Clothes (Xiao, Rasul and Vollgraf 2017).
  static let fashionMNIST = IDXDataset(
    description: DatasetDescription(
      name: "Fashion-MNIST", identifier: .fashionMNIST,
      classNames: [
        "T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag",
        "ankle boot",
      ],
      mean: [0.2860, 0.2860, 0.2860], deviation: [0.3530, 0.3530, 0.3530]),
    folders: ["", "fashion-mnist", "FashionMNIST/raw"])

  private static let side = 28

  /// The folders that are looked at, in this order.
  func places(dataDirectory: String) -> [String] {
    folders.map { $0.isEmpty ? dataDirectory : path(dataDirectory, $0) }
  }

  /// The first folder that holds training images, packed or not.
  func folder(among places: [String]) -> String? {
    places.first { file("train-images-idx3-ubyte", in: $0) != nil }
  }

  /// Loads the images of a split from a folder.
  func load(folder: String, split: DatasetSplit) throws(DatasetError) -> ImageDataset {
    let imageFile = try imageFile(of: split, in: folder)
    let labelFile = try existing("\(stem(of: split))-labels-idx1-ubyte", in: folder)
    let labels = try IDXFile(path: labelFile).labels(classes: description.classNames.count)
    let images = StoredImages(
      bytes: try IDXFile(path: imageFile).images(rows: Self.side, columns: Self.side), channels: 1,
      side: Self.side)
    guard images.count == labels.count else {
      throw .countMismatch(
        images: images.count, imageFile: imageFile, labels: labels.count, labelFile: labelFile)
    }
    return ImageDataset(
      description: description, split: split, origin: folder, images: images, labels: labels)
  }

  /// The number of images that the header of a split's file announces.
  func count(folder: String, split: DatasetSplit) throws(DatasetError) -> Int {
    try IDXFile(path: imageFile(of: split, in: folder)).imageCount(rows: Self.side, columns: Self.side)
  }

  private func stem(of split: DatasetSplit) -> String { split == .training ? "train" : "t10k" }

  private func imageFile(of split: DatasetSplit, in folder: String) throws(DatasetError) -> String {
    try existing("\(stem(of: split))-images-idx3-ubyte", in: folder)
  }

  /// The path of a file, plain or packed, where there is one.
  private func file(_ name: String, in folder: String) -> String? {
    [name, name + ".gz"].map { path(folder, $0) }.first { FileManager.default.fileExists(atPath: $0) }
  }

  private func existing(_ name: String, in folder: String) throws(DatasetError) -> String {
    guard let file = file(name, in: folder) else {
      throw .missingFile(file: path(folder, name + ".gz"), dataset: description.name)
    }
    return file
  }
}
