import Foundation

/// A program that a test has started. It reads nothing, and what it writes goes to files, so that neither a full pipe
/// nor a child that outlives it, such as a server of tmux, keeps anyone waiting.
final class ChildProcess {
  /// What is left of a program that has ended.
  struct Result {
    /// The exit status, or 128 more than the signal that ended it.
    var status: Int32
    var output: String
    var errors: String
  }

  let id: pid_t
  private let folder: TestFolder
  private var hasEnded = false

  /// Starts a program, found in `PATH` unless its name has a slash.
  init(_ program: String, _ arguments: [String], environment: [String: String] = Program.environment) throws {
    folder = try TestFolder()
    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, folder["output"], O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, folder["errors"], O_WRONLY | O_CREAT, 0o600)

    // Whoever runs the tests may ignore or block signals; the program must not inherit that.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

    let words = ([program] + arguments).map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (words + variables).forEach { free($0) } }
    var id: pid_t = 0
    let problem = posix_spawnp(&id, program, &files, &attributes, words, variables)
    guard problem == 0 else {
      throw Failure("\(program) cannot be started: \(String(cString: strerror(problem)))")
    }
    self.id = id
  }

  /// Runs a program to its end.
  static func run(
    _ program: String, _ arguments: [String], environment: [String: String] = Program.environment
  ) async throws -> Result {
    try await ChildProcess(program, arguments, environment: environment).result()
  }

  /// What it has written on standard output so far.
  var output: String { folder.text("output") }

  /// What it has written on standard error so far.
  var errors: String { folder.text("errors") }

  /// A test that fails before the program's end leaves nothing running.
  deinit {
    guard !hasEnded else { return }
    kill(id, SIGKILL)
    waitpid(id, nil, 0)
  }

  /// Waits for its end; one that takes minutes is killed.
  func result() async throws -> Result {
    var state: Int32 = 0
    try await Deadline.wait(for: "the end of process \(id)") { waitpid(id, &state, WNOHANG) != 0 }
    hasEnded = true
    let signal = state & 0x7F  // wait(2): WTERMSIG, and WEXITSTATUS in the byte above.
    return Result(
      status: signal == 0 ? state >> 8 & 0xFF : 128 + signal, output: output, errors: errors)
  }
}

/// Why a test could not go on.
struct Failure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// Waiting for something that comes in seconds, on a burdened machine in many.
enum Deadline {
  private static let patience = Duration.seconds(180)

  static func wait(for what: @autoclosure () -> String, until isTrue: () async throws -> Bool) async throws {
    let deadline = ContinuousClock.now + patience
    while try await !isTrue() {
      guard ContinuousClock.now < deadline else { throw Failure("waited in vain for \(what())") }
      try await Task.sleep(for: .milliseconds(10))
    }
  }
}
