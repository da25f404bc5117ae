import ArgumentParser
import RunModel

extension OptimizerRule: ExpressibleByArgument {}

/// An optimizer and its hyperparameters; what is not given is the rule's own.
struct OptimizerOptions: ParsableArguments {
  /// What is taken where none is given.
  static let usualRule = OptimizerRule.sgd

  @Option(help: "The optimizer at the start; by default \(usualRule.rawValue).")
  var optimizer: OptimizerRule?

  @Option(parsing: .unconditional, help: help(.learningRate))
  var lr: Double?

  @Option(parsing: .unconditional, help: help(.momentum))
  var momentum: Double?

  @Option(parsing: .unconditional, help: help(.beta1))
  var beta1: Double?

  @Option(parsing: .unconditional, help: help(.beta2))
  var beta2: Double?

  @Option(parsing: .unconditional, help: help(.epsilon))
  var epsilon: Double?

  @Option(parsing: .unconditional, help: help(.weightDecay))
  var weightDecay: Double?

  @Option(
    help: ArgumentHelp(
      "Lookahead around the optimizer: every k steps the slow weights go the share alpha towards the fast ones;"
        + " the paper's is 5,0.5.", valueName: "k,alpha"),
    transform: Self.lookahead)
  var lookahead: Lookahead?

  @Option(
    help: ArgumentHelp(
      "The course of the learning rate: constant (the default), step:EVERY,FACTOR or cosine:STEPS, which"
        + " reaches 0 after so many steps.", valueName: "schedule"),
    transform: { try parsed($0, as: "constant, step:EVERY,FACTOR or cosine:STEPS") })
  var schedule: LearningRateSchedule.Shape?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Steps over which the learning rate rises linearly at the start; the schedule counts them too.",
      valueName: "steps"))
  var warmup: Int?

  func validate() throws {
    if let optimizer { try refuseWhatIsUnused(by: optimizer) }
    if let problem = configuration.problem { throw ValidationError(problem) }
  }

  /// Refuses hyperparameters that a rule does not have.
  func refuseWhatIsUnused(by rule: OptimizerRule) throws {
    for (parameter, value) in given where value != nil {
      // Kept for the rules that a user may take while training goes on.
      guard parameter != .momentum, !rule.hyperparameters.contains(parameter) else { continue }
      let others = OptimizerRule.allCases.filter { $0.hyperparameters.contains(parameter) }.map(\.rawValue)
      let names = others.dropLast().joined(separator: ", ") + " or " + (others.last ?? "")
      throw ValidationError(
        "\(rule.title) has no \(parameter.title); leave \(parameter.option) out, or take"
          + " \(names)")
    }
  }

  /// The optimizer of a new run.
  var configuration: OptimizerConfiguration {
    configuration(changing: OptimizerConfiguration(rule: optimizer ?? Self.usualRule))
  }

  /// Another optimizer with what is given; what is not stays, as where a user takes another rule on the screen.
  func configuration(changing other: OptimizerConfiguration) -> OptimizerConfiguration {
    var configuration = other
    if let optimizer { configuration.take(optimizer) }
    for case (let parameter, let value?) in given { configuration[parameter] = value }
    if let lookahead { configuration.lookahead = lookahead }
    if let schedule { configuration.schedule.shape = schedule }
    if let warmup { configuration.schedule.warmup = warmup }
    return configuration
  }

  private var given: KeyValuePairs<Hyperparameter, Double?> {
    [
      .learningRate: lr, .momentum: momentum, .beta1: beta1, .beta2: beta2, .epsilon: epsilon,
      .weightDecay: weightDecay,
    ]
  }

  /// Reads `k,alpha`.
  static func lookahead(_ text: String) throws -> Lookahead { try parsed(text, as: "k,alpha such as 5,0.5") }

  private static func parsed<Value: LosslessStringConvertible>(_ text: String, as forms: String) throws
    -> Value
  {
    guard let value = Value(text) else { throw ValidationError("give \(forms)") }
    return value
  }

  /// A hyperparameter's line in the table, with its defaults: `The learning rate, …; 0.001 (adam, adamw), …`.
  private static func help(_ parameter: Hyperparameter) -> ArgumentHelp {
    var rules: [(value: Double, names: [String])] = []
    for rule in OptimizerRule.allCases where rule.hyperparameters.contains(parameter) {
      let value = rule.defaultValue(of: parameter)
      if let index = rules.firstIndex(where: { $0.value == value }) {
        rules[index].names.append(rule.rawValue)
      } else {
        rules.append((value, [rule.rawValue]))
      }
    }
    let defaults = rules.map { "\($0.value) (\($0.names.joined(separator: ", ")))" }
    return ArgumentHelp(
      "\(parameter.help) Default: \(defaults.joined(separator: ", ")).", valueName: "number")
  }
}
