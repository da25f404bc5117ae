import TerminalUI

extension KeyBindings {
  /// Nothing covers the picture: what opens the controls.
  static let controls: [KeyBinding] = [
    KeyBinding(
      label: "c", help: "choose the colours: a list of themes, seen at once",
      routes: [(.character("c"), .control(.openThemes))]),
    KeyBinding(
      label: "Tab", hint: "controls", rank: 6, help: "choose a panel; the controls are all that can be set",
      routes: [(.tab, .control(.focusNext(1))), (.backTab, .control(.focusNext(-1)))]),
    KeyBinding(
      label: "z", help: "the chosen panel on the whole screen, and back",
      routes: [(.character("z"), .control(.enlarge))]),
    KeyBinding(
      label: "x", help: "hide the chosen panel; on the heatmap: show all again",
      routes: [(.character("x"), .control(.hide))]),
    KeyBinding(
      label: "p", help: "presets: settings under a name, the paper's among them",
      routes: [(.character("p"), .control(.openPresets))]),
    KeyBinding(
      label: ":", hint: "command", rank: 8, help: "type a command; Tab completes it",
      routes: [(.character(":"), .control(.openPalette))]),
    KeyBinding(
      label: "v", help: "view the log: commands, warnings, what libraries wrote",
      routes: [(.character("v"), .control(.toggleLog))]),
    KeyBinding(
      label: ",", help: "read the settings file and the themes again",
      routes: [(.character(","), .control(.reload))]),
    KeyBinding(
      label: "y", help: "copy the values of the selected row at the step looked at",
      routes: [(.character("y"), .control(.copy))]),
    KeyBinding(
      label: "e", hint: "figure", rank: 6, help: "export the picture as a figure for a paper, in SVG",
      routes: [(.character("e"), .control(.export))]),
    KeyBinding(label: "u", help: "undo the last change", routes: [(.character("u"), .control(.undo))]),
    KeyBinding(
      label: "R", help: "start a new run, with the settings that wait for one",
      routes: [(.character("R"), .control(.askForNewRun))]),
    KeyBinding(
      label: "F", help: "fork: go on in a new run from here under another optimizer",
      routes: [(.character("F"), .openForkChooser)]),
    KeyBinding(
      label: "S", help: "save a checkpoint that is kept",
      routes: [(.character("S"), .saveCheckpoint)]),
  ]

  /// The list of controls has the keys.
  static let sidebar: [KeyBinding] = [
    KeyBinding(
      context: .sidebar, label: "Enter", hint: "change", rank: 1,
      routes: [(.enter, .control(.openControl))]),
    KeyBinding(
      context: .sidebar, label: "←→", asciiLabel: "- +", hint: "less, more", rank: 2,
      routes: [
        (.left, .control(.stepControl(-1))), (.right, .control(.stepControl(1))),
        (.character("h"), .control(.stepControl(-1))), (.character("l"), .control(.stepControl(1))),
        (.character("-"), .control(.stepControl(-1))), (.character("+"), .control(.stepControl(1))),
      ]),
    KeyBinding(
      context: .sidebar, label: "↑↓", asciiLabel: "j k", hint: "select", rank: 3,
      routes: [
        (.up, .control(.controlBy(-1))), (.down, .control(.controlBy(1))),
        (.character("k"), .control(.controlBy(-1))), (.character("j"), .control(.controlBy(1))),
        (.pageUp, .control(.controlBy(-10))), (.pageDown, .control(.controlBy(10))),
        (.home, .control(.controlBy(-100))), (.end, .control(.controlBy(100))),
        (.character("g"), .control(.controlBy(-100))), (.character("G"), .control(.controlBy(100))),
      ]),
    KeyBinding(
      context: .sidebar, label: "u", hint: "undo", rank: 5, routes: [(.character("u"), .control(.undo))]),
    KeyBinding(
      context: .sidebar, label: "space", hint: "pause", rank: 6, routes: [(.character(" "), .togglePause)]),
    KeyBinding(
      context: .sidebar, label: "R", hint: "new run", rank: 7,
      routes: [(.character("R"), .control(.askForNewRun))]),
    KeyBinding(
      context: .sidebar, label: "Esc", hint: "back", rank: 0,
      routes: [
        (.escape, .control(.focus(.heatmap))), (.tab, .control(.focusNext(1))),
        (.backTab, .control(.focusNext(-1))), (.character("q"), .control(.focus(.heatmap))),
        (.character("z"), .control(.enlarge)), (.character("x"), .control(.hide)),
      ]),
    KeyBinding(
      context: .sidebar, label: "?",
      routes: [
        (.character("?"), .toggleHelp), (.character("p"), .control(.openPresets)),
        (.character("c"), .control(.openThemes)), (.character(":"), .control(.openPalette)),
        (.control("c"), .quit), (.control("l"), .repaint),
      ]),
  ]

  /// The question about a new run is open.
  static let question: [KeyBinding] = [
    KeyBinding(
      context: .question, label: "y", hint: "start it now", rank: 0,
      routes: [(.character("y"), .control(.startNewRun))]),
    KeyBinding(
      context: .question, label: "m", hint: "change more first", rank: 2,
      routes: [(.character("m"), .control(.keepNewRun)), (.tab, .control(.keepNewRun))]),
    KeyBinding(
      context: .question, label: "Esc", hint: "leave all as it is", rank: 1,
      routes: [
        (.escape, .control(.dropNewRun)), (.character("n"), .control(.dropNewRun)),
        (.character("q"), .control(.dropNewRun)),
      ]),
    KeyBinding(
      context: .question, label: "^C",
      routes: [(.control("c"), .quit), (.control("l"), .repaint)]),
  ]

  /// A list is open.
  static let list: [KeyBinding] = [
    KeyBinding(
      context: .list, label: "Enter", hint: "take", rank: 0, routes: [(.enter, .control(.takeFromList))]),
    KeyBinding(
      context: .list, label: "Esc", hint: "cancel", rank: 1,
      routes: [(.escape, .control(.closeList)), (.character("q"), .control(.closeList))]),
    KeyBinding(
      context: .list, label: "↑↓", asciiLabel: "j k", hint: "select", rank: 2,
      routes: [
        (.up, .control(.listBy(-1))), (.down, .control(.listBy(1))),
        (.character("k"), .control(.listBy(-1))), (.character("j"), .control(.listBy(1))),
        (.pageUp, .control(.listBy(-10))), (.pageDown, .control(.listBy(10))),
        (.home, .control(.listBy(-10_000))), (.end, .control(.listBy(10_000))),
      ]),
    KeyBinding(
      context: .list, label: "^C",
      routes: [(.control("c"), .quit), (.control("l"), .repaint)]),
  ]

  /// The log is open.
  static let log: [KeyBinding] = [
    KeyBinding(
      context: .log, label: "Esc", hint: "close", rank: 0,
      routes: [
        (.escape, .control(.toggleLog)), (.character("v"), .control(.toggleLog)),
        (.character("q"), .control(.toggleLog)), (.enter, .control(.toggleLog)),
      ]),
    KeyBinding(
      context: .log, label: "↑↓", asciiLabel: "j k", hint: "scroll", rank: 1,
      routes: [
        (.up, .control(.scrollLog(1))), (.down, .control(.scrollLog(-1))),
        (.character("k"), .control(.scrollLog(1))), (.character("j"), .control(.scrollLog(-1))),
        (.pageUp, .control(.scrollLog(10))), (.pageDown, .control(.scrollLog(-10))),
        (.home, .control(.scrollLog(10_000))), (.end, .control(.scrollLog(-10_000))),
        (.character("g"), .control(.scrollLog(10_000))), (.character("G"), .control(.scrollLog(-10_000))),
      ]),
    KeyBinding(
      context: .log, label: "^C", routes: [(.control("c"), .quit), (.control("l"), .repaint)]),
  ]

  /// A command is being typed.
  static let palette: [KeyBinding] = [
    KeyBinding(
      context: .palette, label: "Enter", hint: "do it", rank: 0, routes: [(.enter, .control(.runCommand))]),
    KeyBinding(
      context: .palette, label: "Tab", hint: "complete", rank: 2,
      routes: [(.tab, .control(.completeCommand)), (.right, .control(.completeCommand))]),
    KeyBinding(
      context: .palette, label: "↑↓", asciiLabel: "^P ^N", hint: "select", rank: 3,
      routes: [
        (.up, .control(.paletteBy(-1))), (.down, .control(.paletteBy(1))),
        (.control("p"), .control(.paletteBy(-1))), (.control("n"), .control(.paletteBy(1))),
        (.pageUp, .control(.paletteBy(-9))), (.pageDown, .control(.paletteBy(9))),
      ]),
    KeyBinding(
      context: .palette, label: "Esc", hint: "cancel", rank: 1,
      routes: [(.escape, .control(.closePalette))]),
    KeyBinding(
      context: .palette, label: "Bksp",
      routes: erasing + [(.control("c"), .quit), (.control("l"), .repaint)]),
  ]
}
