import RunModel
import TerminalUI

/// The sidebar's lines about the session.
struct SessionLines {
  let state: DashboardState

  /// What can be changed while training goes on, in `width` columns; in short, without the hyperparameters that are
  /// as the rule has them by default, but the learning rate and the momentum.
  func controls(width: Int, inShort: Bool) -> [SidebarPanel.Line] {
    let wanted = state.pendingOptimizer ?? state.optimizer
    let grouping = state.grouping.rawValue
    var lines: [SidebarPanel.Line] = [
      .value("optimizer", rule(wanted.rule, width: width), key: key(.openChooser))
    ]
    for parameter in wanted.rule.hyperparameters {
      if inShort && isOfNoNote(parameter, in: wanted) { continue }
      lines.append(
        .value(parameter.title, number(parameter, width: width), key: key(.edit(parameter))))
      if parameter == .learningRate && wanted.schedule != .constant {
        let now = state.newest.map { Signs(state.capabilities).significant($0.learningRate) }
        lines.append(.value("lr now", StyledLine(now ?? Signs(state.capabilities).dash), key: nil))
      }
    }
    if let lookahead = wanted.lookahead {
      lines.append(.value("lookahead", StyledLine("\(lookahead.steps), \(lookahead.alpha)"), key: nil))
    }
    lines.append(
      .value("rows", StyledLine(width > 12 ? "by \(grouping)" : grouping), key: key(.rows(.nextGrouping))))
    return lines
  }

  private func key(_ action: Action) -> String? {
    guard state.offers(action) else { return nil }
    return state.controls.keys.label(of: action, unicode: state.capabilities.unicode)
  }

  private func isOfNoNote(_ parameter: Hyperparameter, in wanted: OptimizerConfiguration) -> Bool {
    parameter != .learningRate && parameter != .momentum && state.edit?.control != .hyperparameter(parameter)
      && wanted[parameter] == wanted.rule.defaultValue(of: parameter)
      && state.optimizer[parameter] == wanted[parameter]
  }

  /// What stays as it is, the most telling first.
  var facts: [SidebarPanel.Line] {
    guard let run = state.run else { return [] }
    let signs = Signs(state.capabilities)
    let parameters = run.tensors.reduce(0) { $0 + $1.parameters }
    var facts = [
      (state.recording == nil ? "elapsed" : "trained", state.elapsed.map(signs.duration) ?? signs.dash),
      ("data", run.dataset), ("batch", signs.grouped(run.configuration.batchSize)),
      ("seed", String(run.configuration.seed)), ("threads", String(run.configuration.threads)),
      ("tensors", signs.grouped(run.tensors.count)), ("parameters", signs.grouped(parameters)),
      ("images", signs.grouped(run.images)), ("epoch", "\(signs.grouped(run.stepsPerEpoch)) steps"),
      ("network", run.configuration.network.title),
    ]
    let schedule = state.optimizer.schedule
    if schedule.warmup > 0 { facts.insert(("warm-up", "\(signs.grouped(schedule.warmup)) steps"), at: 1) }
    if schedule.shape != .constant { facts.insert(("schedule", "\(schedule.shape)"), at: 1) }
    if let variant = run.configuration.network.variant { facts.append(("variant", variant)) }
    return facts.map { .value($0.0, StyledLine($0.1), key: nil) }
  }

  /// The rule in effect, or the one that is waited for.
  private func rule(_ wanted: OptimizerRule, width: Int) -> StyledLine {
    let now = state.optimizer.rule
    let signs = Signs(state.capabilities)
    guard wanted != now else {
      return StyledLine(TextWidth.columns(now.title) + 2 <= width ? now.title : now.shortTitle)
    }
    return change(
      from: now.shortTitle, to: StyledLine("\(signs.arrow) \(wanted.shortTitle)", Style(.dim)), width)
  }

  /// A number in effect, or the one that is typed or waited for.
  func number(_ field: Hyperparameter, width: Int) -> StyledLine {
    let signs = Signs(state.capabilities)
    let now = state.optimizer[field]
    if let edit = state.edit, edit.control == .hyperparameter(field) {
      return TypedValue(edit: edit, signs: signs).line(after: signs.number(now), width: width)
    }
    let wanted = (state.pendingOptimizer ?? state.optimizer)[field]
    if wanted != now {
      return change(
        from: signs.number(now), to: StyledLine("\(signs.arrow) \(signs.number(wanted))", Style(.dim)), width)
    }
    return StyledLine(signs.number(now))
  }

  /// `old → new`, or only `→ new` where both have no room.
  private func change(from old: String, to new: StyledLine, _ width: Int) -> StyledLine {
    guard TextWidth.columns(old) + 1 + new.width <= width else { return new }
    var line = StyledLine(old + " ")
    line.add(new)
    return line
  }
}
