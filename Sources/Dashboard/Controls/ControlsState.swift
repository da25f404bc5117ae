import TerminalUI

/// What the dashboard is given besides the run: what can be chosen, and what the user's files say.
public struct DashboardOptions: Equatable, Sendable {
  /// The theme at the start.
  public var theme: Theme
  /// The themes that can be chosen.
  public var themes: [Theme]
  /// The data set of the first run, by its name on the command line.
  public var dataset: String
  /// The data sets that can be chosen.
  public var datasets: [DatasetChoice]
  /// What the user's file says.
  public var settings: DashboardSettings
  /// What is wrong with the user's files, a sentence each.
  public var problems: [String]

  /// Whether other runs can be begun.
  public var canBegin = true
  /// Whether a run keeps checkpoints, from which another can branch off.
  public var savesCheckpoints = false
  /// Whether the user sees the dashboard for the first time.
  public var isFirstTime = false

  /// Makes options; the built-in themes and no choice of data unless given.
  public init(
    theme: Theme = .default, themes: [Theme] = Theme.builtIn, dataset: String = "",
    datasets: [DatasetChoice] = [], settings: DashboardSettings = DashboardSettings(), problems: [String] = []
  ) {
    self.theme = theme
    self.themes = themes
    self.dataset = dataset
    self.datasets = datasets
    self.settings = settings
    self.problems = problems
  }

  /// The presets that can be chosen, the user's first.
  var presets: [Preset] {
    settings.presets
      + Preset.builtIn.filter { preset in !settings.presets.contains { $0.name == preset.name } }
  }
}

/// What the controls know: what is open and what was chosen.
struct ControlsState: Sendable {
  /// What can be chosen.
  var options: DashboardOptions
  /// The open list; nil: none.
  var list: ListChooser?
  /// Whether the line for newcomers is shown.
  var greets: Bool
  /// The keys in force.
  var keys = KeyMap.standard
  /// The line for commands; nil: it is closed.
  var palette: CommandPalette?
  /// What is looked for in the help.
  var helpSearch = HelpSearch()
  /// The movement of the mouse that is under way; nil: none.
  var drag: Drag?
  /// The panel that keys go to.
  var focus = Panel.heatmap
  /// The panels that are hidden.
  var hidden: Set<Panel> = []
  /// The panel that has the whole screen; nil: none.
  var enlarged: Panel?
  /// The control pointed at.
  var selected = Control.optimizer
  /// The run that waits to be started; nil: none.
  var draft: RunRequest?
  /// Whether the question about it is on the screen.
  var isAsking = false
  /// What happened.
  var log = EventLog()
  /// Whether the log covers the picture.
  var isLogOpen = false
  /// Lines of the log below the last one shown.
  var logScroll = 0
  /// What was in force before each change, the last at the end.
  var undo: [SettingPlan] = []
  /// What was in force after the last key.
  var settled: SettingPlan?

  init(options: DashboardOptions) {
    self.options = options
    keys = options.settings.keyMap
    hidden = options.settings.hidden
    greets = options.isFirstTime
    for problem in options.problems { log.append(.warning, step: nil, problem) }
  }

  /// Whether keys go to the list of controls.
  var isSidebarFocused: Bool { focus == .controls }

  /// Where keys go; nil: to the picture.
  var context: KeyBinding.Context? {
    if isAsking { return .question }
    if list != nil { return .list }
    if palette != nil { return .palette }
    return isLogOpen ? .log : nil
  }
}
