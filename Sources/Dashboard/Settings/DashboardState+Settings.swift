extension DashboardState {
  /// Takes what the user's files say now: themes, panels, keys and presets; what runs stays.
  mutating func take(_ options: DashboardOptions) -> [Effect] {
    var wanted = options
    wanted.dataset = controls.options.dataset
    wanted.datasets = controls.options.datasets
    wanted.theme = controls.options.theme
    controls.options = wanted
    controls.keys = wanted.settings.keyMap
    controls.hidden = wanted.settings.hidden
    for problem in wanted.problems { log(.warning, problem) }
    notice = Notice(text: wanted.problems.first ?? "the settings were read again")
    return setTheme(options.theme)
  }
}
