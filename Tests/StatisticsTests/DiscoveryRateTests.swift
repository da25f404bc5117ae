import Foundation
import Statistics
import Testing

struct DiscoveryRateTests {
  private struct Step: Decodable {
    var level: Double
    var logP: [Double?]
    var rejected: [Bool?]
  }

  @Test func rejectsWhatStatsmodelsRejects() throws {
    let steps: [Step] = try fixture("discovery")
    #expect(steps.count >= 20)
    for step in steps {
      let rejected = DiscoveryRate.rejected(logP: step.logP, level: step.level)
      #expect(rejected == step.rejected.map { $0 ?? false })
    }
    #expect(steps.contains { $0.rejected.contains(true) && $0.rejected.contains(false) })
  }

  /// Of 0.01, 0.03, 0.03 and 0.2 at q = 0.05 the third lies below 3/4 of q and takes the second along.
  @Test func stepsUp() {
    let logP = [0.03, 0.2, 0.01, 0.03].map { log($0) }
    #expect(DiscoveryRate.rejected(logP: logP, level: 0.05) == [true, false, true, true])
    #expect(DiscoveryRate.rejected(logP: logP, level: 0.03) == [false, false, false, false])
  }

  @Test func leavesOutWhatIsUndefined() {
    #expect(DiscoveryRate.rejected(logP: [], level: 0.05) == [])
    #expect(DiscoveryRate.rejected(logP: [nil, nil], level: 0.05) == [false, false])
    // One of one row at 0.04 is rejected; one of two is not.
    #expect(DiscoveryRate.rejected(logP: [nil, log(0.04)], level: 0.05) == [false, true])
    #expect(DiscoveryRate.rejected(logP: [0, log(0.04)], level: 0.05) == [false, false])
  }

  /// p-values that no double holds.
  @Test func worksFarBelowTheSmallestDouble() {
    #expect(DiscoveryRate.rejected(logP: [-8e6, -3, -.infinity], level: 0.05) == [true, true, true])
    #expect(DiscoveryRate.rejected(logP: [-8e6, -2, -0.1], level: 0.05) == [true, false, false])
  }
}
