import RunModel

/// What a key can do.
enum Action: Hashable, Sendable {
  case togglePause
  case saveCheckpoint
  case openChooser, openForkChooser, applyChoice, closeChooser
  case chooseBy(Int)
  case toggleLookahead
  case scaleLearningRate(Double)
  case restoreWeights
  case edit(Hyperparameter)
  case applyEdit, cancelEdit
  case text(TextEdit)
  case selectBy(Int), selectPage(Int), selectFirst, selectLast
  case time(TimeAction)
  case rows(RowAction)
  case show(ShowAction)
  case prompt(PromptAction)
  case toggleHelp
  case dismiss
  case control(ControlAction)
  case repaint
  case quit
}
