import Foundation

/// The exact null: for two independent directions in Rⁿ, one of them uniform, cos² ~ Beta(1/2, (n−1)/2).
///
/// The two-sided p-value of a cosine c is p = Pr(|cos| ≥ |c|) = I_{1−c²}((n−1)/2, 1/2). In R¹ the only cosines are
/// +1 and −1, so p = 1 and nothing can be told.
public enum ExactNull {
  /// ln p, the natural logarithm of the two-sided p-value of a cosine; n ≥ 1 is the number of parameters.
  ///
  /// The relative error is below 1e-10. At |c| = 1, where p is 0, the value for the double before 1 is given, so
  /// that it is finite everywhere.
  public static func logP(cosine: Double, parameters n: Int) -> Double {
    precondition(n >= 1, "a layer has at least one parameter")
    let c = min(abs(cosine), 1.0.nextDown)
    guard n > 1, c > 0 else { return cosine.isNaN ? .nan : 0 }
    let (x, y, logX) = complement(c)
    // Squares of the smallest cosines underflow; there p is 1 to the last digit.
    guard y > 0 else { return 0 }
    return min(0, IncompleteBeta.log(a: 0.5 * Double(n - 1), x: x, y: y, logX: logX))
  }

  /// The |cos| whose two-sided p-value is the level ε in (0, 1]; n ≥ 1 is the number of parameters.
  public static func threshold(level: Double, parameters n: Int) -> Double {
    threshold(logLevel: log(level), parameters: n)
  }

  /// The |cos| whose two-sided p-value has this natural logarithm, which is at most 0.
  ///
  /// Newton's method on ln p. For n ≥ 3 the density of |cos| is log-concave, so ln p is concave and falling, and from
  /// a start to the right of the root every iterate stays to its right. Such a start is where (1−c²)^a = ε with
  /// a = (n−1)/2, since I_x(a, 1/2) ≤ I_x(a, 1) = x^a. In R² the angle is uniform, in R³ the cosine. In R¹ the
  /// threshold is 1, which no cosine passes.
  public static func threshold(logLevel: Double, parameters n: Int) -> Double {
    precondition(n >= 1, "a layer has at least one parameter")
    precondition(logLevel <= 0, "a level is at most 1")
    switch n {
    case 1: return 1
    case 2: return cos(0.5 * Double.pi * exp(logLevel))
    case 3: return -expm1(logLevel)
    default: break
    }
    var c = min((-expm1(2 * logLevel / Double(n - 1))).squareRoot(), 1.0.nextDown)
    // Quadratic convergence takes about six rounds; the bound on rounds only ends a rattle in the last digit.
    for _ in 0..<50 where c > 0 {
      let logP = logP(cosine: c, parameters: n)
      let slope = -2 * exp(logDensity(cosine: c, parameters: n) - logP)
      let next = c - (logP - logLevel) / slope
      if !(next < c) { break }
      c = max(next, 0)
    }
    return c
  }

  /// The density of cos at a cosine, (1−c²)^{(n−3)/2} / B((n−1)/2, 1/2); 0 outside [−1, 1].
  ///
  /// In R² it has poles at ±1; in R¹ all of its mass lies there, and it is 0 everywhere else.
  public static func density(cosine: Double, parameters n: Int) -> Double {
    precondition(n >= 1, "a layer has at least one parameter")
    let c = abs(cosine)
    if c > 1 { return 0 }
    if c == 1 { return n < 3 ? .infinity : n == 3 ? 0.5 : 0 }
    return n == 1 ? 0 : exp(logDensity(cosine: c, parameters: n))
  }

  /// The logarithm of the density, for 0 ≤ c < 1 and n ≥ 2.
  private static func logDensity(cosine c: Double, parameters n: Int) -> Double {
    0.5 * Double(n - 3) * complement(c).logX - IncompleteBeta.logBeta(0.5 * Double(n - 1))
  }

  /// x = 1 − c², y = c² and ln x, each to the last digits: 1 − c is exact for c ≥ 1/2.
  private static func complement(_ c: Double) -> (x: Double, y: Double, logX: Double) {
    let y = c * c
    guard c >= 0.5 else { return (1 - y, y, log1p(-y)) }
    let x = (1 - c) * (1 + c)
    return (x, y, log(x))
  }
}
