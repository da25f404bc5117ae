import RunModel

/// What a user can set: the lines of the sidebar, the words of the palette, of presets and of the settings file.
enum Control: Hashable, Sendable {
  case optimizer
  case hyperparameter(Hyperparameter)
  case lookahead, schedule, warmup
  case test, level, quantity, coloring, grouping, order, smoothing
  case network, stem, shortcut, dataset, augmentation, precision, batchSize, seed
  case theme

  /// All of them, in the order of the sidebar.
  static let all: [Control] =
    [.optimizer] + Hyperparameter.allCases.map(Control.hyperparameter) + [.lookahead, .schedule, .warmup]
    + [.test, .level, .quantity, .coloring, .grouping, .order, .smoothing, .theme]
    + [.network, .stem, .shortcut, .dataset, .augmentation, .precision, .batchSize, .seed]

  /// When a change of it counts.
  enum Moment: Sendable {
    /// From the next step of training on.
    case nextStep
    /// At once: only the picture changes.
    case atOnce
    /// In a new run.
    case newRun

    /// The same in words.
    var text: String {
      switch self {
      case .nextStep: "from the next step on"
      case .atOnce: "at once"
      case .newRun: "starts a new run"
      }
    }
  }

  /// The part of the sidebar that it stands in.
  enum Section: String, CaseIterable, Sendable {
    case optimizer, picture, run = "new run"
  }

  /// The control of this name, which may be any of its names.
  init?(name: String) {
    guard let control = Self.all.first(where: { $0.entry.name == name || $0.entry.title == name }) else {
      return nil
    }
    self = control
  }

  /// When a change of it counts.
  var moment: Moment {
    switch section {
    case .optimizer: .nextStep
    case .picture: .atOnce
    case .run: .newRun
    }
  }

  /// The part of the sidebar that it stands in.
  var section: Section {
    switch self {
    case .optimizer, .hyperparameter, .lookahead, .schedule, .warmup: .optimizer
    case .test, .level, .quantity, .coloring, .grouping, .order, .smoothing, .theme: .picture
    case .network, .stem, .shortcut, .dataset, .augmentation, .precision, .batchSize, .seed: .run
    }
  }
}
