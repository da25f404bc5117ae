import CNCurses
import Foundation
import TerminalUI

/// What the terminal is set to while it shows a screen, and set back to.
extension CursesTerminal {
  /// Finds out what the terminal can do, once ncurses has it.
  func begin(_ theme: Theme) {
    terminal_guard_take_signals()
    features = Features(mouse: curses_capability("kmous") != nil, hasTitle: curses_is_like_xterm())
    let restore = ControlSequences.restore(mouse: features.mouse, title: features.hasTitle) {
      curses_capability($0).map { String(cString: $0) }
    }
    terminal_guard_set_restore_bytes(restore, restore.utf8.count)
    setColors(theme)
  }

  func setColors(_ theme: Theme) {
    if TerminalType.mayUseColor(environment) && !theme.isMonochrome && !hasBegunColors {
      hasBegunColors = has_colors() && start_color() == OK && use_default_colors() == OK
    }
    usesColor = hasBegunColors && !theme.isMonochrome
    capabilities.colors = usesColor ? TerminalType.depth(colors: Int(curses_colors())) : .none
    capabilities.hasOwnColors = theme.mixesColors
    // Pair numbers are shorts to ncurses.
    pairs = PairTable(
      theme: theme, depth: capabilities.colors, limit: min(Int(curses_pairs()), Int(Int16.max)))
  }

  func configure() {
    cbreak()
    noecho()
    nonl()
    set_escdelay(25)
    typeahead(-1)  // Frames are drawn whole, also while keys come in.
    curs_set(0)
    // Ctrl-S would freeze the screen, Ctrl-V and Ctrl-O be swallowed. The stop and interrupt keys stay.
    var settings = termios()
    if tcgetattr(STDIN_FILENO, &settings) == 0 {
      settings.c_iflag &= ~tcflag_t(IXON)
      settings.c_lflag &= ~tcflag_t(IEXTEN)
      tcsetattr(STDIN_FILENO, TCSADRAIN, &settings)
      def_prog_mode()
    }
    enter()
  }

  func enter() {
    repaint()
    if features.mouse { send(ControlSequences.mouseOn) }
    if features.hasTitle { send(ControlSequences.keepTitle) }
  }

  func leave() {
    if isHeld { hold(false) }
    if features.mouse { send(ControlSequences.mouseOff) }
    if features.hasTitle { send(ControlSequences.restoreTitle) }
    flushinp()  // A mouse report on its way would be typed into the shell.
    if curses_capability("rmcup") == nil {  // No alternate screen: what is drawn would stay.
      werase(curses_screen())
      wrefresh(curses_screen())
      shown = nil
    }
    endwin()
  }

  func hold(_ isHeld: Bool) {
    self.isHeld = isHeld
    if features.hasTitle { send(isHeld ? ControlSequences.holdPicture : ControlSequences.showPicture) }
  }

  func send(_ sequence: String) {
    terminal_guard_write(terminal_guard_screen(), sequence, sequence.utf8.count)
  }
}

/// What a terminal can do beside drawing.
struct Features {
  /// It reports the mouse.
  var mouse = false
  /// Its window has a title, and it understands xterm's commands to the window.
  var hasTitle = false
}
