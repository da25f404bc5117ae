import Foundation
import RunModel
import Testing

@testable import Dashboard

/// Every control of the sidebar in a real terminal: reached, changed, refused where it must be, and undone.
@Suite(.serialized) struct SidebarTests {
  /// Runs whose sidebars together have all controls.
  private static let runs = [
    "--network resnet18 --optimizer momentum --record update",
    "--network resnet20 --optimizer adam --record update",
  ]

  /// How the tests change a control.
  struct Change {
    /// Typed after Enter; nil: a list opens.
    var typed: String?
    /// What is typed and refused.
    var refused: String?
    /// The keys to the value in the list.
    var keys = ["Down"]
    /// The value that is then in force, or waits for a new run.
    var value: String
  }

  @Test func theRunsHaveAllControls() {
    var seen: Set<Control> = []
    for (network, rule) in [(NetworkName.resnet18, OptimizerRule.momentum), (.resnet20, .adam)] {
      var plan = DashboardState(
        configuration: RunConfiguration(), capabilities: .init(colors: .none, unicode: true), width: 80,
        height: 24
      ).plan
      plan.request.configuration.network.name = network
      plan.optimizer.take(rule)
      seen.formUnion(plan.controls)
    }
    // The data sets to choose from are known to the program only.
    #expect(seen.union([.dataset]) == Set(Control.all))
  }

  @Test(arguments: runs) func everyControlIsChangedByKeys(run: String) async throws {
    try await Terminal.with(width: 140, height: 50) { terminal in
      try await terminal.startLayertop(run)
      try await terminal.waitForSteps(1)
      try await terminal.press("Tab")
      var last: Control?
      while let control = Control.pointed(in: try await pointed(terminal, after: last)), control != last {
        try await change(control, on: terminal)
        last = control
        try await terminal.press("Down")
      }
      #expect(last == .seed, "the last line of the list")
      try await terminal.press("q", "q")
      try await terminal.wait(forText: "last loss")
    }
  }

  /// The screen once another control is pointed at, or no other is for three seconds; in a picture that is just being
  /// sent none may be.
  private func pointed(_ terminal: Terminal, after last: Control?) async throws -> [String] {
    var screen = try await terminal.screen()
    for _ in 0..<300 where [nil, last].contains(Control.pointed(in: screen)) {
      try await Task.sleep(for: .milliseconds(10))
      screen = try await terminal.screen()
    }
    return screen
  }

  private func change(_ control: Control, on terminal: Terminal) async throws {
    let before = try #require(try await terminal.screen().value(of: control))
    let change = Self.change(control)
    if let refused = change.refused {
      try await terminal.press("Enter")
      try await terminal.type(refused)
      try await terminal.press("Enter")
      try await terminal.wait(for: "a refusal of \(refused) as \(control)") {
        $0.shows("→ \(refused)▏") && $0.contains { $0.contains(/must|give|lies/) }
      }
      try await terminal.press("Escape")
      try await terminal.wait(for: "\(before) of \(control)") { $0.value(of: control) == before }
    }
    try await terminal.press("Enter")
    if let typed = change.typed {
      try await terminal.type(typed)
    } else {
      try await terminal.wait(forText: "┌ \(control.entry.title) ")
      for key in change.keys { try await terminal.press(key) }
    }
    try await terminal.press("Enter")
    if control.moment == .newRun {
      try await terminal.wait(for: "the question about \(control)") {
        $0.shows("a new run") && $0.shows("\(before) → \(change.value)") && $0.shows("start it now")
      }
      try await terminal.press("Escape")
      try await terminal.wait(for: "the end of the question") { !$0.shows("start it now") }
    } else {
      try await terminal.wait(for: "\(change.value) of \(control)") { $0.value(of: control) == change.value }
      try await terminal.press("u")
    }
    try await terminal.wait(for: "\(before) of \(control) again") { $0.value(of: control) == before }
  }

  /// Without a default, so that no control can be forgotten.
  private static func change(_ control: Control) -> Change {
    switch control {
    case .optimizer: Change(keys: ["Home"], value: "SGD")
    case .hyperparameter(.learningRate): Change(typed: "0.01", refused: "200", value: "0.01")
    case .hyperparameter(.momentum): Change(typed: "0.5", refused: "1", value: "0.5")
    case .hyperparameter(.beta1): Change(typed: "0.8", refused: "1.5", value: "0.8")
    case .hyperparameter(.beta2): Change(typed: "0.99", refused: "-1", value: "0.99")
    case .hyperparameter(.epsilon): Change(typed: "0.001", refused: "0", value: "0.001")
    case .hyperparameter(.weightDecay): Change(typed: "0.02", refused: "-1", value: "0.02")
    case .lookahead: Change(typed: "5,0.5", refused: "5", value: "5,0.5")
    case .schedule: Change(typed: "cosine:500", refused: "cosine", value: "cosine:500")
    case .warmup: Change(typed: "10", refused: "-1", value: "10")
    case .test: Change(value: "exact")
    case .level: Change(typed: "0.01", refused: "2", value: "0.01")
    case .quantity: Change(value: "update")
    case .coloring: Change(value: "relative")
    case .grouping: Change(value: "block")
    case .order: Change(value: "share")
    case .smoothing: Change(typed: "exp:0.9", refused: "exp", value: "exp:0.9")
    case .theme: Change(value: "light")
    case .network: Change(keys: ["End"], value: "mlp")
    case .stem: Change(value: "cifar")
    case .shortcut: Change(value: "b")
    case .dataset: Change(keys: ["End"], value: "synthetic")
    case .augmentation: Change(value: "crop")
    case .precision: Change(value: "bf16")
    case .batchSize: Change(typed: "16", refused: "5000", value: "16")
    case .seed: Change(typed: "7", refused: "-1", value: "7")
    }
  }
}

extension Control {
  /// The control that the pointer of the sidebar stands at.
  fileprivate static func pointed(in screen: [String]) -> Control? {
    all.first { control in screen.contains { $0.contains("▸\(control.entry.title) ") } }
  }
}

extension [String] {
  /// The value of a control that is pointed at.
  fileprivate func value(of control: Control) -> String? {
    let mark = "▸\(control.entry.title) "
    guard let line = first(where: { $0.contains(mark) }), let place = line.range(of: mark) else { return nil }
    let rest = line[place.upperBound...].drop { $0 == " " }
    return rest.range(of: "  ").map { String(rest[..<$0.lowerBound]) }
      ?? rest.range(of: " │").map { String(rest[..<$0.lowerBound]) }
  }
}
