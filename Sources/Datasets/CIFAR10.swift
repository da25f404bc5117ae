/// CIFAR-10 (Krizhevsky 2009) in its binary version: 50,000 + 10,000 colour photographs, 32 × 32.
///
/// A file is a row of records without a header: one label byte, then 1,024 bytes each of red, green and blue,
/// row by row. Files may hold any number of records, so that a part of the data set serves too.
enum CIFAR10 {
  static let description = DatasetDescription(
    name: "CIFAR-10", identifier: .cifar10,
    classNames: [
      "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
    ],
    mean: [0.4914, 0.4822, 0.4465], deviation: [0.2470, 0.2435, 0.2616])

  private static let side = 32
  private static let pixelsPerRecord = 3 * side * side
  private static let bytesPerRecord = 1 + pixelsPerRecord

  /// The folders that are looked at, in this order.
  static func places(dataDirectory: String) -> [String] {
    [dataDirectory] + ownFolders(dataDirectory: dataDirectory)
  }

  /// The folders that can only be there for CIFAR-10.
  private static func ownFolders(dataDirectory: String) -> [String] {
    ["cifar-10-batches-bin", "cifar-10-subset"].map { path(dataDirectory, $0) }
  }

  /// The first folder that holds training files, or nil.
  ///
  /// - Throws: Where there is none but one of CIFAR-10's own folders, since somebody meant it to be found.
  static func folder(dataDirectory: String) throws(DatasetError) -> String? {
    for place in places(dataDirectory: dataDirectory) where try !trainingFiles(in: place).isEmpty {
      return place
    }
    for place in ownFolders(dataDirectory: dataDirectory) where try names(inFolder: place) != nil {
      throw .emptyFolder(folder: place)
    }
    return nil
  }

  /// Loads the images of a split from a folder.
  static func load(folder: String, split: DatasetSplit) throws(DatasetError) -> ImageDataset {
    let files = try split == .training ? trainingFiles(in: folder) : [testFile(in: folder)]
    var pixels: [UInt8] = []
    var labels: [UInt8] = []
    for file in files {
      try read(file, pixels: &pixels, labels: &labels)
    }
    return ImageDataset(
      description: description, split: split, origin: folder,
      images: StoredImages(bytes: pixels, channels: 3, side: side), labels: labels)
  }

  /// The paths of `data_batch_1.bin`, `data_batch_2.bin`, …, in the order of their numbers.
  private static func trainingFiles(in folder: String) throws(DatasetError) -> [String] {
    let numbered = (try names(inFolder: folder) ?? []).compactMap { name -> (number: Int, name: String)? in
      guard name.hasPrefix("data_batch_"), name.hasSuffix(".bin") else { return nil }
      guard let number = Int(name.dropFirst("data_batch_".count).dropLast(".bin".count)) else { return nil }
      return (number, name)
    }
    return numbered.sorted { $0 < $1 }.map { path(folder, $0.name) }
  }

  private static func testFile(in folder: String) throws(DatasetError) -> String {
    guard try names(inFolder: folder)?.contains("test_batch.bin") == true else {
      throw .missingFile(file: path(folder, "test_batch.bin"), dataset: description.name)
    }
    return path(folder, "test_batch.bin")
  }

  /// Appends the records of a file.
  private static func read(
    _ file: String, pixels: inout [UInt8], labels: inout [UInt8]
  ) throws(DatasetError) {
    let bytes = try contents(ofFile: file)
    guard !bytes.isEmpty else { throw .malformed(FilePosition(file: file, offset: 0), .empty) }
    let classes = description.classNames.count
    for start in stride(from: 0, to: bytes.count, by: bytesPerRecord) {
      let end = start + bytesPerRecord
      guard bytes[start] < classes else {
        throw .malformed(FilePosition(file: file, offset: start), .label(bytes[start], classes: classes))
      }
      guard end <= bytes.count else {
        throw .malformed(FilePosition(file: file, offset: bytes.count), .truncated(expected: end))
      }
      labels.append(bytes[start])
      pixels.append(contentsOf: bytes[start + 1..<end])
    }
  }
}
