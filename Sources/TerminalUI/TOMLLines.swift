import Foundation

/// Where keys are set in the text of a TOML file.
///
/// TOMLKit tells where syntax is wrong but not where a value was, so the text is searched.
public struct TOMLLines: Sendable {
  private let lines: [Substring]

  /// Takes the text of a file.
  public init(_ text: String) { lines = text.split(separator: "\n", omittingEmptySubsequences: false) }

  /// The line, counted from 1, on which a key of a section (nil: before the first one) is set, or on which the
  /// section of this name begins; 1 if it is written in an unusual way.
  public func line(of key: String, in section: String?) -> Int {
    var current: String?
    for (index, line) in lines.enumerated() {
      let trimmed = line.trimmingCharacters(in: .whitespaces)
      if trimmed.hasPrefix("[") {
        current = String(trimmed.dropFirst().prefix { $0 != "]" })
        if section == nil && current == key { return index + 1 }
      } else if current == section, let after = trimmed.dropping(key: key), after.first == "=" {
        return index + 1
      }
    }
    return 1
  }
}

extension String {
  /// What follows a key, in quotes or without, at the beginning; nil if it is another key.
  fileprivate func dropping(key: String) -> Substring? {
    for form in [key, "\"\(key)\"", "'\(key)'"] where hasPrefix(form) {
      return dropFirst(form.count).drop { $0 == " " || $0 == "\t" }
    }
    return nil
  }
}
