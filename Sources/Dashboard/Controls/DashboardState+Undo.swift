import RunModel
import TerminalUI

extension DashboardState {
  /// Takes note of what the last key changed.
  mutating func settle() {
    guard controls.list == nil else { return }
    let now = plan
    defer { controls.settled = now }
    guard let before = controls.settled, before.differsInWhatCanBeUndone(from: now) else { return }
    controls.undo.append(before)
    if controls.undo.count > 100 { controls.undo.removeFirst() }
  }

  /// Takes the last change back.
  mutating func undo() -> [Effect] {
    guard var before = controls.undo.popLast() else {
      notice = Notice(text: "there is nothing to undo")
      return []
    }
    before.request = plan.request
    do throws(ControlProblem) {
      let after = plan
      let effects = try putInForce(before)
      controls.settled = plan
      say("undone: \(before.differences(from: after, Signs(capabilities)))")
      return effects
    } catch {
      notice = Notice(text: error.sentence)
      return []
    }
  }
}

extension SettingPlan {
  /// What it would change in another one, such as `lr 0.1 → 0.05`; the first three.
  fileprivate func differences(from other: SettingPlan, _ signs: Signs) -> String {
    let changes = Control.all.filter { other.text(of: $0) != text(of: $0) }.map {
      "\($0.entry.title) \(other.shown($0, signs)) \(signs.arrow) \(shown($0, signs))"
    }
    if changes.isEmpty { return "the level of another test" }
    return changes.prefix(3).joined(separator: ", ") + (changes.count > 3 ? ", \(signs.ellipsis)" : "")
  }

  /// Whether something that can be undone differs.
  fileprivate func differsInWhatCanBeUndone(from other: SettingPlan) -> Bool {
    var same = other
    same.request = request
    return self != same
  }
}
