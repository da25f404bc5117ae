import Foundation

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
  public func path(step: Int, isKept: Bool) -> String {
    let digits = String(step)
    let zeros = String(repeating: "0", count: max(0, 8 - digits.count))
    return "\(path)/step-\(zeros)\(digits)\(isKept ? "-kept" : "").safetensors"
  }

  /// The checkpoints, oldest step first; none where there is no folder.
  public var entries: [Entry] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.compactMap(entry).sorted { ($0.step, $0.path) < ($1.step, $1.path) }
  }

  private func entry(_ name: String) -> Entry? {
    guard let match = name.wholeMatch(of: /step-(\d{8,18})(-kept)?\.safetensors/), let step = Int(match.1)
    else { return nil }
    return Entry(step: step, isKept: match.2 != nil, path: "\(path)/\(name)")
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

  /// Saves a checkpoint that is kept.
  public func save(_ checkpoint: Checkpoint) throws {
    try prepare()
    try checkpoint.write(to: path(step: checkpoint.state.step, isKept: true))
  }

  /// Removes all but the newest checkpoints; those that were asked for stay.
  func prune(leaving count: Int) {
    for entry in entries.filter({ !$0.isKept }).dropLast(count) { unlink(entry.path) }
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
