import CNCurses
import Foundation

/// What happens: signals first, then input, then wake-ups by other threads.
extension CursesTerminal {
  /// Waits for what happens next; nil if nothing does within the timeout (nil: waits as long as it takes).
  public func nextEvent(timeout: Duration? = nil) -> InputEvent? {
    guard isOpen else { return .interrupt }
    let deadline = timeout.map { ContinuousClock.now + $0 }
    while true {
      if let event = signalEvent() { return event }
      if let event = input.next() { return event }
      if wakePending {
        wakePending = false
        return .wake
      }
      switch Readiness.wait(terminal: STDIN_FILENO, wakeups: waker.readEnd, until: deadline) {
      case .ready: continue
      case .timeout: return nil
      case .terminalGone: return .interrupt
      }
    }
  }

  /// What signals ask for, most urgent first.
  private func signalEvent() -> InputEvent? {
    drainPipe()
    if !signals.isDisjoint(with: [SIGINT, SIGTERM, SIGHUP]) {
      signals.subtract([SIGINT, SIGTERM, SIGHUP])
      return .interrupt
    }
    if signals.remove(SIGTSTP) != nil {
      leave()
      terminal_guard_stop_self()
      signals.insert(SIGCONT)
      drainPipe()  // The SIGCONT of `fg` is the same one.
    }
    if signals.remove(SIGCONT) != nil {
      // Stopped by another way than Ctrl-Z, the shell has drawn on our screen: leave it properly first.
      if !isendwin() { leave() }
      enter()
      signals.insert(SIGWINCH)
    }
    guard signals.remove(SIGWINCH) != nil else { return nil }
    adoptSize()
    return .resize(width: size.width, height: size.height)
  }

  private func drainPipe() {
    let (woken, arrived) = waker.drain()
    wakePending = wakePending || woken
    signals.formUnion(arrived)
  }

  private func adoptSize() {
    var window = winsize()
    guard ioctl(STDIN_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_row > 0, window.ws_col > 0 else {
      return
    }
    resizeterm(Int32(window.ws_row), Int32(window.ws_col))
    werase(curses_screen())
    shown = nil
  }
}
