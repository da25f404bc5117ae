import RunModel
import Statistics

extension SettingPlan {
  /// The controls that mean something with this rule and this network, in the order of the sidebar.
  var controls: [Control] {
    let family = request.configuration.network.name.family
    return Control.all.filter { control in
      switch control {
      case .hyperparameter(let parameter): optimizer.rule.hyperparameters.contains(parameter)
      case .stem: family == .resNet
      case .shortcut: family == .cifarResNet
      case .dataset: !options.datasets.isEmpty
      default: true
      }
    }
  }

  /// The values that can be chosen from a list; empty where a value is typed.
  func choices(of control: Control) -> [ListChooser.Item] {
    func items<Value: CaseIterable & RawRepresentable<String>>(
      _ type: Value.Type, _ summary: (Value) -> String = { _ in "" }
    ) -> [ListChooser.Item] {
      Value.allCases.map { ListChooser.Item(name: $0.rawValue, summary: summary($0)) }
    }
    return switch control {
    case .optimizer: items(OptimizerRule.self) { $0.entry.summary }
    case .test: items(DriftTest.self) { $0.summary }
    case .quantity: quantities.map { ListChooser.Item(name: $0.rawValue, summary: $0.summary) }
    case .coloring:
      Coloring.allCases.filter { $0.isFor(comparing: isComparing) }
        .map { ListChooser.Item(name: $0.rawValue, summary: $0.title) }
    case .grouping: items(Grouping.self)
    case .order: items(RowView.Order.self)
    case .theme: options.themes.map { ListChooser.Item(name: $0.name, summary: $0.summary) }
    case .network: items(NetworkName.self) { $0.title }
    case .stem: items(Stem.self)
    case .shortcut: items(Shortcut.self)
    case .augmentation: items(Augmentation.self)
    case .precision: items(Precision.self)
    case .dataset: options.datasets.map { ListChooser.Item(name: $0.name, summary: $0.summary) }
    case .hyperparameter, .lookahead, .schedule, .warmup, .level, .smoothing, .batchSize, .seed: []
    }
  }

  /// The next value up or down, as it would be typed; nil at the end of the range.
  func step(_ control: Control, by direction: Int) -> String? {
    let choices = choices(of: control).map(\.name)
    let now = text(of: control)
    if !choices.isEmpty { return Self.neighbour(of: now, in: choices, direction) }
    switch control {
    case .hyperparameter(let parameter): return parameter.ladder.step(from: optimizer[parameter], direction)
    case .lookahead: return Self.neighbour(of: now, in: ["off", "5,0.5", "10,0.5"], direction)
    case .schedule: return Self.neighbour(of: now, in: schedules, direction)
    case .level: return Self.neighbour(of: now, in: ["usual", "1e-6", "0.001", "0.01", "0.05"], direction)
    case .smoothing:
      return Self.neighbour(of: now, in: ["none", "exp:0.9", "exp:0.98", "mean:16", "mean:64"], direction)
    case .warmup: return ValueLadder.steps.step(from: Double(optimizer.schedule.warmup), direction)
    case .batchSize:
      let size = request.configuration.batchSize
      return direction > 0 ? (size <= 2048 ? "\(2 * size)" : nil) : (size > 1 ? "\(size / 2)" : nil)
    case .seed:
      let seed = request.configuration.seed
      return direction > 0 ? (seed < .max ? "\(seed + 1)" : nil) : (seed > 0 ? "\(seed - 1)" : nil)
    default: return nil
    }
  }

  /// Schedules to begin with: whole and in steps of a run of some thousand steps.
  private var schedules: [String] {
    ["constant", "cosine:5000", "cosine:20000", "step:2000,0.5", "step:5000,0.1"]
  }

  /// The neighbour in a list; the first where the value is none of the list's.
  private static func neighbour(of value: String, in list: [String], _ direction: Int) -> String? {
    guard let index = list.firstIndex(of: value) else { return list.first }
    return list.indices.contains(index + direction) ? list[index + direction] : nil
  }
}

/// Values that one comes by when a number is changed step by step.
enum ValueLadder {
  /// 1, 2 and 5 times the powers of ten between two of them; below the least is 0, if `hasZero`.
  case decades(ClosedRange<Double>, hasZero: Bool)
  /// These.
  case values([Double])

  /// Whole numbers from 0 on.
  static let steps = ValueLadder.decades(1...1e9, hasZero: true)

  /// The next value above or below, as it would be typed; nil past the end.
  func step(from value: Double, _ direction: Int) -> String? {
    let margin = 1e-9 * abs(value)
    let next =
      direction > 0 ? values.first { $0 > value + margin } : values.last { $0 < value - margin }
    guard let next else { return nil }
    let text = "\(next)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private var values: [Double] {
    switch self {
    case .values(let values): return values
    case .decades(let range, let hasZero):
      let exponents = Int(range.lowerBound.logarithm)...Int(range.upperBound.logarithm)
      // Read from text, so that 5e-5 is the number that a user would type.
      let steps = exponents.flatMap { exponent in [1, 2, 5].compactMap { Double("\($0)e\(exponent)") } }
      return (hasZero ? [0] : []) + steps.filter { range.contains($0) }
    }
  }
}

extension Double {
  /// The power of ten of a number that is one.
  fileprivate var logarithm: Double {
    var (rest, exponent) = (self, 0.0)
    while rest >= 9.99 { (rest, exponent) = (rest / 10, exponent + 1) }
    while rest < 0.999 { (rest, exponent) = (rest * 10, exponent - 1) }
    return exponent
  }
}

extension Hyperparameter {
  fileprivate var ladder: ValueLadder {
    switch self {
    case .learningRate: .decades(1e-6...100, hasZero: true)
    case .momentum, .beta1, .beta2:
      .values([0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 0.9995, 0.9999])
    case .epsilon: .decades(1e-12...1, hasZero: false)
    case .weightDecay: .decades(1e-6...100, hasZero: true)
    }
  }
}

extension DriftTest {
  /// What it holds a cosine against, in a line.
  fileprivate var summary: String {
    switch self {
    case .paper: "the paper's bound √(ln n / n)"
    case .exact: "the exact null of independent directions"
    case .signFlip: "fair signs of the coordinate products"
    case .discovery: "what survives Benjamini and Hochberg over the rows of a step"
    }
  }
}

extension Quantity {
  /// The two vectors, in a line.
  fileprivate var summary: String {
    switch self {
    case .gradient: "a gradient and the one before"
    case .update: "an update and the one before"
    case .mean: "a gradient and the mean of those before"
    case .descent: "a gradient and the update that follows"
    }
  }
}
