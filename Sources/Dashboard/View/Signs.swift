import Foundation
import RunModel
import TerminalUI

/// The signs and the numbers of the dashboard, as the terminal can show them.
struct Signs: Equatable, Sendable {
  /// Whether other signs than ASCII can be shown.
  let unicode: Bool

  init(_ capabilities: Capabilities) { unicode = capabilities.unicode }

  var arrow: String { unicode ? "→" : "->" }
  var ellipsis: String { unicode ? "…" : "..." }
  var times: String { unicode ? "×" : "x" }
  var minus: String { unicode ? "−" : "-" }
  var plusMinus: String { unicode ? "±" : "+/-" }
  var atMost: String { unicode ? "≤" : "<=" }
  var descending: String { unicode ? "▾" : "v" }
  var dash: String { unicode ? "–" : "-" }
  var about: String { unicode ? "≈ " : "~ " }
  var tau: String { unicode ? "τ" : "tau" }
  var epsilon: String { unicode ? "ε" : "eps" }
  var mu: String { unicode ? "μ" : "mu" }
  var separator: String { unicode ? " · " : ", " }
  var playing: String { unicode ? "▶" : ">" }
  var pausing: String { unicode ? "‖" : "||" }
  var ended: String { unicode ? "■" : "*" }
  var failed: String { unicode ? "✗" : "!" }
  var pointer: String { unicode ? "▸" : ">" }
  var cursor: String { unicode ? "▏" : "_" }
  var commandMark: String { unicode ? "┆" : "|" }
  var cursorMark: String { unicode ? "▲" : "^" }

  /// A number with so many decimals; with `signed`, also with a plus.
  func fixed(_ value: Double, decimals: Int, signed: Bool = false) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? minus + "inf" : "inf" }
    let scale = Self.powerOfTen(decimals)
    let scaled = (abs(value) * scale).rounded()
    guard scaled < 1e15 else { return scientific(value) }
    let digits = Int(scaled)
    let whole = digits / Int(scale)
    var text = value < 0 ? minus : signed ? "+" : ""
    text += String(whole)
    if decimals > 0 {
      let fraction = String(digits - whole * Int(scale))
      text += "." + String(repeating: "0", count: decimals - fraction.count) + fraction
    }
    return text
  }

  /// A number with three significant digits; very small and very large ones with a power of ten.
  func significant(_ value: Double) -> String {
    let size = abs(value)
    guard size.isFinite, size != 0 else { return number(value) }
    if size < 0.001 || size >= 100_000 { return scientific(value) }
    let limits = [0.01, 0.1, 1, 10, 100]
    return fixed(value, decimals: 5 - (limits.firstIndex { size < $0 } ?? limits.count))
  }

  /// A loss: with three decimals for as long as they say something.
  func loss(_ value: Double) -> String {
    abs(value) < 0.01 && value != 0 ? significant(value) : fixed(value, decimals: 3)
  }

  /// The shortest text that reads as this number.
  func number(_ value: Double) -> String { NumberText.shortest(value, minus: minus) }

  /// A whole number with commas between thousands.
  func grouped(_ value: Int) -> String { NumberText.grouped(value, minus: minus) }

  /// A share of 1 in whole percent.
  func percent(_ share: Double) -> String { percent(share, decimals: 0) }

  /// A share in percent to so many decimals: `12.3%`.
  func percent(_ share: Double, decimals: Int) -> String { fixed(100 * share, decimals: decimals) + "%" }

  /// A probability by its decimal logarithm, which may be far below the least number: `0.0123`, `3.1e−700`.
  func probability(log10 exponent: Double) -> String {
    guard exponent.isFinite else { return dash }
    if exponent > -3 { return significant(pow(10, exponent)) }
    var whole = exponent.rounded(.down)
    var mantissa = pow(10, exponent - whole)
    if mantissa >= 9.95 { (mantissa, whole) = (1, whole + 1) }
    return "\(fixed(mantissa, decimals: 1))e\(minus)\(Int(-whole))"
  }

  /// A number by its decimal logarithm, with three significant digits.
  func power(_ exponent: Double) -> String { significant(pow(10, exponent)) }

  /// A length of time in hours, minutes and seconds.
  func duration(_ seconds: Double) -> String {
    let total = Int(max(0, min(seconds, 1e9)))
    let (minutes, rest) = (total / 60 % 60, total % 60)
    return "\(total / 3600):\(minutes < 10 ? "0" : "")\(minutes):\(rest < 10 ? "0" : "")\(rest)"
  }

  private func scientific(_ value: Double) -> String {
    var (mantissa, exponent) = (abs(value), 0)
    while mantissa >= 9.995 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
    while mantissa < 0.9995 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
    let power = exponent < 0 ? minus + String(-exponent) : String(exponent)
    return (value < 0 ? minus : "") + fixed(mantissa, decimals: 2) + "e" + power
  }

  private static func powerOfTen(_ exponent: Int) -> Double {
    (0..<exponent).reduce(1.0) { power, _ in power * 10 }
  }
}
