import Figures
import Foundation
import RunModel

/// Makes pictures of drawings with `rsvg-convert`, the program of the librsvg library.
///
/// A program of its own rather than the library: it is needed for this alone, takes no part in the build, and a
/// drawing that it cannot bear ends it and not us.
enum VectorConverter {
  /// Writes a drawing as PNG or PDF.
  ///
  /// - Throws: `ExportError` where the program is missing or fails.
  static func convert(_ drawing: SVGDocument, to path: String, format: String, resolution: Int) throws {
    guard let program = program() else { throw ExportError.noConverter }
    let source = path + ".svg"
    defer { try? FileManager.default.removeItem(atPath: source) }
    let errors = Pipe()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = [
      "--unlimited", "--dpi-x", "\(resolution)", "--dpi-y", "\(resolution)", "--format", format, "--output",
      absolute(path), absolute(source),
    ]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = errors
    do {
      try Data(drawing.text.utf8).write(to: URL(fileURLWithPath: source))
      try process.run()
    } catch {
      throw ExportError.conversionFailed(PlainText.printable((error as NSError).localizedDescription))
    }
    let said = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationReason == .exit, process.terminationStatus == 0 else {
      let lines = String(decoding: said, as: UTF8.self).split(whereSeparator: \.isNewline)
      throw ExportError.conversionFailed(
        PlainText.printable(lines.first.map(String.init) ?? "status \(process.terminationStatus)"))
    }
  }

  /// Paths that begin with a hyphen would be taken for options.
  private static func absolute(_ path: String) -> String { URL(fileURLWithPath: path).path }

  private static func program() -> String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.map { "\($0)/rsvg-convert" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
