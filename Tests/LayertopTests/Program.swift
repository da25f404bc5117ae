import Foundation

/// The built program and what it is run with.
enum Program {
  /// It lies beside the test bundle, which is this process.
  static let path = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("layertop").path

  /// The environment of the tests without what changes a terminal or a shell, in a locale with UTF-8.
  static let environment: [String: String] = {
    let unwanted: Set = [
      "TERM", "COLORTERM", "NO_COLOR", "LANG", "LC_CTYPE", "TMUX", "TMUX_PANE", "ENV", "PS1",
    ]
    var environment = ProcessInfo.processInfo.environment.filter { !unwanted.contains($0.key) }
    environment["LC_ALL"] = "C.UTF-8"
    // No settings of whoever runs the tests, and nothing remembered: folders that cannot be.
    for variable in ["XDG_CONFIG_HOME", "XDG_STATE_HOME"] { environment[variable] = "/dev/null/none" }
    // A crash that a test causes is no news.
    environment["SWIFT_BACKTRACE"] = "enable=no"
    return environment
  }()

  /// Arguments for a run that begins soon: few random images in CIFAR-10's format, small batches.
  static func quick(in folder: TestFolder) throws -> [String] {
    try folder.writeImages(64)
    return [
      "--dataset", "cifar10", "--data-dir", folder.path, "--batch-size", "8", "--threads", "1", "--runs-dir",
      folder["runs"],
    ]
  }
}

/// A folder of a test's own, removed with all that is in it when the test lets go of it.
final class TestFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("layertop-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of a name in the folder.
  subscript(name: String) -> String { path + "/" + name }

  /// What a file holds; empty if there is none.
  func text(_ name: String) -> String {
    String(decoding: FileManager.default.contents(atPath: self[name]) ?? Data(), as: UTF8.self)
  }

  /// Writes CIFAR-10 records of seeded noise.
  func writeImages(_ count: Int) throws {
    var state: UInt64 = 1
    var bytes: [UInt8] = []
    for image in 0..<count {
      bytes.append(UInt8(image % 10))
      for _ in 0..<3072 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407  // Knuth's MMIX generator.
        bytes.append(UInt8(truncatingIfNeeded: state >> 56))
      }
    }
    try Data(bytes).write(to: URL(fileURLWithPath: self["data_batch_1.bin"]))
  }
}
