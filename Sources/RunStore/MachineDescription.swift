import Foundation

/// The machine and the programs that record a run.
public struct MachineDescription: Equatable, Sendable {
  /// The processor's name, such as `AMD EPYC 9B45`.
  public var processor: String
  /// Logical processors that may be used.
  public var cores: Int
  /// Bytes of memory.
  public var memory: UInt64
  /// The operating system's name and version.
  public var system: String
  /// Names and versions of programs and libraries, such as `layertop` and `oneDNN`.
  public var versions: [String: String]
  /// The absolute path of the folder that has the images; nil where they come from no file.
  public var dataFolder: String?

  /// This machine; what cannot be found out is an empty string.
  public static func current(versions: [String: String], dataFolder: String? = nil) -> MachineDescription {
    let info = ProcessInfo.processInfo
    return MachineDescription(
      processor: value(of: "model name", in: "/proc/cpuinfo", after: ":"), cores: info.activeProcessorCount,
      memory: info.physicalMemory, system: value(of: "PRETTY_NAME", in: "/etc/os-release", after: "="),
      versions: versions, dataFolder: dataFolder)
  }

  private static func value(of key: String, in path: String, after separator: Character) -> String {
    guard let data = FileManager.default.contents(atPath: path) else { return "" }
    for line in String(decoding: data, as: UTF8.self).split(separator: "\n") where line.hasPrefix(key) {
      guard let start = line.firstIndex(of: separator) else { continue }
      return line[line.index(after: start)...].trimmingCharacters(in: CharacterSet(charactersIn: " \t\""))
    }
    return ""
  }
}
