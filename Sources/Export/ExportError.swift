import RunModel

/// Why a run cannot be exported; the description is a sentence for the user.
public enum ExportError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Choices that do not go together, or cannot be.
  case impossible(String)
  /// The file is there already.
  case exists(path: String)
  /// The file cannot be written.
  case cannotWrite(path: String, reason: String)
  /// The run has no step that is asked for; nil: none at all.
  case noSteps(recorded: ClosedRange<Int>?)
  /// The run does not have this quantity.
  case notRecorded(Quantity)
  /// The program that makes pictures of drawings is missing.
  case noConverter
  /// That program failed.
  case conversionFailed(String)

  /// A sentence without its full stop.
  public var description: String {
    switch self {
    case .impossible(let problem): problem
    case .exists(let path): "\(path) is there already; give another --out, or --force to replace it"
    case .cannotWrite(let path, let reason): "\(path) cannot be written: \(reason)"
    case .noSteps(nil): "no step is recorded yet"
    case .noSteps(let recorded?):
      "only steps \(recorded.lowerBound) to \(recorded.upperBound) are recorded; give others with --steps"
    case .notRecorded(let quantity):
      "the run was recorded without the quantity \(quantity.rawValue); take gradient"
    case .noConverter:
      "pictures are made by rsvg-convert, which is missing: apt-get install librsvg2-bin fonts-dejavu-core, or take"
        + " --format svg"
    case .conversionFailed(let reason): "rsvg-convert failed: \(reason)"
    }
  }
}
