/// What happened during a session, line by line; bounded.
struct EventLog: Equatable, Sendable {
  /// What a line is about.
  enum Kind: Sendable {
    /// A command was applied, or the run began or ended.
    case event
    /// Something that the user should know.
    case warning
    /// What a library wrote to standard output or standard error.
    case stray
  }

  /// One line.
  struct Entry: Equatable, Sendable {
    var kind: Kind
    /// The number of steps done; nil outside of a run.
    var step: Int?
    var text: String
  }

  /// The most lines that are kept.
  static let capacity = 500

  /// The lines, the newest last.
  private(set) var entries: [Entry] = []

  /// Adds a line; the same text again at the same step is left out.
  mutating func append(_ kind: Kind, step: Int?, _ text: String) {
    let entry = Entry(kind: kind, step: step, text: text)
    guard entry != entries.last else { return }
    entries.append(entry)
    if entries.count > Self.capacity { entries.removeFirst(entries.count - Self.capacity) }
  }
}
