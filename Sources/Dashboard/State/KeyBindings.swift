import TerminalUI

/// The one table of keys: `KeyMap` dispatches by it, and the footer, the help and the palette are made
/// from it.
enum KeyBindings {
  /// In the order of the footer and the help.
  static let all: [KeyBinding] =
    main + picture + controls + edit + chooser + help + prompt + inspector + list + sidebar + question + log
    + palette + search + diverged
}
