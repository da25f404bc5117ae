import Foundation

/// The regularised incomplete beta function I_x(a, b) for b = 1/2 and a = 1/2, 1, 3/2, … up to 10⁸, in the log
/// domain.
///
/// Legend: y = 1 − x; I = I_x(a, b); its complement is 1 − I = I_y(b, a). The caller gives both x and y, since
/// neither can be had from the other without losing digits.
enum IncompleteBeta {
  private static let b = 0.5

  /// ln I_x(a, 1/2), for x and y in (0, 1); the relative error is below 1e-12.
  ///
  /// A power series in x where x ≤ 0.5; else one in y for the complement, where this is not close to 1; else
  /// the continued fraction of DiDonato and Morris (1992), equation 9.
  static func log(a: Double, x: Double, y: Double, logX: Double) -> Double {
    let logFront = a * logX + b * Foundation.log(y) - logBeta(a)
    if x <= 0.5 { return logFront + Foundation.log(series(a: a, b: b, x: x) / a) }
    if (a + b) * y <= 3 { return log1p(-exp(logFront) * series(a: b, b: a, x: y) / b) }
    return logFront + Foundation.log(continuedFraction(a: a, x: x, y: y))
  }

  /// ln B(a, 1/2) = ln √π − ln Γ(a + 1/2)/Γ(a).
  ///
  /// The ratio of gammas by its asymptotic series (Fields 1966) at a ≥ 20, to which smaller a are carried by
  /// Γ(a + 1/2)/Γ(a) = Γ(a + 3/2)/Γ(a + 1) · a/(a + 1/2).
  static func logBeta(_ a: Double) -> Double {
    var shifted = a
    var factor = 1.0
    while shifted < 20 {
      factor *= shifted / (shifted + 0.5)
      shifted += 1
    }
    let r = 1 / (shifted * shifted)
    let series = -1.0 / 8 + r * (1.0 / 192 + r * (-1.0 / 640 + r * (17.0 / 14_336 - r * 31 / 18_432)))
    let tail = series / shifted
    return 0.5 * Foundation.log(Double.pi / shifted) - tail - Foundation.log(factor)
  }

  /// a · I_x(a, b) · B(a, b) / (x^a (1−x)^b) = Σ x^k (a + b)_k / (a + 1)_k, all of whose terms are positive.
  private static func series(a: Double, b: Double, x: Double) -> Double {
    var sum = 1.0
    var term = 1.0
    var k = 0.0
    while term > 1e-17 * sum {
      term *= x * (a + b + k) / (a + 1 + k)
      sum += term
      k += 1
    }
    return sum
  }

  /// I_x(a, b) · B(a, b) / (x^a y^b), by Lentz's method as modified by Thompson and Barnett (1986); for (a + b)·y
  /// well above b, where it takes some tens of terms at most.
  private static func continuedFraction(a: Double, x: Double, y: Double) -> Double {
    let slope = (a + b) * y - b + 1
    var fraction = a / (a + 1) * slope
    var c = fraction
    var d = 0.0
    var k = 1.0
    var change = 0.0
    repeat {
      let centre = a + 2 * k
      let alpha = (a + k - 1) * (a + b + k - 1) * k * (b - k) * x * x / ((centre - 1) * (centre - 1))
      let beta =
        k + k * (b - k) * x / (centre - 1) + (a + k) / (centre + 1) * (slope + k * (1 + y))
      d = 1 / (beta + alpha * d)
      c = beta + alpha / c
      change = c * d
      fraction *= change
      k += 1
    } while abs(change - 1) > 1e-15
    return 1 / fraction
  }
}
