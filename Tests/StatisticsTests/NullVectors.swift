import Foundation
import RunModel

/// Kinds of independent random vectors in Rⁿ whose consecutive members have nothing to do with each other: what a test
/// calls non-random among them is a false alarm.
enum NullVectors: String, CaseIterable, Sendable {
  /// Independent standard normal coordinates: all directions are alike.
  case isotropic
  /// Independent coordinates of Student's distribution with 2 degrees of freedom, whose variance is infinite.
  case heavyTailed = "heavy-tailed"
  /// Independent normal coordinates, the i-th of variance 1/i: few of them carry most of the norm.
  case alongAxes = "anisotropic along the axes"
  /// The same turned by a fixed rotation, so that every coordinate has a part in the few strong directions.
  case turned = "anisotropic, turned"

  /// Draws a vector; n is a power of two.
  func draw(_ n: Int, _ random: inout SeededGenerator) -> [Float] {
    var vector = (0..<n).map { _ in random.normal() }
    switch self {
    case .isotropic: break
    case .heavyTailed:
      // Z / √(χ²₂/2), of which χ²₂/2 is exponential.
      for i in vector.indices { vector[i] /= (-log(1 - random.uniform())).squareRoot() }
    case .alongAxes: scale(&vector)
    case .turned:
      scale(&vector)
      turn(&vector)
    }
    return vector.map { Float($0) }
  }

  private func scale(_ vector: inout [Double]) {
    for i in vector.indices { vector[i] /= Double(i + 1).squareRoot() }
  }

  /// The Walsh–Hadamard transform, a rotation but for its length: every coordinate is a sum of all with signs.
  private func turn(_ vector: inout [Double]) {
    var width = 1
    while width < vector.count {
      for start in stride(from: 0, to: vector.count, by: 2 * width) {
        for i in start..<start + width {
          (vector[i], vector[i + width]) = (vector[i] + vector[i + width], vector[i] - vector[i + width])
        }
      }
      width *= 2
    }
  }
}
