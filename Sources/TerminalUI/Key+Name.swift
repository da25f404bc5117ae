extension Key {
  private static let names: [(key: Key, name: String)] = [
    (.character(" "), "space"), (.up, "up"), (.down, "down"), (.left, "left"), (.right, "right"),
    (.home, "home"), (.end, "end"), (.pageUp, "pgup"), (.pageDown, "pgdn"), (.enter, "enter"),
    (.escape, "esc"), (.tab, "tab"), (.backTab, "shift-tab"), (.backspace, "backspace"), (.delete, "delete"),
  ]

  /// The key by its name: a character as it is, `space`, `ctrl-l`, `f5`, or the name of another key such as `pgup`;
  /// nil for anything else.
  public init?(name: String) {
    let lower = name.lowercased()
    if name.count == 1, let character = name.first, character != " " {
      self = .character(character)
    } else if let known = Self.names.first(where: { $0.name == lower }) {
      self = known.key
    } else if lower.hasPrefix("ctrl-"), let letter = lower.dropFirst(5).first, lower.count == 6,
      ("a"..."z").contains(letter)
    {
      self = .control(letter)
    } else if lower.hasPrefix("f"), let number = Int(lower.dropFirst()), (1...63).contains(number) {
      self = .function(number)
    } else {
      return nil
    }
  }

  /// The name that the key is read from.
  public var name: String {
    switch self {
    case .character(let character) where character != " ": String(character)
    case .control(let character): "ctrl-\(character)"
    case .function(let number): "f\(number)"
    default: Self.names.first { $0.key == self }?.name ?? ""
    }
  }

  /// The key in as few columns as can be, for footers and lists; `unicode` allows arrows.
  public func label(unicode: Bool) -> String {
    switch self {
    case .control(let character): "^\(character.uppercased())"
    case .up where unicode: "↑"
    case .down where unicode: "↓"
    case .left where unicode: "←"
    case .right where unicode: "→"
    default: name
    }
  }
}
