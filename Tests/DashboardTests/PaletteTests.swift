import RunModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite struct PaletteTests {
  /// A dashboard in which a command was typed.
  private func state(_ command: String) -> DashboardState {
    var state = TestRun().state(steps: 3)
    state.type(":" + command)
    return state
  }

  @Test func everyActionOfThePictureHasAName() {
    for binding in KeyBindings.all where binding.context == .main {
      for route in binding.routes { #expect(route.action.name != nil, "\(route.action)") }
    }
    #expect(Set(Action.named.map(\.name)).count == Action.named.count)
  }

  @Test func everyNamedActionIsSuggestedWithAWordOfHelp() {
    let suggestions = state("").suggestions
    for (name, _) in Action.named where name != "dismiss" {
      let suggestion = suggestions.first { $0.command == name }
      #expect(suggestion?.help.isEmpty == false, "\(name)")
    }
    for control in state("").plan.controls {
      #expect(suggestions.contains { $0.command == control.entry.name }, "\(control)")
    }
  }

  @Test func valuesAreSet() {
    for (command, control, value) in [
      ("lr 0.01", Control.hyperparameter(.learningRate), "0.01"), ("optimizer adam", .optimizer, "adam"),
      ("rows tensor", .grouping, "tensor"), ("theme light", .theme, "light"),
    ] {
      var state = state(command)
      let effects = state.update(.key(.enter))
      #expect(effects.isEmpty == (control == .grouping))
      #expect(state.controls.palette == nil)
      #expect(state.plan.text(of: control) == value)
    }
  }

  @Test func commandsTakeValues() {
    func done(_ command: String) -> DashboardState {
      var state = TestRun().state(steps: 500)
      state.type(":" + command)
      _ = state.update(.key(.enter))
      #expect(state.controls.palette == nil, "\(command): \(state.controls.palette?.field.problem ?? "")")
      return state
    }
    #expect(done("zoom 8").window?.stepsPerColumn == 8)
    #expect(done("zoom whole").time.showsWholeRun)
    #expect(done("step 17").lookedAt == 17)
    #expect(done("filter bn1").rowView.filter == "bn1")
    #expect(done("layer layer3.0.conv2").rowSet?.rows[22].name == "layer3.0.conv2")
    #expect(done("layer layer3.0.conv2").selectedLayer == 22)
    #expect(done("preset adam").plan.optimizer.rule == .adam)
    #expect(done("enlarge loss").controls.enlarged == .loss)
    #expect(done("hide loss").controls.hidden == [.loss])
    var state = done("hide loss")
    state.type(":hide loss")
    _ = state.update(.key(.enter))
    #expect(state.controls.hidden == [])
    state.controls.options.savesCheckpoints = true
    state.type(":fork adam")
    var wanted = OptimizerConfiguration()
    wanted.take(.adam)
    #expect(state.update(.key(.enter)) == [.fork(wanted)])
  }

  @Test(arguments: ValuedCommand.allCases) func everyCommandSuggestsItsValuesAndRefusesOthers(
    command: ValuedCommand
  ) {
    var state = TestRun().state(steps: 500)
    state.type(":\(command.rawValue) ")
    #expect(!command.help.isEmpty)
    let values = command.values(state).map { "\(command.rawValue) \($0.name)" }
    #expect(state.suggestions.map(\.command) == values)
    for item in command.values(state).prefix(3) where command != .fork {
      var state = state
      state.type(item.name)
      _ = state.update(.key(.enter))
      #expect(state.controls.palette == nil, "\(item.name)")
    }
    state.type("7q")
    _ = state.update(.key(.enter))
    #expect(state.controls.palette?.field.problem != nil)
  }

  @Test func actionsAreDone() {
    var state = state("pause")
    #expect(state.update(.key(.enter)) == [.send(.pause)])
    #expect(state.controls.palette == nil)
  }

  @Test func tabCompletes() {
    var state = state("opt")
    _ = state.update(.key(.tab))
    #expect(state.controls.palette?.field.text == "optimizer ")
    state.type("adab")
    _ = state.update(.key(.tab))
    #expect(state.controls.palette?.field.text == "optimizer adabelief")
    _ = state.update(.key(.enter))
    #expect(state.plan.optimizer.rule == .adabelief)
  }

  @Test func theSuggestionPointedAtIsTaken() {
    var state = state("theme ")
    _ = state.update(.key(.down))
    #expect(state.update(.key(.enter)) == [.setTheme(.light)])
  }

  @Test func lettersInOrderFindAName() {
    #expect(state("dlr").suggestions.first?.command == "double-lr")
    #expect(state("undo").suggestions.first?.command == "undo")
    #expect(state("lr").suggestions.first?.command == "lr", "the beginning counts before the rest")
  }

  @Test func mistakesAreSaidInPlaceAndCanBeMended() {
    for (command, problem) in [
      ("lr 200", "\"200\" is no lr: give 0 to 100"),
      ("optimizer adamm", "there is no optimizer \"adamm\"; take sgd, "),
      ("frobnicate", "there is no command \"frobnicate\"; Tab completes"),
    ] {
      var state = state(command)
      #expect(state.update(.key(.enter)) == [])
      #expect(state.controls.palette?.field.problem?.hasPrefix(problem) == true, "\(command)")
      #expect(state.view().shows(String(problem.prefix(40))))
      _ = state.update(.key(.backspace))
      #expect(state.controls.palette?.field.problem == nil)
    }
  }

  @Test func theKeysOfALineOfText() {
    var state = state("optimizer adam")
    _ = state.update(.key(.control("w")))
    #expect(state.controls.palette?.field.text == "optimizer ")
    _ = state.update(.key(.control("u")))
    #expect(state.controls.palette?.field.text == "")
    _ = state.update(.key(.escape))
    #expect(state.controls.palette == nil)
  }

  @Test func theHelpIsSearched() {
    var state = TestRun().state(steps: 3)
    state.type("?/learning")
    #expect(state.view().shows("type another learning rate"))
    #expect(!state.view().shows("draw the whole screen"))
    _ = state.update(.key(.enter))
    #expect(state.context == .help)
    state.type("/xyzzy")
    #expect(state.view().shows("nothing contains these words"))
    _ = state.update(.key(.escape))
    #expect(state.view().shows("pause, and go on"))
  }
}

@Suite struct ThemeChooserTests {
  @Test func themesAreSeenWhileTheyAreChosen() {
    var state = TestRun().state(steps: 3)
    state.type("c")
    #expect(state.view().shows("safe-dark"))
    #expect(state.type("j") == [.setTheme(.light)])
    #expect(state.type("j") == [.setTheme(.safeDark)])
    #expect(state.update(.key(.enter)) == [])
    #expect(state.controls.options.theme == .safeDark)
    state.type("u")
    #expect(state.controls.options.theme == .dark)
  }

  @Test func escapeBringsTheThemeBack() {
    var state = TestRun().state(steps: 3)
    state.type("cjj")
    #expect(state.update(.key(.escape)) == [.setTheme(.dark)])
    #expect(state.controls.list == nil)
  }

  @Test func theTerminalSaysWhatItShowsNow() {
    var state = TestRun().state(steps: 3)
    _ = state.update(.capabilities(Terminals.monochrome))
    #expect(state.view().shows("▀ aligned"))
  }
}

@Suite struct GreetingTests {
  @Test func newcomersAreToldFourKeysUntilTheFirstKey() {
    var options = DashboardOptions()
    options.isFirstTime = true
    var state = DashboardState(
      configuration: RunConfiguration(), capabilities: Terminals.colors, width: 100, height: 24,
      options: options)
    let line = "Welcome · space pauses · ? explains keys · tab sets things · : commands · q quits"
    #expect(state.view().shows(line))
    _ = state.update(.key(.down))
    #expect(!state.view().shows("Welcome"))
  }
}
