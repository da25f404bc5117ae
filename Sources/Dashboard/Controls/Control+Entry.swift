import RunModel
import Statistics

extension Control {
  /// A line of the table of controls.
  struct Entry: Sendable {
    /// One word, as it is typed.
    var name: String
    /// The name in at most ten letters, as it is shown.
    var title: String
    /// The values that are allowed, with their unit.
    var range: String
    /// What it is.
    var help: String
  }

  /// The table.
  var entry: Entry {
    switch self {
    case .optimizer:
      Entry(
        name: "optimizer", title: "optimizer", range: "a list",
        help: "The rule that turns gradients into updates.")
    case .hyperparameter(let parameter):
      Entry(
        name: parameter.option.replacing("--", with: ""), title: parameter.title, range: parameter.range,
        help: parameter.meaning)
    case .lookahead:
      Entry(
        name: "lookahead", title: "lookahead", range: "off, or STEPS,ALPHA such as 5,0.5",
        help: "Every so many steps the weights go back, a share of the way, to slow ones.")
    case .schedule:
      Entry(
        name: "schedule", title: "schedule", range: "constant, step:EVERY,FACTOR or cosine:STEPS",
        help: "The course of the learning rate over the steps of the run.")
    case .warmup:
      Entry(
        name: "warmup", title: "warm-up", range: "0 to 1000000000 steps",
        help: "Steps over which the learning rate rises at the start of the run.")
    case .test:
      Entry(
        name: "test", title: "test", range: DriftTest.allCases.map(\.rawValue).joined(separator: ", "),
        help:
          "What tells a random cell from one that is not; paper: \"Understanding Stochastic Optimization Behavior at the Layer Update Level\"."
      )
    case .level:
      Entry(
        name: "level", title: "level", range: "usual, or above 0 and below 1",
        help: "What a test may err, usually 1/n for each cell, for discovery 0.05."
      )
    case .quantity:
      Entry(
        name: "quantity", title: "quantity", range: Quantity.allCases.map(\.rawValue).joined(separator: ", "),
        help: "Which two vectors the cosine compares; only what the run records.")
    case .coloring:
      Entry(
        name: "colour", title: "colour", range: Coloring.allCases.map(\.rawValue).joined(separator: ", "),
        help: "What the colours of the heatmap say.")
    case .order:
      Entry(
        name: "order", title: "order", range: RowView.Order.allCases.map(\.rawValue).joined(separator: ", "),
        help:
          "Rows by depth, by their share of non-random, aligned or opposed steps, or by when they turned non-random."
      )
    case .smoothing:
      Entry(
        name: "smooth", title: "smoothing", range: "none, exp:BETA or mean:STEPS",
        help: "How curves are smoothed; what is recorded stays as it is.")
    case .grouping:
      Entry(
        name: "rows", title: "rows", range: Grouping.allCases.map(\.rawValue).joined(separator: ", "),
        help: "What makes a row of the heatmap.")
    case .theme:
      Entry(name: "theme", title: "theme", range: "a list", help: "The colours of the screen.")
    case .network:
      Entry(name: "network", title: "network", range: "a list", help: "The network that is trained.")
    case .stem:
      Entry(
        name: "stem", title: "stem", range: "imagenet or cifar",
        help: "The first layers: 7 × 7 with pooling, or 3 × 3 without, which is slower.")
    case .shortcut:
      Entry(
        name: "shortcut", title: "shortcut", range: "a or b",
        help: "Where a block changes the shape: a has no parameters, b projects.")
    case .dataset:
      Entry(name: "dataset", title: "data", range: "a list", help: "The images that are trained on.")
    case .augmentation:
      Entry(
        name: "augment", title: "augment",
        range: Augmentation.allCases.map(\.rawValue).joined(separator: ", "),
        help: "What is drawn anew for every image: a shifted crop, a mirror image, or both.")
    case .precision:
      Entry(
        name: "precision", title: "precision",
        range: Precision.allCases.map(\.rawValue).joined(separator: ", "),
        help: "The number format of activations; bf16 needs a processor with AVX512_BF16.")
    case .batchSize:
      Entry(
        name: "batch", title: "batch", range: "1 to 4096 images", help: "The images that make a step.")
    case .seed:
      Entry(
        name: "seed", title: "seed", range: "0 or more",
        help: "Decides the initial weights and the order of images.")
    }
  }
}

extension Hyperparameter {
  /// The values that are allowed.
  fileprivate var range: String {
    switch self {
    case .learningRate, .weightDecay: "0 to 100"
    case .momentum, .beta1, .beta2: "0 to below 1"
    case .epsilon: "1e-30 to 1"
    }
  }

  /// What it is, in a line.
  fileprivate var meaning: String {
    switch self {
    case .learningRate: "The length of a step, before the schedule."
    case .momentum: "The share of the velocity that is kept at each step."
    case .beta1: "The share of the mean gradient that is kept at each step."
    case .beta2: "The share of the slower mean that is kept at each step."
    case .epsilon: "What keeps a denominator from zero."
    case .weightDecay: "The pull of the weights to zero."
    }
  }
}
