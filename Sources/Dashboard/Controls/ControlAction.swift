/// What the keys of the controls can do.
enum ControlAction: Hashable, Sendable {
  case openThemes, openPresets
  case listBy(Int), takeFromList, closeList
  case focusNext(Int), focus(Panel), enlarge, hide
  case controlBy(Int), openControl, stepControl(Int)
  case undo, reload, copy, export
  case toggleLog, scrollLog(Int)
  case openPalette, closePalette, completeCommand, runCommand
  case paletteBy(Int)
  case openHelpSearch, keepHelpSearch, dropHelpSearch
  case scrollHelp(Int)
  case askForNewRun, startNewRun, keepNewRun, dropNewRun
}
