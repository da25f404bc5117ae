import RunModel
import Testing

@testable import layertop

struct OptimizerOptionsTests {
  private func configuration(_ arguments: String...) throws -> OptimizerConfiguration {
    try OptimizerOptions.parse(arguments).configuration
  }

  private func message(_ arguments: String...) -> String? {
    do {
      _ = try OptimizerOptions.parse(arguments)
      return nil
    } catch {
      return OptimizerOptions.message(for: error)
    }
  }

  @Test(arguments: OptimizerRule.allCases)
  func everyRuleIsTakenWithItsDefaults(rule: OptimizerRule) throws {
    #expect(try configuration("--optimizer", rule.rawValue) == OptimizerConfiguration(rule: rule))
  }

  @Test(arguments: OptimizerRule.allCases)
  func everyHyperparameterOfTheTableHasItsOption(rule: OptimizerRule) throws {
    for parameter in rule.hyperparameters {
      var expected = OptimizerConfiguration(rule: rule)
      expected[parameter] = 0.25
      #expect(try configuration("--optimizer", rule.rawValue, parameter.option, "0.25") == expected)
    }
  }

  @Test func lookaheadAndScheduleAreRead() throws {
    #expect(
      try configuration("--lookahead", "6,0.8", "--schedule", "cosine:500", "--warmup", "20")
        == OptimizerConfiguration(
          lookahead: Lookahead(steps: 6, alpha: 0.8),
          schedule: LearningRateSchedule(.cosine(steps: 500), warmup: 20)))
  }

  /// Kept for the rules that a user may take while training goes on.
  @Test func momentumIsTakenByAnyRule() throws {
    #expect(try configuration("--momentum", "0.5") == OptimizerConfiguration(momentum: 0.5))
  }

  @Test func whatARuleDoesNotUseIsRefusedInASentence() {
    #expect(
      message("--optimizer", "momentum", "--beta1", "0.5")
        == "SGD with momentum has no beta1; leave --beta1 out, or take adam, adamw, adamax, adabelief or lion"
    )
    #expect(
      message("--optimizer", "lion", "--epsilon", "0.1")?.hasPrefix("Lion has no epsilon; leave") == true)
  }

  @Test func nonsenseIsRefusedWithWhatWouldBeRight() {
    #expect(message("--lr", "200") == "the learning rate is 200.0; it must lie between 0 and 100")
    let schedules = "give constant, step:EVERY,FACTOR or cosine:STEPS"
    #expect(message("--schedule", "linear")?.contains(schedules) == true)
    #expect(message("--lookahead", "5")?.contains("give k,alpha such as 5,0.5") == true)
    #expect(message("--lookahead", "0,0.5") == "Lookahead has 0 steps; it must have 1 to 10000")
    #expect(message("--schedule", "cosine:0")?.hasPrefix("the cosine schedule is 0 steps;") == true)
    #expect(message("--warmup", "-1") != nil)
    #expect(message("--optimizer", "sdg")?.contains("adabelief") == true)
  }
}
