import RunModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite struct SettingsTests {
  @Test func settingsAreRead() {
    let file = SettingsFile(
      """
      theme = "light"
      hidden = ["loss", "controls"]
      [keys]
      pause = "p"
      quit = ["x", "ctrl-q"]
      [presets.slow]
      summary = "slow Adam"
      lr = 1e-4
      optimizer = "adam"
      batch = 64
      """)
    #expect(file.problems == [])
    #expect(file.settings.theme == "light")
    #expect(file.settings.hidden == [.loss, .controls])
    #expect(file.settings.keys == ["pause": [.character("p")], "quit": [.character("x"), .control("q")]])
    let settings = [("optimizer", "adam"), ("lr", "0.0001"), ("batch", "64")]
    #expect(
      file.settings.presets == [Preset(name: "slow", summary: "slow Adam", settings: settings)])
  }

  @Test func mistakesAreSaidByLineAndTheRestCounts() {
    let file = SettingsFile(
      """
      # A comment.
      theme = 7
      colour = "red"
      hidden = ["loss", "heatmap"]

      [keys]
      paws = "p"
      pause = "no-such-key"
      undo = "z"
      help = "z"

      [presets.a]
      speed = 3
      lr = 0.1
      """)
    #expect(
      file.problems.map(\.description) == [
        "config.toml, line 2: theme is no text; write a theme's name in quotes",
        "config.toml, line 3: there is no setting \"colour\"; there are theme, hidden, [keys] and [presets.NAME]",
        "config.toml, line 4: \"heatmap\" is no panel that can be hidden; list some of controls, curve, loss",
        "config.toml, line 7: there is no action \"paws\"; layertop config --list names them",
        "config.toml, line 8: \"no-such-key\" is no key; write one such as \"p\", \"ctrl-p\", \"f5\" or \"pgup\"",
        "config.toml, line 9: \"z\" is already the key of help; give another",
        "config.toml, line 13: there is no control \"speed\"; there are "
          + Control.all.map(\.entry.name).joined(separator: ", "),
      ])
    #expect(file.settings.keys == ["help": [.character("z")]])
    #expect(file.settings.presets.first?.settings.map(\.value) == ["0.1"])
  }

  @Test func textThatIsNoTOMLIsSaidByLine() {
    let file = SettingsFile("theme = \"light\"\n[keys\n")
    #expect(file.problems.count == 1)
    #expect(file.problems[0].line == 2)
    #expect(!file.problems[0].sentence.contains("Error while parsing"))
    #expect(file.settings == DashboardSettings())
  }

  @Test func theFileToBeginWithChangesNothingAndEachOfItsLinesIsRight() throws {
    let text = SettingsFile.defaultText()
    #expect(SettingsFile(text).settings == DashboardSettings())
    #expect(SettingsFile(text).problems == [])
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let uncommented = lines.map { line in
      line.contains(" = ") && line.hasPrefix("# ") || line.hasPrefix("# [presets") ? line.dropFirst(2) : line
    }
    let file = SettingsFile(uncommented.joined(separator: "\n"))
    #expect(file.problems == [], "\(file.problems)")
    #expect(file.settings.theme == Theme.default.name)
    #expect(file.settings.presets.count == 1)
    for (key, action) in KeyBindings.all.filter({ $0.context == .main }).flatMap(\.routes) {
      #expect(file.settings.keyMap.action(for: key, in: .main) == action, "\(key.name)")
    }
  }

  @Test func keysAreBoundOtherwise() {
    var options = DashboardOptions()
    options.settings = SettingsFile("[keys]\nquit = \"x\"\npause = \"o\"").settings
    var state = TestRun().state(steps: 3)
    #expect(state.update(.options(options)) == [])
    #expect(state.type("q") == [])
    #expect(state.type("o") == [.send(.pause)])
    _ = state.update(.tick(now: 1))
    _ = state.update(.tick(now: 100))
    #expect(state.view().shows("x quit"))
    #expect(state.view().shows("o go on"))
    #expect(state.type("x") == [.send(.stop), .quit])
  }

  @Test func panelsAreHiddenFromTheBeginningAndAfterAReload() {
    var options = DashboardOptions()
    options.settings = SettingsFile("hidden = [\"loss\"]").settings
    var state = DashboardState(
      configuration: RunConfiguration(), capabilities: Terminals.colors, width: 120, height: 40,
      options: options)
    _ = state.update(.training([.started(TestRun().description)]))
    #expect(ScreenLayout(state)?.loss == nil && ScreenLayout(state)?.curve != nil)
    options.settings = SettingsFile("hidden = \"curve\"").settings
    _ = state.update(.options(options))
    #expect(ScreenLayout(state)?.loss != nil && ScreenLayout(state)?.curve == nil)
  }

  @Test func aReloadTakesTheThemeAndSaysWhatIsWrong() {
    var state = TestRun().state(steps: 3)
    #expect(state.type(",") == [.reload])
    var options = DashboardOptions(theme: .light)
    #expect(state.update(.options(options)) == [.setTheme(.light)])
    #expect(state.view().shows("the settings were read again"))
    options.problems = ["config.toml, line 3: no"]
    #expect(state.update(.options(options)) == [])
    #expect(state.view().shows("config.toml, line 3: no"))
  }

  @Test func aLongProblemIsReadWholeInTheLog() {
    var options = DashboardOptions()
    let end = (1...40).map { "word\($0)" }
    options.problems = (1...12).map { "config.toml, line \($0): \(end.joined(separator: " "))" }
    var state = DashboardState(
      configuration: RunConfiguration(), capabilities: Terminals.colors, width: 80, height: 24,
      options: options)
    _ = state.update(.training([.started(TestRun().description)]))
    state.type("v")
    #expect(!state.view().shows("line 1:"))
    var seen: Set<String> = []
    for _ in 0..<100 {
      let screen = state.view()
      for word in end + (1...12).map({ "line \($0):" }) where screen.shows(word) { seen.insert(word) }
      if screen.shows("line 1:") { break }
      state.type("k")
    }
    #expect(seen.count == end.count + 12)
    state.type("k")
    let top = state.view().lines
    state.type("j")
    #expect(state.view().lines != top, "nothing is scrolled past the first line")
  }

  @Test func keysReadBackFromTheirNames() {
    for binding in KeyBindings.all {
      for (key, _) in binding.routes { #expect(Key(name: key.name) == key, "\(key)") }
    }
    for wrong in ["", "  ", "ctrl-", "ctrl-ä", "f0", "f64", "hyper-x", "ab"] {
      #expect(Key(name: wrong) == nil)
    }
  }
}
