import CursesTerminal
import Dashboard
import TerminalUI

/// The loop between the terminal and the screen's state: draws when something has changed, and hands on what the state
/// asks for.
struct DashboardLoop {
  /// What becomes of the loop after an effect.
  enum Next {
    case goOn
    case leave
  }

  /// How long after a key news are drawn at once: they may be what the user has asked for.
  private static let attention = Duration.milliseconds(300)
  /// How long news wait for a frame: a network of thousands of steps a second fills its feed in less than a second.
  private static let patience = Duration.milliseconds(250)

  /// How long it waits for a key where nothing else happens: a second, for the clock on the screen.
  var idleTick = Duration.seconds(1)
  /// Whether the processor's time is training's, so that frames nobody asked for must cost little of it.
  var sparesProcessor = true
  let terminal: CursesTerminal
  private let options: DashboardOptions

  /// A loop on a terminal; `options` are what the dashboard began with.
  init(_ terminal: CursesTerminal, options: DashboardOptions) {
    self.terminal = terminal
    self.options = options
  }

  /// Runs until the user leaves.
  ///
  /// - Parameters:
  ///   - onWake: Tells the state what is new; called for the next frame after a wake of the terminal or `idleTick`, or
  ///     earlier where that frame is far.
  ///   - perform: Does what concerns neither the terminal nor the end.
  func run(
    _ state: inout DashboardState, onWake: (inout DashboardState) throws -> [Effect],
    perform: (Effect, inout DashboardState) -> Void
  ) rethrows {
    let start = ContinuousClock.now
    var pacer = FramePacer()
    var lastFrame = start - FramePacer.longest
    var lastKey = start  // Whoever starts the program looks at it.
    var unfinished: Buffer?
    var (isDue, isAskedFor, hasNews) = (true, true, false)
    var lastNews = start
    var title = ""
    while true {
      let sinceFrame = ContinuousClock.now - lastFrame
      let drawsFrame = isDue && (isAskedFor || sinceFrame >= pacer.interval)
      // Taken together news cost less.
      if hasNews && (drawsFrame || ContinuousClock.now - lastNews >= Self.patience) {
        (hasNews, lastNews) = (false, ContinuousClock.now)
        let effects = try onWake(&state)
        if act(effects, &state, &isDue, perform) == .leave { return }
      }
      if drawsFrame {
        let stray = terminal.strayLines()
        if !stray.isEmpty { _ = state.update(.strayOutput(stray)) }
        let effects = state.update(.tick(now: (ContinuousClock.now - start) / .seconds(1)))
        let workBefore = ProcessorTime.ofThread
        // A picture that takes several frames is sent to its end, unless the line is so slow that it would be old by then.
        let picture = (isAskedFor || pacer.limit < FramePacer.bytes ? nil : unfinished) ?? state.view()
        lastFrame = ContinuousClock.now
        let (bytes, isWhole) = terminal.draw(picture, limit: isAskedFor ? .max : pacer.limit)
        let work = sparesProcessor ? ProcessorTime.ofThread - workBefore : .zero
        pacer.drew(bytes: bytes, in: ContinuousClock.now - lastFrame, processorTime: work)
        unfinished = isWhole ? nil : picture
        if state.title != title {
          title = state.title
          terminal.setTitle(title)
        }
        (isDue, isAskedFor) = (!isWhole, false)
        if act(effects, &state, &isDue, perform) == .leave { return }
      }
      let rest = max(pacer.interval - (ContinuousClock.now - lastFrame), .zero)
      let event = terminal.nextEvent(timeout: isDue ? rest : idleTick)
      var effects: [Effect] = []
      switch event {
      case .key(let key): effects = state.update(.key(key))
      case .mouse(let mouse): effects = state.update(.mouse(mouse))
      case .resize(let width, let height): effects = state.update(.resized(width: width, height: height))
      case .wake, nil: hasNews = true
      case .interrupt: return
      }
      isDue = true
      // What a user does is seen at once.
      let isByUser = event != .wake && event != nil
      if isByUser { lastKey = ContinuousClock.now }
      isAskedFor = isAskedFor || isByUser || ContinuousClock.now - lastKey < Self.attention
      if act(effects, &state, &isDue, perform) == .leave { return }
    }
  }

  private func act(
    _ effects: [Effect], _ state: inout DashboardState, _ isDue: inout Bool,
    _ perform: (Effect, inout DashboardState) -> Void
  ) -> Next {
    for effect in effects {
      switch effect {
      case .goOn: isDue = true
      case .repaint: terminal.repaint()
      case .copy(let text): terminal.copy(text)
      case .setTheme(let theme):
        terminal.setTheme(theme)
        _ = state.update(.capabilities(terminal.capabilities))
      case .reload:
        let read = state.update(.options(UserFiles().options(from: options)))
        if act(read, &state, &isDue, perform) == .leave { return .leave }
      case .quit: return .leave
      case .send, .restart, .fork, .export, .load, .loadStep, .loadPartner: perform(effect, &state)
      }
    }
    return .goOn
  }
}
