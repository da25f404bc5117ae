import Foundation

/// Places values on the dots of a canvas, the greatest at the top.
struct PlotScale: Equatable {
  /// The value at the bottom dot.
  let low: Double
  /// The value at the top dot.
  let high: Double
  /// Dots from top to bottom.
  let dots: Int

  /// A scale that holds all the values, with a little air; of some height even if they are all the same.
  init(holding values: some Sequence<Double>, dots: Int) {
    let finite = values.filter(\.isFinite)
    var (low, high) = (finite.min() ?? 0, finite.max() ?? 1)
    if high - low < 1e-12 * max(abs(low), abs(high)) + 1e-300 {
      let margin = max(abs(high) / 10, 1e-12)
      (low, high) = (low - margin, high + margin)
    }
    let air = (high - low) / 20
    self.low = low - air
    self.high = high + air
    self.dots = max(1, dots)
  }

  /// A scale that holds all the values between round numbers, so that it seldom changes as values come in.
  init(roundlyHolding values: some Sequence<Double>, dots: Int) {
    let exact = PlotScale(holding: values, dots: dots)
    let step = pow(10, log10(exact.high - exact.low).rounded(.down)) / 2
    self.init(
      low: (exact.low / step).rounded(.down) * step, high: (exact.high / step).rounded(.up) * step, dots: dots
    )
  }

  /// A scale from one value to another.
  init(low: Double, high: Double, dots: Int) {
    self.low = low
    self.high = high > low ? high : low + 1
    self.dots = max(1, dots)
  }

  /// The dot of a value, from the top, kept on the canvas.
  func dot(_ value: Double) -> Int {
    let share = (high - value) / (high - low)
    guard share.isFinite else { return dots / 2 }
    return Int((min(1, max(0, share)) * Double(dots - 1)).rounded())
  }
}
