import Foundation
import GRDB

/// Columns as they are in a file that may be damaged; GRDB's own subscripts stop the program where a value is of
/// another kind.
extension Row {
  /// The integer in a column; nil where there is none.
  func integer(_ column: Int) -> Int64? {
    if case .int64(let value) = (self[column] as DatabaseValue).storage { value } else { nil }
  }

  /// The number in a column; nan where there is none.
  func number(_ column: Int) -> Double {
    switch (self[column] as DatabaseValue).storage {
    case .double(let value): value
    case .int64(let value): Double(value)
    case .null, .string, .blob: .nan
    }
  }

  /// The time in a column, in seconds since 1970; nil where no calendar has it.
  func time(_ column: Int) -> Double? {
    let time = number(column)
    return (0..<Self.year10000).contains(time) ? time : nil
  }

  private static let year10000 = 253_402_300_800.0

  /// The text in a column; nil where there is none.
  func text(_ column: Int) -> String? {
    if case .string(let value) = (self[column] as DatabaseValue).storage { value } else { nil }
  }

  /// The bytes in a column; nil where there are none.
  func bytes(_ column: Int) -> Data? {
    if case .blob(let value) = (self[column] as DatabaseValue).storage { value } else { nil }
  }
}
