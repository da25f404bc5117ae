import RunModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite struct ControlTests {
  private static let options = DashboardOptions(
    dataset: "cifar10",
    datasets: [
      DatasetChoice(name: "cifar10", summary: "found"), DatasetChoice(name: "synthetic", summary: "drawn"),
      DatasetChoice(name: "mnist", summary: "", problem: "not found; layertop data fetch mnist"),
    ])

  /// A dashboard that offers three data sets, with the list of controls open.
  private func controls(
    _ run: TestRun = TestRun(), width: Int = 120, height: Int = 40, keys: String = ""
  ) -> DashboardState {
    var state = run.state(width: width, height: height, steps: 3)
    state.controls.options = Self.options
    _ = state.update(.key(.tab))
    state.type(keys)
    return state
  }

  /// Points at a control.
  private func point(at control: Control, in state: inout DashboardState) {
    state.controls.selected = control
  }

  @Test func everyControlSaysItsRangeItsMeaningAndWhenItCounts() {
    for control in Control.all {
      let entry = control.entry
      #expect(!entry.range.isEmpty && !entry.help.isEmpty)
      #expect(TextWidth.columns(entry.title) <= 10, "\(entry.title)")
      #expect(Control(name: entry.name) == control)
      #expect(!entry.name.contains(" "))
    }
    #expect(Set(Control.all.map(\.entry.name)).count == Control.all.count)
  }

  @Test func everyControlIsReachedByKeysAndExplained() {
    var state = controls()
    var seen: [Control] = []
    for _ in Control.all.indices {
      let control = state.controls.selected
      if seen.last != control { seen.append(control) }
      let screen = state.view()
      #expect(screen.shows("▸" + control.entry.title))
      #expect(screen.shows(control.moment.text), "\(control)")
      _ = state.update(.key(.down))
    }
    #expect(seen == state.plan.controls)
  }

  @Test func everyValueReadsBackAsItIsWritten() throws {
    var run = TestRun()
    run.configuration.optimizer = OptimizerConfiguration(
      rule: .adamw, lookahead: Lookahead(), schedule: LearningRateSchedule(.cosine(steps: 100), warmup: 5))
    let state = controls(run)
    for control in Control.all {
      var plan = state.plan
      if case .hyperparameter(let parameter) = control,
        !plan.optimizer.rule.hyperparameters.contains(parameter)
      {
        continue
      }
      try plan.set(control, to: plan.text(of: control))
      #expect(plan == state.plan, "\(control)")
    }
  }

  @Test func everyListedValueIsTaken() throws {
    let state = controls()
    for control in Control.all {
      for item in state.plan.choices(of: control) where item.name != "mnist" {
        var plan = state.plan
        try plan.set(control, to: item.name)
        #expect(plan.text(of: control) == item.name)
      }
    }
  }

  @Test func arrowsChangeAValueUpAndDownAndStopAtTheEnds() {
    var state = controls()
    point(at: .hyperparameter(.learningRate), in: &state)
    var rates: [Double] = []
    for key in [Key.right, .right, .left, .left, .left] {
      for case .send(.setOptimizer(let wanted)) in state.update(.key(key)) {
        rates.append(wanted.learningRate)
      }
    }
    #expect(rates == [0.1, 0.2, 0.1, 0.05, 0.02])
    for _ in 0..<100 { _ = state.update(.key(.left)) }
    #expect(state.plan.optimizer.learningRate == 0)
    for _ in 0..<100 { _ = state.update(.key(.right)) }
    #expect(state.plan.optimizer.learningRate == 100)
    #expect(state.update(.key(.right)) == [])
  }

  @Test func arrowsWalkThroughEveryControlWithoutARefusal() throws {
    for rule in OptimizerRule.allCases {
      var run = TestRun()
      run.configuration.optimizer = OptimizerConfiguration(rule: rule)
      let state = controls(run)
      for control in state.plan.controls {
        for direction in [-1, 1] {
          var plan = state.plan
          for _ in 0..<60 {
            guard let next = plan.step(control, by: direction), next != "mnist" else { break }
            try plan.set(control, to: next)
          }
        }
      }
    }
  }

  @Test func whatIsTypedIsRefusedInPlaceWithItsRange() {
    var state = controls()
    for (control, text, problem) in [
      (
        Control.hyperparameter(.learningRate), "200",
        "\"200\" is no lr: give 0 to 100"
      ),
      (.batchSize, "5000", "\"5000\" is no batch: give 1 to 4096 images"),
      (.batchSize, "1.5", "\"1.5\" is no batch: give 1 to 4096 images"),
      (.schedule, "cosine", "\"cosine\" is no schedule: give constant, step:EVERY,FACTOR or cosine:STEPS"),
      (.schedule, "cosine:0", "the cosine schedule is 0 steps; it must be 1 to 1000000000"),
      (.warmup, "-1", "the warm-up is -1 steps; it must be 0 to 1000000000"),
      (.lookahead, "5", "\"5\" is no lookahead: give off, or STEPS,ALPHA such as 5,0.5"),
      (.seed, "-1", "\"-1\" is no seed: give 0 or more"),
    ] {
      point(at: control, in: &state)
      _ = state.update(.key(.enter))
      state.type(text)
      #expect(state.edit?.field.text == text)
      #expect(state.update(.key(.enter)) == [])
      #expect(state.edit?.field.problem == problem)
      let screen = state.view()
      for word in problem.split(separator: " ") { #expect(screen.shows(String(word)), "\(problem)") }
      _ = state.update(.key(.escape))
      #expect(state.controls.isSidebarFocused, "Esc leaves the value first")
    }
  }

  @Test func aListOfValuesOpensOverThePictureAndIsTaken() {
    var state = controls()
    point(at: .optimizer, in: &state)
    _ = state.update(.key(.enter))
    #expect(state.view().shows("mean gradient over root mean square"))
    state.type("jjj")
    let effects = state.update(.key(.enter))
    #expect(state.plan.optimizer.rule == .adam)
    #expect(effects == [.send(.setOptimizer(state.plan.optimizer))])
  }

  @Test func aDataSetThatIsNotThereIsRefusedWithTheWayToIt() {
    var state = controls()
    #expect(state.setOrTell(.dataset, to: "mnist") == [])
    #expect(state.view().shows("mnist: not found; layertop data fetch mnist"))
    #expect(state.controls.draft == nil)
  }

  @Test func undoTakesBackTheLastChangesOneByOne() {
    var state = TestRun().state(steps: 3)
    let before = state.plan
    state.type("]t")
    state.choose("j")
    #expect(state.plan.optimizer.rule == .momentum && state.grouping == .tensor)
    state.type("u")
    #expect(state.plan.optimizer.rule == .sgd)
    #expect(state.plan.optimizer.learningRate == 0.1)
    state.type("u")
    #expect(state.grouping == .layer)
    #expect(state.type("u") == [.send(.setOptimizer(before.optimizer))])
    #expect(state.plan == before)
    state.type("u")
    #expect(state.view().shows("there is nothing to undo"))
  }

  @Test func theMousePointsAtControlsAndOpensThem() throws {
    var state = TestRun().state(steps: 3)
    let sidebar = try #require(ScreenLayout(state)?.sidebar)
    _ = state.update(.mouse(MouseEvent(.press, x: sidebar.x + 4, y: sidebar.y + 2)))
    #expect(state.controls.isSidebarFocused)
    let lines = state.view().lines
    let row = try #require(lines.firstIndex { $0.contains("│ lr ") || $0.contains(" lr   ") })
    _ = state.update(.mouse(MouseEvent(.press, x: sidebar.x + 4, y: row)))
    #expect(state.controls.selected == .hyperparameter(.learningRate))
    _ = state.update(.mouse(MouseEvent(.press, x: sidebar.x + 4, y: row)))
    #expect(state.edit?.control == .hyperparameter(.learningRate))
    _ = state.update(.key(.escape))
    _ = state.update(.mouse(MouseEvent(.press, x: 2, y: 5)))
    #expect(!state.controls.isSidebarFocused)
  }

  @Test func theListHoldsTogetherAtEverySize() {
    for (width, height) in [(60, 16), (79, 17), (80, 24), (120, 40), (240, 70)] {
      var state = controls(width: width, height: height)
      for _ in 0..<30 {
        let screen = state.view()
        #expect(screen.shows("▸" + state.controls.selected.entry.title), "\(width) × \(height)")
        _ = state.update(.key(.down))
      }
    }
  }
}

@Suite struct NewRunTests {
  private func state() -> DashboardState {
    var state = TestRun().state(steps: 30)
    state.controls.options.datasets = [DatasetChoice(name: "synthetic", summary: "drawn")]
    return state
  }

  @Test func whatNeedsANewRunAsksOnce() {
    var state = state()
    #expect(state.setOrTell(.network, to: "vgg11") == [])
    #expect(state.view().shows("resnet18 → vgg11"))
    #expect(state.view().shows("start it now"))
    #expect(state.update(.key(.enter)) == [], "Enter, which ended what was typed, ends no run")
    #expect(state.view().shows("start it now"))
    let effects = state.type("y")
    var wanted = RunRequest(configuration: RunConfiguration(threads: 2), dataset: "")
    wanted.configuration.network.name = .vgg11
    #expect(effects == [.restart(wanted)])
    #expect(state.activity == .preparing)
    #expect(state.newest == nil && state.history == nil && state.marks.isEmpty)
    #expect(state.view().shows("preparing VGG-11"))
  }

  @Test func moreCanBeChangedFirst() {
    var state = state()
    _ = state.setOrTell(.network, to: "lenet5")
    state.type("m")
    #expect(state.context == .main)
    _ = state.setOrTell(.batchSize, to: "64")
    #expect(!state.controls.isAsking, "it was asked already")
    state.type("]")  // The learning rate changes at once, and is the new run's too.
    #expect(state.plan.optimizer.learningRate == 0.1)
    state.type("R")
    #expect(state.view().shows("128 → 64"))
    guard case .restart(let request)? = state.type("y").first else {
      Issue.record("no new run")
      return
    }
    #expect(request.configuration.network.name == .lenet5 && request.configuration.batchSize == 64)
    #expect(request.configuration.optimizer.learningRate == 0.1)
  }

  @Test func escapeLeavesAllAsItIs() {
    var state = state()
    let before = state.plan
    _ = state.setOrTell(.seed, to: "7")
    #expect(state.update(.key(.escape)) == [])
    #expect(state.plan == before && state.controls.draft == nil)
    #expect(state.history?.lastStep == 30)
  }

  @Test func whatTheUserLooksAtStays() {
    var state = state()
    state.type("tRy")
    #expect(state.grouping == .tensor)
    #expect(state.type("] ") == [], "the new run has not begun")
    _ = state.update(.training([.started(TestRun().description)]))
    #expect(state.activity == .training)
    #expect(state.type("]").count == 1)
  }

  @Test func aRunThatIsOverCanBeFollowedByAnother() {
    var state = state()
    _ = state.update(.training([.finished(.completed)]))
    #expect(state.type("Ry").count == 1)
    #expect(state.activity == .preparing)
  }

  @Test(arguments: Preset.builtIn.map(\.name)) func everyPresetCanBeTaken(name: String) throws {
    var state = state()
    state.controls.options.datasets.append(DatasetChoice(name: "cifar10", summary: ""))
    let preset = try #require(Preset.builtIn.first { $0.name == name })
    _ = state.take(preset)
    #expect(state.notice == nil, "\(state.notice?.text ?? "")")
    for (control, value) in preset.settings {
      let control = try #require(Control(name: control))
      var plan = state.plan
      if control.section == .optimizer, let draft = state.controls.draft {
        plan.optimizer = draft.configuration.optimizer
      }
      let text = plan.text(of: control)
      #expect(text == value || Double(text) == Double(value), "\(control)")
    }
    #expect(state.controls.isAsking == preset.summary.hasSuffix("a new run"))
  }
}
