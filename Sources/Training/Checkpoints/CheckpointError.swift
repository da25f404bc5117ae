import RunModel

/// Why a checkpoint cannot be written, or a run cannot go on from it.
public struct CheckpointError: Error, Equatable, Sendable {
  /// The facts.
  public enum Problem: Equatable, Sendable {
    /// A safetensors file without the numbers that a run needs, such as a plain state dict.
    case noState
    /// Written by a later layertop.
    case newer(version: Int)
    /// The bytes are not those that were written.
    case damaged
    /// The system does not let it be written; the text is its reason.
    case unwritable(String)
    /// The folder is not there and cannot be made; the text is the system's reason.
    case noFolder(String)
    /// Saved by a run of another configuration; the texts name what differs.
    case otherConfiguration([String])
    /// Saved by a run on other images; the texts are the data sets' names.
    case otherImages(saved: String, given: String)
  }

  /// The path of the file.
  public var file: String
  /// The facts.
  public var problem: Problem

  /// Makes an error.
  public init(file: String, problem: Problem) {
    self.file = file
    self.problem = problem
  }
}

extension CheckpointError: CustomStringConvertible {
  /// One sentence: which file, what is wrong, what to do.
  public var description: String { "\(PlainText.printable(file, limit: 1_000)) \(predicate)" }

  private var predicate: String {
    switch problem {
    case .noState:
      "holds weights but no run to go on with; start a new run from them with --weights"
    case .newer(let version):
      "is a checkpoint of version \(version), newer than this layertop reads"
        + " (\(CheckpointState.currentVersion)); take a newer layertop"
    case .damaged:
      "is damaged: its checksum is not that of its bytes; take an older checkpoint"
    case .unwritable(let reason):
      "cannot be written: \(reason)"
    case .noFolder(let reason):
      "cannot be made to hold checkpoints: \(reason)"
    case .otherConfiguration(let names):
      "was saved by a run with another \(names.joined(separator: ", ")); go on with that run's own"
    case .otherImages(let saved, let given) where saved == given:
      "was saved by a run on other images of \(printable(saved)); name the folder of those with --data-dir"
    case .otherImages(let saved, let given):
      "was saved by a run on \(printable(saved)), not on \(printable(given)); name the data set's folder"
        + " with --data-dir"
    }
  }
}
