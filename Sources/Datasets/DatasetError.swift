/// Why images cannot be had. Each description is one sentence: what is wrong, where, and what to do.
public enum DatasetError: Error, Equatable, Sendable {
  /// A data set asked for by name is in none of the places looked at; the remedy completes the sentence.
  case notFound(dataset: String, searched: [String], remedy: String)
  /// A folder that is there for a data set has none of the training files, which are called so.
  case emptyFolder(folder: String, files: String, dataset: String)
  /// One file of a data set is there, but not another that belongs to it.
  case missingFile(file: String, dataset: String)
  /// The operating system does not let the file or folder be read.
  case unreadable(file: String, reason: String)
  /// The file's content is not what its format says.
  case malformed(FilePosition, FileDefect)
  /// Two files that belong together hold different numbers of items, each said at byte 4 of its file.
  case countMismatch(images: Int, imageFile: String, labels: Int, labelFile: String)
  /// Images of a data set in colour are asked for with one channel.
  case colored(dataset: String)
  /// A batch cannot be filled even once.
  case batchSize(Int, images: Int)
  /// A position to go on from lies outside the epochs of the sampler.
  case samplerPosition(epoch: Int, batch: Int, stepsPerEpoch: Int)
}

/// A place in a file.
public struct FilePosition: Equatable, Sendable {
  /// The file's path.
  public var file: String
  /// The byte, from 0.
  public var offset: Int
  /// Whether the byte is counted in the content after gunzip, rather than in the file itself.
  public var unpacked: Bool

  /// Makes a position, in the file itself unless said otherwise.
  public init(file: String, offset: Int, unpacked: Bool = false) {
    self.file = file
    self.offset = offset
    self.unpacked = unpacked
  }
}

/// What is wrong at a place in a file.
public enum FileDefect: Equatable, Sendable {
  /// There is nothing.
  case empty
  /// The file ends here; more must follow, up to this byte.
  case truncated(expected: Int)
  /// All that the header announces has been read, and more follows.
  case surplus
  /// A label that is no class.
  case label(UInt8, classes: Int)
  /// The first four bytes are not those of the format.
  case magic(UInt32, expected: UInt32)
  /// The header announces no items.
  case noItems
  /// The header announces images of another size.
  case imageSize(rows: Int, columns: Int, expectedRows: Int, expectedColumns: Int)
  /// The gzip stream cannot be unpacked; the reason is zlib's.
  case gzip(reason: String)
}

extension DatasetError: CustomStringConvertible {
  /// One sentence without a final stop.
  public var description: String {
    switch self {
    case .notFound(let dataset, let searched, let remedy):
      "\(dataset) was not found in \(listed(searched)); \(remedy)"
    case .emptyFolder(let folder, let files, let dataset):
      "\(folder) holds no \(files); put the binary version of \(dataset) there, or remove the folder"
    case .missingFile(let file, let dataset):
      "\(file) is missing though other files of \(dataset) are there; put it there or choose another data set"
        + " with --dataset"
    case .unreadable(let file, let reason):
      "\(file) cannot be read (\(reason)); give read permission, or name another folder with --data-dir"
    case .malformed(let position, let defect):
      "\(position.file) \(defect.clause(at: position)); replace the file with an intact copy, or choose another"
        + " data set with --dataset"
    case .countMismatch(let images, let imageFile, let labels, let labelFile):
      "\(imageFile) announces \(images) images at byte 4, but \(labelFile) announces \(labels) labels at byte 4;"
        + " take both files from the same copy of the data set"
    case .colored(let dataset):
      "the images of \(dataset) are coloured; leave --channels 1 out, or choose mnist or fashion-mnist with --dataset"
    case .batchSize(let size, let images):
      "the batch size is \(size), but it must lie between 1 and the \(images) images of the data set"
    case .samplerPosition(let epoch, let batch, let steps):
      "there is no batch \(batch) in epoch \(epoch); epochs start at 1 and have \(steps) batches of this size"
    }
  }
}

extension FileDefect {
  /// The verb and what follows it, after the file's name.
  fileprivate func clause(at position: FilePosition) -> String {
    let place = "byte \(position.offset)" + (position.unpacked ? " of its unpacked content" : "")
    return switch self {
    case .empty:
      "is empty, it has no \(place)"
    case .truncated(let expected):
      "ends at \(place) where it must go on to byte \(expected)"
    case .surplus:
      "goes on at \(place) where it must end"
    case .label(let label, let classes):
      "has the label \(label) at \(place) where the highest is \(classes - 1)"
    case .magic(let found, let expected):
      "has the magic number \(hexadecimal(found)) at \(place) where it must be \(hexadecimal(expected))"
    case .noItems:
      "announces 0 items at \(place)"
    case .imageSize(let rows, let columns, let expectedRows, let expectedColumns):
      "announces images of \(rows) × \(columns) pixels at \(place) where they must be"
        + " \(expectedRows) × \(expectedColumns)"
    case .gzip(let reason):
      "is a broken gzip stream at \(place) (\(reason))"
    }
  }
}

private func hexadecimal(_ number: UInt32) -> String {
  let digits = String(number, radix: 16)
  return "0x" + String(repeating: "0", count: 8 - digits.count) + digits
}

/// "a", "a and b", "a, b and c".
private func listed(_ items: [String]) -> String {
  guard let last = items.last, items.count > 1 else { return items.first ?? "" }
  return items.dropLast().joined(separator: ", ") + " and " + last
}
