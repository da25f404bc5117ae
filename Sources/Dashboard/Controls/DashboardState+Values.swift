import TerminalUI

/// Values of controls, given by key, by name or by preset.
extension DashboardState {
  /// Gives a control a value, and puts it in force.
  ///
  /// - Throws: Why it is refused; then nothing has changed.
  mutating func set(_ control: Control, to text: String) throws(ControlProblem) -> [Effect] {
    var wanted = plan
    try wanted.set(control, to: text)
    return try putInForce(wanted)
  }

  /// The same, with a refusal told in the last line.
  mutating func setOrTell(_ control: Control, to text: String) -> [Effect] {
    do throws(ControlProblem) {
      return try set(control, to: text)
    } catch {
      notice = Notice(text: error.sentence)
      return []
    }
  }

  /// Takes all values of a preset, or none.
  mutating func take(_ preset: Preset) -> [Effect] {
    var wanted = plan
    do throws(ControlProblem) {
      for (name, value) in preset.settings {
        guard let control = Control(name: name) else {
          throw ControlProblem("there is no control \"\(name)\"")
        }
        try wanted.set(control, to: value)
      }
      if wanted == plan { say("\(preset.name): everything is set so already") }
      return try putInForce(wanted)
    } catch {
      notice = Notice(text: "preset \(preset.name): \(error.sentence)")
      return []
    }
  }

  /// The next value of a control up or down.
  mutating func step(_ control: Control, by direction: Int) -> [Effect] {
    guard let value = plan.step(control, by: direction) else {
      let way = plan.choices(of: control).isEmpty ? "Enter types a value" : "Enter lists the values"
      say("\(control.entry.title) goes no further than \(plan.shown(control, Signs(capabilities))); \(way)")
      return []
    }
    return setOrTell(control, to: value)
  }

  /// What takes a new run is kept until it is asked about; the rest is done.
  mutating func putInForce(_ wanted: SettingPlan) throws(ControlProblem) -> [Effect] {
    let now = plan
    var effects = show(wanted.picture)
    if wanted.request != now.request {
      guard controls.options.canBegin else {
        throw ControlProblem("this run is recorded; layertop run begins another")
      }
      // Once it waits for more to be changed, it is not asked about again.
      controls.isAsking = controls.draft == nil
      controls.draft = wanted.request
      controls.draft?.configuration.optimizer = wanted.optimizer
      return effects
    }
    guard wanted.optimizer != now.optimizer else { return effects }
    guard canCommand else { throw ControlProblem(refusal) }
    effects += change { $0 = wanted.optimizer }
    return effects
  }
}
