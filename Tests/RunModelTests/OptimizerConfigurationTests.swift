import Foundation
import RunModel
import Testing

struct OptimizerConfigurationTests {
  @Test(arguments: OptimizerRule.allCases)
  func theTableIsWhole(rule: OptimizerRule) {
    let entry = rule.entry
    #expect(!entry.title.isEmpty && !entry.summary.isEmpty && !entry.paper.isEmpty)
    #expect(entry.shortTitle.count <= 9)
    #expect(entry.hyperparameters.first?.key == .learningRate)
    #expect(Set(rule.hyperparameters).count == rule.hyperparameters.count)
    #expect(Set(entry.state).count == entry.state.count)
    for (parameter, value) in entry.hyperparameters { #expect(parameter.problem(with: value) == nil) }
    #expect(OptimizerConfiguration(rule: rule).problem == nil)
  }

  @Test func defaultsAreTheRules() {
    #expect(OptimizerConfiguration().learningRate == 0.05)
    #expect(OptimizerConfiguration(rule: .adam).learningRate == 1e-3)
    #expect(OptimizerConfiguration(rule: .lion).learningRate == 1e-4)
    #expect(OptimizerConfiguration(rule: .lion).beta2 == 0.99)
    #expect(OptimizerConfiguration(rule: .adamw).weightDecay == 0.01)
    #expect(OptimizerConfiguration(rule: .adagrad).epsilon == 1e-10)
  }

  @Test(arguments: OptimizerRule.allCases)
  func survivesCoding(rule: OptimizerRule) throws {
    let configuration = OptimizerConfiguration(
      rule: rule, learningRate: 0.3, beta1: 0.8, weightDecay: 0.2, lookahead: Lookahead(steps: 7),
      schedule: LearningRateSchedule(.step(every: 5, factor: 0.25), warmup: 3))
    let data = try JSONEncoder().encode(configuration)
    #expect(try JSONDecoder().decode(OptimizerConfiguration.self, from: data) == configuration)
  }

  /// Values go along where they mean the same, and are the new rule's where they do not.
  @Test func anotherRuleKeepsWhatMeansTheSame() {
    var configuration = OptimizerConfiguration(learningRate: 0.2, momentum: 0.5)
    configuration.take(.momentum)
    #expect(configuration == OptimizerConfiguration(rule: .momentum, learningRate: 0.2, momentum: 0.5))
    configuration.take(.adam)
    #expect(configuration.learningRate == 1e-3)
    configuration.beta2 = 0.95
    configuration.learningRate = 3e-4
    configuration.take(.adamw)
    #expect((configuration.learningRate, configuration.beta2) == (3e-4, 0.95))
    #expect(configuration.weightDecay == 0.01)
    configuration.take(.lion)
    #expect((configuration.learningRate, configuration.beta2) == (1e-4, 0.99))
    configuration.take(.nesterov)
    #expect(configuration == OptimizerConfiguration(rule: .nesterov, momentum: 0.5))
  }

  @Test func refusesWhatCannotBeSet() {
    #expect(OptimizerConfiguration(learningRate: 0).problem == nil)
    #expect(OptimizerConfiguration(momentum: 0).problem == nil)
    #expect(
      OptimizerConfiguration(learningRate: -0.1).problem
        == "the learning rate is -0.1; it must lie between 0 and 100")
    #expect(OptimizerConfiguration(learningRate: .nan).problem != nil)
    #expect(OptimizerConfiguration(learningRate: .infinity).problem != nil)
    #expect(
      OptimizerConfiguration(momentum: 1).problem == "the momentum is 1.0; it must be at least 0 and below 1")
    #expect(OptimizerConfiguration(momentum: -1).problem != nil)
    #expect(OptimizerConfiguration(epsilon: 0).problem == "epsilon is 0.0; it must lie between 1e-30 and 1")
    #expect(
      OptimizerConfiguration(lookahead: Lookahead(steps: 0)).problem
        == "Lookahead has 0 steps; it must have 1 to 10000")
    #expect(OptimizerConfiguration(lookahead: Lookahead(alpha: .nan)).problem != nil)
  }

  @Test func schedulesAreReadAndRefused() {
    for shape in [LearningRateSchedule.Shape.constant, .step(every: 30, factor: 0.1), .cosine(steps: 5000)] {
      #expect(LearningRateSchedule.Shape("\(shape)") == shape)
    }
    let refused = [
      "", "constant:", "step", "step:5", "step:5,", "step:x,1", "step:5,0.1,2", "cosine:1.5", "linear:3",
    ]
    for text in refused {
      #expect(LearningRateSchedule.Shape(text) == nil, "\(text)")
    }
    #expect(LearningRateSchedule(.step(every: 0, factor: 0.5)).problem != nil)
    #expect(
      LearningRateSchedule(.step(every: 1, factor: 2)).problem
        == "the step schedule's factor is 2.0; it must be above 0 and at most 1")
    #expect(LearningRateSchedule(.cosine(steps: 0)).problem != nil)
    #expect(LearningRateSchedule(warmup: -1).problem != nil)
    #expect(Lookahead("5,0.5") == Lookahead())
    for text in ["5", "5,", "x,0.5", "5,0.5,1"] { #expect(Lookahead(text) == nil) }
  }

  /// The factor stays at the cosine's end.
  @Test func theCosineStaysAtZero() {
    let schedule = LearningRateSchedule(.cosine(steps: 10))
    #expect(schedule.factor(step: 1) == 1)
    #expect(schedule.factor(step: 11) < 1e-15)
    #expect(schedule.factor(step: 100) == schedule.factor(step: 11))
  }
}

struct OptimizerChangeTests {
  private func change(
    _ from: OptimizerRule, _ to: OptimizerRule, lookahead: (Bool, Bool) = (false, false)
  ) -> OptimizerChange {
    OptimizerChange(
      from: OptimizerConfiguration(rule: from, lookahead: lookahead.0 ? Lookahead() : nil),
      to: OptimizerConfiguration(rule: to, lookahead: lookahead.1 ? Lookahead() : nil))
  }

  @Test func stateThatMeansTheSameIsKept() {
    for (from, to, kept) in [
      (OptimizerRule.momentum, OptimizerRule.nesterov, [StateQuantity.velocity]),
      (.nesterov, .momentum, [.velocity]), (.sgd, .momentum, []), (.momentum, .adam, []),
      (.adam, .adamw, [.firstMoment, .secondMoment]), (.adamw, .adabelief, [.firstMoment]),
      (.adabelief, .adam, [.firstMoment]), (.adam, .adamax, [.firstMoment]),
      (.rmsprop, .adam, [.secondMoment]), (.adam, .rmsprop, [.secondMoment]), (.adagrad, .rmsprop, []),
      (.adam, .lion, []), (.lion, .adam, []),
    ] { #expect(change(from, to).kept == kept, "\(from) to \(to)") }
    for rule in OptimizerRule.allCases {
      #expect(change(rule, rule).kept == rule.entry.state)
      #expect(change(rule, rule).fresh == [])
      #expect(change(rule, rule, lookahead: (true, true)).fresh == [])
    }
  }

  @Test func theOutcomeIsSaidInWords() {
    #expect(change(.adam, .adamw).outcome == "first and second moment kept")
    #expect(change(.adam, .adabelief).outcome == "first moment kept, belief fresh")
    #expect(change(.sgd, .momentum).outcome == "velocity fresh")
    #expect(change(.momentum, .sgd).outcome == "state dropped")
    #expect(change(.sgd, .sgd).outcome == "no state")
    #expect(change(.momentum, .adamax).outcome == "first moment and infinity norm fresh")
    #expect(
      change(.adam, .adam, lookahead: (false, true)).outcome
        == "first and second moment kept, slow weights fresh")
  }
}
