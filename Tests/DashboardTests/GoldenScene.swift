import RunModel
import TerminalUI

@testable import Dashboard

/// What the pictures of `GoldenScreenTests` show: each panel, and each box over the picture.
enum GoldenScene: String, CaseIterable, Sendable {
  case picture, zoomed, tensors, inspector, controls, typing, log, palette, help, search, themes, presets
  case optimizers, fork, question, diverged, exported, compared, heatmap, curve, loss

  /// A run of 100 steps, or 400 where time is zoomed, in which the optimizer was changed and the fifth row is selected.
  func state(width: Int, height: Int, _ capabilities: Capabilities) -> DashboardState {
    let run = TestRun()
    let steps = [.zoomed, .inspector].contains(self) ? 400 : 100
    var state = run.state(width: width, height: height, steps: steps, capabilities: capabilities)
    state.controls.options.datasets = [
      DatasetChoice(name: "cifar10", summary: "found"), DatasetChoice(name: "synthetic", summary: "drawn"),
    ]
    state.controls.options.dataset = "cifar10"
    state.controls.options.savesCheckpoints = true
    var changed = state.optimizer
    changed.rule = .momentum
    state.apply(.setOptimizer(changed), afterStep: steps * 84 / 100)
    _ = state.update(.key(.escape))
    state.type("jjjj")
    switch self {
    case .picture: break
    case .zoomed:
      state.type("--b")
      for _ in 0..<2 { _ = state.update(.key(.left)) }
    case .tensors: state.type("tr")
    case .inspector: _ = state.update(.key(.enter))
    case .controls:
      _ = state.update(.key(.tab))
      state.type("jj")
    case .typing:
      state.type("l200")
      _ = state.update(.key(.enter))
    case .log: state.type("v")
    case .palette: state.type(":opt")
    case .help: state.type("?")
    case .search: state.type("?/rate")
    case .themes: state.type("cj")
    case .presets: state.type("pj")
    case .optimizers: state.type("ojjL")
    case .fork: state.type("Fjj")
    case .question:
      state.type(":network vgg11")
      _ = state.update(.key(.enter))
    case .diverged:
      _ = state.update(
        .training([
          .diverged(
            Divergence(
              step: 100, loss: nil, gradientLayer: "fc", outputLayer: "layer2.0.conv1", restorableStep: 90))
        ]))
    case .exported:
      _ = state.update(.exported("figure written: layertop-steps-1-100.svg"))
    case .compared: state = compared(run, width, height, capabilities)
    case .heatmap: state.type("z")
    case .curve:
      for _ in 0..<2 { _ = state.update(.key(.tab)) }
      state.type("z")
    case .loss:
      for _ in 0..<3 { _ = state.update(.key(.tab)) }
      state.type("z")
    }
    return state
  }

  /// Two recorded runs beside each other, the second with other cosines.
  private func compared(
    _ run: TestRun, _ width: Int, _ height: Int, _ capabilities: Capabilities
  ) -> DashboardState {
    var partner = run
    partner.tensors = run.tensors.map {
      TensorDescription(name: $0.name, shape: $0.shape.map { 2 * $0 })
    }
    var state = DashboardState(
      configuration: run.configuration, capabilities: capabilities, width: width, height: height)
    let effects = [run, partner].enumerated().flatMap { index, run in
      let recorded = RecordedRun(
        description: run.description, lastStep: 40, newest: run.record(40),
        losses: (1...40).map { run.record($0).loss })
      return state.update(index == 0 ? .recorded(recorded) : .compared(recorded))
    }
    _ = run.serve(effects, to: &state, lastStep: 40, partner: partner)
    return state
  }
}
