import RunModel
import Statistics
import TerminalUI

/// What would be in force after some changes: made from what is, changed control by control, then put in force at
/// once or refused as a whole.
struct SettingPlan: Equatable, Sendable {
  /// The optimizer, the hyperparameters and the schedule.
  var optimizer: OptimizerConfiguration
  /// What only a new run can take; its optimizer does not count.
  var request: RunRequest
  /// What is seen.
  var picture: PictureSettings
  /// What can be chosen.
  let options: DashboardOptions
  /// The quantities that the run under way records.
  let quantities: [Quantity]
  /// Whether a second run stands beside it.
  let isComparing: Bool

  /// The value of a control, as it would be typed.
  func text(of control: Control) -> String {
    let configuration = request.configuration
    return switch control {
    case .optimizer: optimizer.rule.rawValue
    case .hyperparameter(let parameter): Self.number(optimizer[parameter])
    case .lookahead: optimizer.lookahead?.description ?? "off"
    case .schedule: optimizer.schedule.shape.description
    case .warmup: "\(optimizer.schedule.warmup)"
    case .test: picture.test.rawValue
    case .level: picture.levels[picture.test].map(Self.number) ?? "usual"
    case .quantity: picture.quantity.rawValue
    case .coloring: picture.coloring.rawValue
    case .grouping: picture.grouping.rawValue
    case .order: picture.order.rawValue
    case .smoothing: picture.smoothing.description
    case .theme: picture.theme.name
    case .network: configuration.network.name.rawValue
    case .stem: configuration.network.stem.rawValue
    case .shortcut: configuration.network.shortcut.rawValue
    case .dataset: request.dataset
    case .augmentation: configuration.augmentation.rawValue
    case .precision: configuration.precision.rawValue
    case .batchSize: "\(configuration.batchSize)"
    case .seed: "\(configuration.seed)"
    }
  }

  /// The value of a control as the rest of the screen says it.
  func shown(_ control: Control, _ signs: Signs) -> String {
    switch control {
    case .optimizer: optimizer.rule.shortTitle
    case .hyperparameter(let parameter): signs.number(optimizer[parameter])
    default: text(of: control)
    }
  }

  /// Gives a control the value that was typed.
  mutating func set(_ control: Control, to text: String) throws(ControlProblem) {
    switch control.section {
    case .optimizer: try setOptimizer(control, to: text)
    case .picture: try setPicture(control, to: text)
    case .run: try setRun(control, to: text)
    }
  }

  private mutating func setOptimizer(_ control: Control, to text: String) throws(ControlProblem) {
    var wanted = optimizer
    switch control {
    case .optimizer: wanted.take(try value(text, control))
    case .hyperparameter(let parameter):
      guard wanted.rule.hyperparameters.contains(parameter) else {
        throw ControlProblem("\(wanted.rule.title) has no \(parameter.title); o takes another optimizer")
      }
      guard let number = Double(text), parameter.problem(with: number) == nil else {
        throw ControlProblem(text, for: control)
      }
      wanted[parameter] = number
    case .lookahead:
      wanted.lookahead = text == "off" ? nil : try described(text, control)
    case .schedule: wanted.schedule.shape = try described(text, control)
    case .warmup:
      guard let steps = Int(text) else { throw ControlProblem(text, for: control) }
      wanted.schedule.warmup = steps
    default: return
    }
    if let problem = wanted.problem { throw ControlProblem(problem) }
    optimizer = wanted
  }

  private mutating func setPicture(_ control: Control, to text: String) throws(ControlProblem) {
    switch control {
    case .test: picture.test = try value(text, control)
    case .level: try setLevel(text)
    case .quantity:
      let quantity: Quantity = try value(text, control)
      guard quantities.contains(quantity) else {
        throw ControlProblem(
          "\(text) is not recorded in this run, only \(quantities.map(\.rawValue).joined(separator: ", "))")
      }
      picture.quantity = quantity
    case .coloring:
      let coloring: Coloring = try value(text, control)
      guard coloring.isFor(comparing: isComparing) else {
        throw ControlProblem("\(text) needs a second run; layertop open RUN OTHER shows two")
      }
      picture.coloring = coloring
    case .grouping: picture.grouping = try value(text, control)
    case .order: picture.order = try value(text, control)
    case .smoothing:
      let smoothing: Smoothing = try described(text, control)
      if let problem = smoothing.problem { throw ControlProblem(problem) }
      picture.smoothing = smoothing
    case .theme:
      guard let theme = options.themes.first(where: { $0.name == text }) else {
        throw ControlProblem(
          "there is no theme \"\(text)\"; take \(options.themes.map(\.name).joined(separator: ", "))")
      }
      picture.theme = theme
    default: return
    }
  }

  private mutating func setLevel(_ text: String) throws(ControlProblem) {
    guard text != "usual" else {
      picture.levels[picture.test] = nil
      return
    }
    guard let level = Double(text), TestRule(picture.test, level: level).problem == nil else {
      throw ControlProblem(text, for: .level)
    }
    picture.levels[picture.test] = level
  }

  private mutating func setRun(_ control: Control, to text: String) throws(ControlProblem) {
    switch control {
    case .network: request.configuration.network.name = try value(text, control)
    case .stem: request.configuration.network.stem = try value(text, control)
    case .shortcut: request.configuration.network.shortcut = try value(text, control)
    case .augmentation: request.configuration.augmentation = try value(text, control)
    case .precision: request.configuration.precision = try value(text, control)
    case .batchSize:
      guard let size = Int(text), (1...4096).contains(size) else { throw ControlProblem(text, for: control) }
      request.configuration.batchSize = size
    case .seed:
      guard let seed = UInt64(text) else { throw ControlProblem(text, for: control) }
      request.configuration.seed = seed
    case .dataset:
      guard let dataset = options.datasets.first(where: { $0.name == text }) else {
        let names = options.datasets.map(\.name).joined(separator: ", ")
        throw ControlProblem("there is no data set \"\(text)\"; take \(names)")
      }
      if let problem = dataset.problem { throw ControlProblem("\(text): \(problem)") }
      request.dataset = text
    default: return
    }
  }

  private func value<Value: RawRepresentable<String>>(
    _ text: String, _ control: Control
  ) throws(ControlProblem) -> Value {
    guard let value = Value(rawValue: text) else {
      let names = choices(of: control).map(\.name).joined(separator: ", ")
      throw ControlProblem("there is no \(control.entry.title) \"\(text)\"; take \(names)")
    }
    return value
  }

  private func described<Value: LosslessStringConvertible>(
    _ text: String, _ control: Control
  ) throws(ControlProblem) -> Value {
    guard let value = Value(text) else { throw ControlProblem(text, for: control) }
    return value
  }

  /// The shortest text that reads as this number, in ASCII, as it is typed.
  private static func number(_ value: Double) -> String {
    Signs(Capabilities(colors: .none, unicode: false)).number(value)
  }
}
