import Foundation
import Statistics
import Testing

struct VerdictTests {
  /// √(ln n / n) to six decimals, from arithmetic of 50 digits.
  @Test(arguments: [
    (10, 0.479853), (64, 0.254917), (512, 0.110382), (36_864, 0.016889), (2_359_296, 0.002494),
    (23_520_842, 0.000849),
  ])
  func paperBound(n: Int, expected: Double) {
    #expect(abs(PaperBound.threshold(parameters: n) - expected) < 5e-7)
  }

  @Test func paperBoundOfOneParameter() {
    #expect(PaperBound.threshold(parameters: 1) == 0)
  }

  @Test func isTwoSidedAndKeepsTheSign() {
    #expect(Verdict(cosine: 0.3, bound: 0.2) == .aligned)
    #expect(Verdict(cosine: -0.3, bound: 0.2) == .opposed)
    #expect(Verdict(cosine: 0.1, bound: 0.2) == .random)
    #expect(Verdict(cosine: 0.2, bound: 0.2) == .random)
    #expect(Verdict(cosine: -0.2, bound: 0.2) == .random)
    #expect(Verdict(cosine: nil, bound: 0.2) == .undefined)
    #expect(Verdict(cosine: .nan, bound: 0.2) == .undefined)
  }

  @Test func paperBoundAtAnyLevel() {
    #expect(
      PaperBound.threshold(logLevel: -log(512), parameters: 512) == PaperBound.threshold(parameters: 512))
    #expect(abs(PaperBound.threshold(logLevel: -8, parameters: 2) - 2) < 1e-15)
    #expect(PaperBound.threshold(logLevel: 0, parameters: 7) == 0)
  }

  /// A verdict that is not one on the cosine alone.
  @Test func countsVerdicts() {
    var counts = VerdictCounts()
    counts.add(verdict: .random, cosine: 0.5)
    counts.add(verdict: .opposed, cosine: -0.1)
    counts.add(verdict: .undefined, cosine: nil)
    #expect(counts.random == 1 && counts.opposed == 1 && counts.undefined == 1)
    #expect(abs(counts.meanCosine! - 0.2) < 1e-15)
    #expect(Verdict.allCases.filter(\.isNonRandom) == [.aligned, .opposed])
  }

  @Test func countsLeaveOutWhatIsUndefined() {
    var counts = VerdictCounts()
    #expect(counts.meanCosine == nil)
    #expect(counts.nonRandomShare == nil)
    for cosine in [0.5, -0.5, 0.1, nil, 0.7] { counts.add(cosine: cosine, bound: 0.2) }
    #expect(counts.aligned == 2)
    #expect(counts.opposed == 1)
    #expect(counts.random == 1)
    #expect(counts.undefined == 1)
    #expect(counts.share(of: .aligned) == 0.5)
    #expect(counts.share(of: .undefined) == nil)
    #expect(counts.nonRandomShare == 0.75)
    #expect(abs(counts.meanCosine! - 0.2) < 1e-15)
  }
}
