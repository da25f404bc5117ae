import Foundation
import RunModel

/// The folder of a run's checkpoints: `step-00000500.safetensors`, or `step-00000500-kept.safetensors` for one that is
/// never removed.
public struct CheckpointFolder: Equatable, Hashable, Sendable {
  /// A checkpoint in the folder, not opened yet.
  public struct Entry: Equatable, Hashable, Sendable {
    /// The steps done before it was saved.
    public var step: Int
    /// Whether it was asked for, and stays until someone removes it.
    public var isKept: Bool
    /// The path of the file.
    public var path: String
  }

  /// The path of the folder.
  public var path: String

  /// Names a folder, which need not exist.
  public init(path: String) { self.path = path }

  /// The path of a checkpoint.
  public func path(step: Int, isKept: Bool) -> String { path(step: step, mark: isKept ? "-kept" : "") }

  private func path(step: Int, mark: String) -> String {
    let digits = String(step)
    let zeros = String(repeating: "0", count: max(0, 8 - digits.count))
    return "\(path)/step-\(zeros)\(digits)\(mark).safetensors"
  }

  /// The checkpoints, oldest step first; none where there is no folder.
  public var entries: [Entry] { entries(marked: [nil, "-kept"]) }

  private func entries(marked marks: [Substring?]) -> [Entry] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.compactMap { name in
      guard let match = name.wholeMatch(of: /step-(\d{8,18})(-[a-z]+)?\.safetensors/),
        marks.contains(match.2),
        let step = Int(match.1)
      else { return nil }
      return Entry(step: step, isKept: match.2 != nil, path: "\(path)/\(name)")
    }.sorted { ($0.step, $0.path) < ($1.step, $1.path) }
  }

  /// Opens the newest checkpoint that is whole, at this step or before where one is given; nil where there is none.
  ///
  /// - Throws: What is wrong with the newest, where none is whole.
  public func newest(upTo step: Int = .max) throws -> Checkpoint? {
    var firstProblem: (any Error)?
    for entry in entries.reversed() where entry.step <= step {
      do {
        return try Checkpoint(path: entry.path)
      } catch {
        firstProblem = firstProblem ?? error
      }
    }
    if let firstProblem { throw firstProblem }
    return nil
  }

  /// Opens the newest whole checkpoint, at a step or before, from which these commands can be done again up to that step;
  /// nil where the run is to begin again.
  ///
  /// A run that went back to the weights of an earlier step needs to pass that step.
  public func newest(upTo last: Int, replaying commands: [AppliedCommand]) throws -> Checkpoint? {
    var step = last
    while let checkpoint = try newest(upTo: step) {
      let start = checkpoint.state.step
      let needed = commands.compactMap { applied -> Int? in
        guard case .restoreWeights(let step) = applied.command else { return nil }
        return (start + 1...max(last, start + 1)).contains(applied.afterStep) ? step : nil
      }.min()
      guard let needed, needed < start else { return checkpoint }
      step = needed
    }
    return nil
  }

  /// Saves a checkpoint that is kept.
  public func save(_ checkpoint: Checkpoint) throws {
    try prepare()
    try checkpoint.write(to: path(step: checkpoint.state.step, isKept: true))
  }

  /// Renames the checkpoints of later steps, which a run that goes on after this step will do again or otherwise: under
  /// their names they would be taken for its own. Those that were set aside before and have been passed since are removed.
  ///
  /// - Returns: How many there are, now `step-00000500-unrecorded.safetensors` and the like.
  @discardableResult
  public func setAside(after step: Int) -> Int {
    for entry in entries(marked: ["-unrecorded"]) where entry.step <= step { unlink(entry.path) }
    let later = entries.filter { $0.step > step }
    for entry in later { rename(entry.path, path(step: entry.step, mark: "-unrecorded")) }
    return later.count
  }

  /// Removes all but the newest checkpoints; those that were asked for stay.
  ///
  /// A run goes on from no step that is not recorded, so the newest checkpoint of a recorded step stays too, and what
  /// follows it for as long as that may still be recorded: else none would ever take its place.
  func prune(leaving count: Int, recorded: RecordedSteps) {
    let candidates = entries.filter { !$0.isKept }
    let needed = candidates.last { $0.step <= recorded.last }?.step ?? 0
    for entry in candidates.dropLast(count)
    where entry.step < needed || !recorded.isGoingOn && entry.step > needed { unlink(entry.path) }
  }

  /// Makes the folder, and removes what an interrupted write has left in it.
  func prepare() throws(CheckpointError) {
    if mkdir(path, 0o755) != 0 && errno != EEXIST {
      throw CheckpointError(file: path, problem: .noFolder(String(cString: strerror(errno))))
    }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    for name in names where name.hasSuffix(partialFileSuffix) { unlink("\(path)/\(name)") }
  }
}
