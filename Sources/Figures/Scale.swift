import Foundation
import RunModel

/// A straight mapping of numbers to places along an axis, in points.
struct Scale {
  let numbers: ClosedRange<Double>
  /// The places of the least and the greatest number.
  let places: (first: Double, last: Double)

  func callAsFunction(_ number: Double) -> Double {
    let extent = numbers.upperBound - numbers.lowerBound
    guard extent > 0 else { return (places.first + places.last) / 2 }
    return places.first + (number - numbers.lowerBound) / extent * (places.last - places.first)
  }

  /// Round numbers within the range, about so many: multiples of 1, 2 or 5 times a power of ten.
  func ticks(about count: Int, least: Double = 0) -> [Double] {
    let extent = numbers.upperBound - numbers.lowerBound
    guard extent > 0, extent.isFinite, count > 0 else { return [numbers.lowerBound] }
    let rough = extent / Double(count)
    let power = pow(10, floor(log10(rough)))
    let step = max((([1, 2, 5, 10].first { $0 * power >= rough }) ?? 10) * power, least)
    let first = Int((numbers.lowerBound / step).rounded(.up))
    let last = Int((numbers.upperBound / step).rounded(.down))
    return first <= last ? (first...last).map { Double($0) * step } : []
  }

  /// A tick's number as short as its neighbours allow, with commas in thousands and a real minus sign.
  static func text(_ number: Double) -> String {
    if abs(number) >= 1000, let whole = Int(exactly: number.rounded()) { return NumberText.grouped(whole) }
    var text = String(format: "%.6f", abs(number))
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return number < 0 && text != "0" ? "−" + text : text
  }
}
