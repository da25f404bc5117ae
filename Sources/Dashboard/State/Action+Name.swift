extension Action {
  /// The actions by name, for the palette and the settings file. Where a control has the name too, it is what opens the
  /// control.
  static let named: [(name: String, action: Action)] = [
    ("pause", .togglePause),
    ("optimizer", .openChooser),
    ("fork", .openForkChooser),
    ("checkpoint", .saveCheckpoint),
    ("lr", .edit(.learningRate)),
    ("halve-lr", .scaleLearningRate(0.5)),
    ("double-lr", .scaleLearningRate(2)),
    ("momentum", .edit(.momentum)),
    ("beta1", .edit(.beta1)),
    ("beta2", .edit(.beta2)),
    ("epsilon", .edit(.epsilon)),
    ("weight-decay", .edit(.weightDecay)),
    ("next-panel", .control(.focusNext(1))),
    ("previous-panel", .control(.focusNext(-1))),
    ("enlarge", .control(.enlarge)),
    ("hide", .control(.hide)),
    ("presets", .control(.openPresets)),
    ("copy", .control(.copy)),
    ("export", .control(.export)),
    ("undo", .control(.undo)),
    ("new-run", .control(.askForNewRun)),
    ("inspect", .show(.toggleInspector)),
    ("test", .show(.nextTest)),
    ("level", .prompt(.open(.level))),
    ("quantity", .show(.nextQuantity)),
    ("colour", .show(.nextColoring)),
    ("disagreement", .show(.toggleDisagreement)),
    ("rows", .rows(.nextGrouping)),
    ("order", .rows(.nextOrder)),
    ("all-rows", .rows(.toggleHalves)),
    ("filter", .prompt(.open(.filter))),
    ("smooth", .show(.nextSmoothing)),
    ("earlier", .time(.moveCursor(by: -1))),
    ("later", .time(.moveCursor(by: 1))),
    ("zoom-in", .time(.zoom(by: -1))),
    ("zoom-out", .time(.zoom(by: 1))),
    ("whole-run", .time(.wholeRun)),
    ("pan-left", .time(.pan(halves: -1))),
    ("pan-right", .time(.pan(halves: 1))),
    ("first-step", .time(.first)),
    ("newest", .time(.follow)),
    ("step", .prompt(.open(.step))),
    ("previous-command", .time(.jumpToMark(forward: false))),
    ("next-command", .time(.jumpToMark(forward: true))),
    ("next-onset", .rows(.jump(forward: true))),
    ("previous-onset", .rows(.jump(forward: false))),
    ("up", .selectBy(-1)),
    ("down", .selectBy(1)),
    ("page-up", .selectPage(-1)),
    ("page-down", .selectPage(1)),
    ("first", .selectFirst),
    ("last", .selectLast),
    ("theme", .control(.openThemes)),
    ("log", .control(.toggleLog)),
    ("reload", .control(.reload)),
    ("command", .control(.openPalette)),
    ("help", .toggleHelp),
    ("dismiss", .dismiss),
    ("redraw", .repaint),
    ("quit", .quit),
  ]

  /// The action of this name.
  init?(name: String) {
    guard let named = Self.named.first(where: { $0.name == name }) else { return nil }
    self = named.action
  }

  /// The name; nil where the action means something only while a list or a question is open.
  var name: String? { Self.named.first { $0.action == self }?.name }
}
