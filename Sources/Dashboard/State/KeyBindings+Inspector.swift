import TerminalUI

extension KeyBindings {
  /// The selected layer has the whole screen: its own keys, and those of the picture that mean something there.
  static let inspector: [KeyBinding] =
    [
      KeyBinding(
        context: .inspector, label: "Esc", hint: "back", rank: 0,
        routes: [
          (.escape, .show(.toggleInspector)), (.enter, .show(.toggleInspector)),
          (.character("q"), .show(.toggleInspector)),
        ])
    ] + (main + picture + controls).compactMap(inInspector)

  private static func inInspector(_ binding: KeyBinding) -> KeyBinding? {
    var binding = binding
    binding.context = .inspector
    binding.help = ""
    binding.routes.removeAll { route in
      if [.enter, .escape, .character("q")].contains(route.key) { return true }
      return switch route.action {
      case .togglePause, .selectBy, .selectFirst, .selectLast, .toggleHelp, .repaint, .quit, .time: false
      case .openChooser, .scaleLearningRate, .saveCheckpoint: false
      case .control(.export), .control(.copy), .control(.undo), .control(.openThemes): false
      case .control(.openPresets), .control(.openPalette), .control(.toggleLog), .control(.reload): false
      case .rows(.jump), .rows(.nextGrouping), .show, .prompt(.open(.step)), .prompt(.open(.level)): false
      default: true
      }
    }
    return binding.routes.isEmpty ? nil : binding
  }
}
