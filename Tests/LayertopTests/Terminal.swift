import Foundation

/// A real terminal with a shell in it: a tmux server of a test's own.
struct Terminal {
  /// Where the test's files are, the working folder of the shell too.
  let folder: TestFolder

  /// Gives a terminal to a test and takes it away afterwards, whatever happens.
  static func with(
    width: Int = 80, height: Int = 24, _ body: (Terminal) async throws -> Void
  ) async throws {
    let terminal = Terminal(folder: try TestFolder())
    try await terminal.tmux(
      "new-session", "-d", "-x", "\(width)", "-y", "\(height)", "-c", terminal.folder.path,
      "ulimit -c 0; exec /bin/sh -i")
    do {
      try await body(terminal)
    } catch {
      try await terminal.tmux("kill-server")
      throw error
    }
    try await terminal.tmux("kill-server")
  }

  // MARK: - Typing

  /// Presses keys, by tmux's names or as the characters they are.
  func press(_ keys: String...) async throws { try await tmux(["send-keys"] + keys) }

  /// Types a text as it is, escape sequences too.
  func type(_ text: String) async throws { try await tmux("send-keys", "-l", "--", text) }

  /// Presses and lets go the left button at a text on the screen, some columns to the right of its beginning.
  func click(on text: String, right columns: Int = 0) async throws {
    let lines = try await wait(forText: text)
    let y = lines.firstIndex { $0.contains(text) }!
    let x = lines[y][..<lines[y].range(of: text)!.lowerBound].count + columns
    for end in ["M", "m"] { try await type("\u{1B}[<0;\(x + 1);\(y + 1)\(end)") }
  }

  /// Turns the wheel over a place.
  func wheel(down: Bool, x: Int, y: Int) async throws {
    try await type("\u{1B}[<\(down ? 65 : 64);\(x + 1);\(y + 1)M")
  }

  /// Types a line into the shell.
  func enter(_ line: String) async throws {
    try await tmux("send-keys", "-l", line)
    try await press("Enter")
  }

  /// Starts layertop with a quick run; `environment` is in the shell's notation.
  func startLayertop(_ arguments: String = "", environment: String = "TERM=tmux-256color") async throws {
    let words = try Program.quick(in: folder).joined(separator: " ")
    // The shell becomes the program, whose number is known thereby.
    try await enter("\(environment) sh -c 'echo $$ >id; exec \(Program.path) \(words) \(arguments)'")
  }

  /// Sends a signal to the program.
  func signal(_ number: Int32) throws {
    guard let id = pid_t(folder.text("id").trimmingCharacters(in: .whitespacesAndNewlines)) else {
      throw Failure("layertop has not said its number")
    }
    kill(id, number)
  }

  func resize(width: Int, height: Int) async throws {
    try await tmux("resize-window", "-x", "\(width)", "-y", "\(height)")
  }

  // MARK: - Looking

  /// The lines on the screen; with their colours if asked for.
  func screen(colors: Bool = false) async throws -> [String] {
    try await tmux(["capture-pane", "-p"] + (colors ? ["-e"] : []))
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// Waits until the screen is as it should be, and returns it.
  @discardableResult
  func wait(for what: String, until isTrue: ([String]) -> Bool) async throws -> [String] {
    var lines: [String] = []
    try await Deadline.wait(for: "\(what); the screen shows\n\(lines.joined(separator: "\n"))") {
      lines = try await screen()
      return isTrue(lines)
    }
    return lines
  }

  /// Waits until a text is on the screen.
  @discardableResult
  func wait(forText text: String) async throws -> [String] {
    try await wait(for: "\"\(text)\"") { $0.contains { $0.contains(text) } }
  }

  /// Waits until layertop has trained some steps more than now.
  @discardableResult
  func waitForSteps(_ count: Int = 1) async throws -> [String] {
    let before = try await screen().step ?? 0
    return try await wait(for: "step \(before + count)") { ($0.step ?? 0) >= before + count }
  }

  /// Waits until the terminal's modes are these.
  func wait(forModes modes: String) async throws {
    var last = ""
    try await Deadline.wait(for: "\(modes), not \(last)") {
      last = try await self.modes()
      return last == modes
    }
  }

  /// The modes that a full-screen program changes, by tmux's names.
  func modes() async throws -> String {
    try await tmux(
      "display-message", "-p",
      "alternate #{alternate_on} cursor #{cursor_flag} mouse #{mouse_any_flag} keypad #{keypad_flag}#{keypad_cursor_flag}"
    ).trimmingCharacters(in: .newlines)
  }

  @discardableResult
  private func tmux(_ arguments: String...) async throws -> String { try await tmux(arguments) }

  @discardableResult
  private func tmux(_ arguments: [String]) async throws -> String {
    let result = try await ChildProcess.run(
      "tmux", ["-u", "-S", folder["tmux"], "-f", "/dev/null"] + arguments)
    guard result.status == 0 else {
      throw Failure("tmux \(arguments.joined(separator: " ")) says: \(result.errors)")
    }
    return result.output
  }
}

extension [String] {
  /// The step in layertop's first line.
  var step: Int? {
    guard let match = first?.firstMatch(of: /step ([0-9,]+)/) else { return nil }
    return Int(match.1.replacing(",", with: ""))
  }

  /// Whether the shell's prompt, that of root or of another user, comes last.
  var endWithPrompt: Bool { ["#", "$"].contains(last { !$0.isEmpty }) }

  /// Whether a line contains a text.
  func shows(_ text: String) -> Bool { contains { $0.contains(text) } }
}
