import RunModel

/// A run that a report leaves out, and why.
public struct Omission: Equatable, Sendable {
  /// The run's name.
  public let run: String
  /// Why, in a sentence without its full stop.
  public let reason: String

  /// Makes an omission.
  public init(_ run: String, _ reason: String) {
    self.run = run
    self.reason = reason
  }

  /// Leaves out a finished run that is not from its first step to its last what its settings say; nil where it is.
  ///
  /// - Parameter parent: The run that it branched off; nil where it began with its first step.
  public init?(_ run: String, parent: String?, commands: [AppliedCommand]) {
    if let parent {
      self.init(run, "it branched off \(parent), so that its first steps are not its own")
    } else if let command = commands.first(where: \.command.changesTraining) {
      self.init(run, "its training was changed by a command after step \(command.afterStep)")
    } else {
      return nil
    }
  }
}

extension Omission {
  /// The runs of which each has a seed of its own among those of its settings, and the others: of two the one whose name
  /// comes first counts.
  static func repeatedSeeds(among runs: [RunDigest]) -> (counted: [RunDigest], omissions: [Omission]) {
    struct Key: Hashable {
      let settings: [Factor: String]
      let seed: UInt64
    }
    var names: [Key: String] = [:]
    var counted: [RunDigest] = []
    var omissions: [Omission] = []
    for run in runs.sorted(by: { $0.name < $1.name }) {
      let key = Key(settings: run.settings, seed: run.seed)
      if let name = names[key] {
        omissions.append(Omission(run.name, "it has settings and seed of \(name), which counts"))
      } else {
        names[key] = run.name
        counted.append(run)
      }
    }
    return (counted, omissions)
  }
}
