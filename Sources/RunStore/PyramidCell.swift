import RunModel
import Statistics

/// What is kept of one row over a bucket of steps: how often each test gave which verdict, and sums of measures.
///
/// The tests are those of `DriftTest` at their usual levels. Sums go with the count of steps that have the measure.
struct PyramidCell: Equatable, Sendable {
  /// Steps whose cosine exists.
  var defined: UInt32 = 0
  /// Of these, steps that are aligned, test by test.
  var aligned = SIMD4<UInt32>()
  /// Of these, steps that are opposed, test by test.
  var opposed = SIMD4<UInt32>()
  /// Steps whose z exists.
  var signed: UInt32 = 0
  /// Steps whose log ‖g‖ exists.
  var normed: UInt32 = 0
  /// Steps whose log ‖u‖/‖θ‖ exists.
  var updated: UInt32 = 0
  /// The sum of cosines.
  var cosine = 0.0
  /// The sum of z.
  var z = 0.0
  /// The sum of log₁₀ p.
  var logP = 0.0
  /// The sum of log₁₀ ‖g‖.
  var gradientNorm = 0.0
  /// The sum of log₁₀ ‖u‖/‖θ‖.
  var updateToWeight = 0.0

  /// The tests, in the order of `aligned` and `opposed`.
  static let tests = DriftTest.allCases

  static func += (a: inout PyramidCell, b: PyramidCell) {
    a.defined &+= b.defined
    a.aligned &+= b.aligned
    a.opposed &+= b.opposed
    a.signed &+= b.signed
    a.normed &+= b.normed
    a.updated &+= b.updated
    a.cosine += b.cosine
    a.z += b.z
    a.logP += b.logP
    a.gradientNorm += b.gradientNorm
    a.updateToWeight += b.updateToWeight
  }

  /// What a tile shows of a measure; nan where no step has it. `bound` is the one that `PreparedTest` holds the row's
  /// statistic against.
  func mean(_ measure: Measure, test: DriftTest, bound: Double) -> Float {
    func mean(_ sum: Double, _ count: UInt32) -> Float { count > 0 ? Float(sum / Double(count)) : .nan }
    return switch measure {
    case .cosine: mean(cosine, defined)
    case .relative where bound <= 0: .nan
    case .relative: test == .signFlip ? mean(z / bound, signed) : mean(cosine / bound, defined)
    case .logP: mean(logP, defined)
    case .gradientNorm: mean(gradientNorm, normed)
    case .updateToWeight: mean(updateToWeight, updated)
    }
  }
}
