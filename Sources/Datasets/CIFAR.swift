/// The binary versions of CIFAR-10 and CIFAR-100 (Krizhevsky 2009): colour photographs, 32 × 32.
///
/// A file is a row of records without a header: the label bytes, then 1,024 bytes each of red, green and blue,
/// row by row. Files may hold any number of records, so that a part of the data set serves too.
struct CIFAR: Sendable {
  let description: DatasetDescription
  /// The folders inside the data folder that can only be there for this set.
  let ownFolders: [String]
  /// What the training files are called, for a sentence.
  let trainingPattern: String
  let testFile: String
  /// The bytes before a record's pixels; the last of them is the class.
  let labelBytes: Int
  /// The place of a file among the training files, or nil where it is none.
  let trainingNumber: @Sendable (_ name: String) -> Int?

  /// 50,000 + 10,000 images of ten classes.
  static let ten = CIFAR(
    description: DatasetDescription(
      name: "CIFAR-10", identifier: .cifar10,
      classNames: [
        "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
      ],
      mean: [0.4914, 0.4822, 0.4465], deviation: [0.2470, 0.2435, 0.2616]),
    ownFolders: ["cifar-10-batches-bin", "cifar-10-subset"], trainingPattern: "data_batch_*.bin",
    testFile: "test_batch.bin", labelBytes: 1
  ) { name in
    guard name.hasPrefix("data_batch_"), name.hasSuffix(".bin") else { return nil }
    return Int(name.dropFirst("data_batch_".count).dropLast(".bin".count))
  }

  /// 50,000 + 10,000 images of a hundred classes; a record's first byte is one of twenty coarse classes, unused.
  static let hundred = CIFAR(
    description: DatasetDescription(
      name: "CIFAR-100", identifier: .cifar100, classNames: cifar100ClassNames,
      mean: [0.5071, 0.4865, 0.4409], deviation: [0.2673, 0.2564, 0.2762]),
    ownFolders: ["cifar-100-binary"], trainingPattern: "train.bin", testFile: "test.bin", labelBytes: 2
  ) { name in name == "train.bin" ? 1 : nil }

  private static let side = 32
  private static let pixelsPerRecord = 3 * side * side
  private var bytesPerRecord: Int { labelBytes + Self.pixelsPerRecord }

  /// The folders that are looked at, in this order.
  func places(dataDirectory: String) -> [String] {
    [dataDirectory] + ownPlaces(dataDirectory: dataDirectory)
  }

  private func ownPlaces(dataDirectory: String) -> [String] {
    ownFolders.map { path(dataDirectory, $0) }
  }

  /// The first folder that holds training files, or nil.
  ///
  /// - Throws: Where there is none but one of the set's own folders, since somebody meant it to be found.
  func folder(dataDirectory: String) throws(DatasetError) -> String? {
    for place in places(dataDirectory: dataDirectory) where try !trainingFiles(in: place).isEmpty {
      return place
    }
    for place in ownPlaces(dataDirectory: dataDirectory) where try names(inFolder: place) != nil {
      throw .emptyFolder(folder: place, files: trainingPattern, dataset: description.name)
    }
    return nil
  }

  /// Loads the images of a split from a folder.
  func load(folder: String, split: DatasetSplit) throws(DatasetError) -> ImageDataset {
    var pixels: [UInt8] = []
    var labels: [UInt8] = []
    for file in try files(of: split, in: folder) {
      try read(file, pixels: &pixels, labels: &labels)
    }
    return ImageDataset(
      description: description, split: split, origin: folder,
      images: StoredImages(bytes: pixels, channels: 3, side: Self.side), labels: labels)
  }

  /// The number of whole records in a split's files, by their sizes.
  func count(folder: String, split: DatasetSplit) throws(DatasetError) -> Int {
    var count = 0
    for file in try files(of: split, in: folder) { count += try size(ofFile: file) / bytesPerRecord }
    return count
  }

  private func files(of split: DatasetSplit, in folder: String) throws(DatasetError) -> [String] {
    guard split == .test else { return try trainingFiles(in: folder) }
    let file = path(folder, testFile)
    guard try names(inFolder: folder)?.contains(testFile) == true else {
      throw .missingFile(file: file, dataset: description.name)
    }
    return [file]
  }

  /// The paths of the training files, in the order of their numbers.
  private func trainingFiles(in folder: String) throws(DatasetError) -> [String] {
    let numbered = (try names(inFolder: folder) ?? []).compactMap { name in
      trainingNumber(name).map { (number: $0, name: name) }
    }
    return numbered.sorted { $0 < $1 }.map { path(folder, $0.name) }
  }

  /// Appends the records of a file.
  private func read(
    _ file: String, pixels: inout [UInt8], labels: inout [UInt8]
  ) throws(DatasetError) {
    let bytes = try contents(ofFile: file)
    guard !bytes.isEmpty else { throw .malformed(FilePosition(file: file, offset: 0), .empty) }
    let classes = description.classNames.count
    for start in stride(from: 0, to: bytes.count, by: bytesPerRecord) {
      let end = start + bytesPerRecord
      let label = start + labelBytes - 1
      if label < bytes.count, bytes[label] >= classes {
        throw .malformed(FilePosition(file: file, offset: label), .label(bytes[label], classes: classes))
      }
      guard end <= bytes.count else {
        throw .malformed(FilePosition(file: file, offset: bytes.count), .truncated(expected: end))
      }
      labels.append(bytes[label])
      pixels.append(contentsOf: bytes[label + 1..<end])
    }
  }
}
