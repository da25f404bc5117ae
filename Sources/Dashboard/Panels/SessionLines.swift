import RunModel
import TerminalUI

/// The sidebar's lines about the session.
struct SessionLines {
  let state: DashboardState

  /// What can be changed while training goes on, in `width` columns.
  func controls(width: Int) -> [SidebarPanel.Line] {
    let wanted = state.pendingOptimizer ?? state.optimizer
    let grouping = state.grouping.rawValue
    return [
      .value("optimizer", rule(wanted.rule, width: width), key: "o"),
      .value("lr", number(.learningRate, width: width), key: "l"),
      .value("momentum", number(.momentum, width: width), key: "m"),
      .value("rows", StyledLine(width > 12 ? "by \(grouping)" : grouping), key: "t"),
    ]
  }

  /// What stays as it is, the most telling first.
  var facts: [SidebarPanel.Line] {
    guard let run = state.run else { return [] }
    let signs = Signs(state.capabilities)
    let parameters = run.tensors.reduce(0) { $0 + $1.parameters }
    var facts = [
      ("elapsed", state.elapsed.map(signs.duration) ?? signs.dash),
      ("data", run.dataset), ("batch", signs.grouped(run.configuration.batchSize)),
      ("seed", String(run.configuration.seed)), ("threads", String(run.configuration.threads)),
      ("tensors", signs.grouped(run.tensors.count)), ("parameters", signs.grouped(parameters)),
      ("images", signs.grouped(run.images)), ("epoch", "\(signs.grouped(run.stepsPerEpoch)) steps"),
      ("network", run.configuration.network.title),
    ]
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
    let now = state.optimizer[keyPath: field.path]
    if let edit = state.edit, edit.field == field {
      let style = Style(edit.problem == nil ? .accent : .warning, bold: true, underline: true)
      var typed = StyledLine(signs.arrow + " ", Style(.dim))
      typed.add(edit.text, style)
      typed.add(signs.cursor, Style(.accent))
      return change(from: signs.number(now), to: typed, width)
    }
    let wanted = (state.pendingOptimizer ?? state.optimizer)[keyPath: field.path]
    if wanted != now {
      return change(
        from: signs.number(now), to: StyledLine("\(signs.arrow) \(signs.number(wanted))", Style(.dim)), width)
    }
    let isUnused = field == .momentum && state.optimizer.rule == .sgd
    var line = StyledLine(signs.number(now), isUnused ? Style(.dim) : Style(.text))
    if isUnused, line.width + 9 <= width { line.add(" unused", Style(.dim)) }
    return line
  }

  /// `old → new`, or only `→ new` where both have no room.
  private func change(from old: String, to new: StyledLine, _ width: Int) -> StyledLine {
    guard TextWidth.columns(old) + 1 + new.width <= width else { return new }
    var line = StyledLine(old + " ")
    line.add(new)
    return line
  }
}
