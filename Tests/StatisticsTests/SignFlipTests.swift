import Foundation
import Statistics
import Testing

struct SignFlipTests {
  @Test func zOfKnownProducts() {
    // Products 3, −1 and 2: dot 4, cross 14.
    let sums = PairSums(dot: 4, squaredNorm: 9, otherSquaredNorm: 4, cross: 14)
    #expect(SignFlip.z(sums) == 4 / 14.0.squareRoot())
  }

  @Test func isUndefinedWhereTheCosineIs() {
    #expect(SignFlip.z(PairSums(dot: 0, squaredNorm: 1, otherSquaredNorm: 0, cross: 0)) == nil)
    #expect(SignFlip.z(PairSums(dot: 1, squaredNorm: 1, otherSquaredNorm: 1, cross: .infinity)) == nil)
    #expect(SignFlip.z(PairSums(dot: 1, squaredNorm: 1, otherSquaredNorm: 1, cross: .nan)) == nil)
    // Vectors without a common coordinate.
    #expect(SignFlip.z(PairSums(dot: 0, squaredNorm: 1, otherSquaredNorm: 1, cross: 0)) == 0)
  }

  @Test func hoeffdingsBound() {
    #expect(SignFlip.logP(z: 0) == 0)
    #expect(SignFlip.logP(z: 1) == 0)
    #expect(abs(SignFlip.logP(z: -3) - log(2 * exp(-4.5))) < 1e-15)
    #expect(SignFlip.logP(z: 1e4) == log(2) - 5e7)
    for logLevel in [-0.1, -3, -20, -700] {
      #expect(abs(SignFlip.logP(z: SignFlip.threshold(logLevel: logLevel)) - logLevel) < 1e-12)
    }
  }

  /// All sign patterns of some products: the share that reaches z is at most the bound, for every z.
  @Test(arguments: [
    [1.0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], [1, 2, 4, 8, 16, 32, 64, 128, 256, 512],
    [100, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
  ])
  func boundsTheChanceOfAllSigns(products: [Double]) {
    let cross = products.reduce(0) { $0 + $1 * $1 }
    let z = (0..<1 << products.count).map { signs in
      products.indices.reduce(0.0) { $0 + (signs >> $1 & 1 == 1 ? products[$1] : -products[$1]) }
        / cross.squareRoot()
    }
    for limit in z where limit > 0 {
      let share = Double(z.count { abs($0) >= limit }) / Double(z.count)
      #expect(log(share) <= SignFlip.logP(z: limit) + 1e-12)
    }
  }
}
