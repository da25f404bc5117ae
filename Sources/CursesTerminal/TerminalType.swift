import CNCurses
import TerminalUI

/// Which terminfo entry to use, and how many colours to use of it.
struct TerminalType: Equatable {
  /// The name to give to ncurses.
  let name: String
  /// Whether colour is wanted at all.
  let wantsColor: Bool

  /// Decides by the environment.
  ///
  /// ncurses draws true colour only where the terminfo entry is a direct-colour one. So where the terminal says
  /// that it has true colour (`COLORTERM`), its `-direct` entry is taken if there is one (Debian: ncurses-term);
  /// otherwise the nearest of 256 colours are used, which the themes are tested for.
  ///
  /// - Parameter check: What `curses_check_type` says.
  init(
    environment: [String: String], theme: Theme, check: (String) -> Int32 = { curses_check_type($0) }
  ) throws(TerminalError) {
    guard let type = environment["TERM"], !type.isEmpty else { throw .typeNotSet }
    switch check(type) {
    case 1: break
    case 0: throw .tooSimple(type: type)
    default: throw type == "dumb" ? .tooSimple(type: type) : .unknownType(type)
    }
    wantsColor = Self.mayUseColor(environment) && !theme.isMonochrome
    let direct = type.replacing(/-256color$/, with: "") + "-direct"
    let trueColor = ["truecolor", "24bit"].contains(environment["COLORTERM", default: ""])
    // Of the colours that users set, a direct-colour terminal knows eight by number; the plain entry knows all.
    name = wantsColor && trueColor && theme.mixesColors && check(direct) == 1 ? direct : type
  }

  /// Whether the user allows colour. https://no-color.org: present and not empty, whatever its value.
  static func mayUseColor(_ environment: [String: String]) -> Bool {
    environment["NO_COLOR", default: ""].isEmpty
  }

  /// The depth of a terminal for which ncurses counts so many colours.
  static func depth(colors: Int) -> ColorDepth {
    switch colors {
    case 0x100_0000...: .trueColor
    case 256...: .palette256
    case 16...: .basic16
    case 8...: .basic8
    default: .none
    }
  }
}
