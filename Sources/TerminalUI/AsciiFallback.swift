extension Character {
  /// What stands for the character where only ASCII can be shown; `?` if nothing does.
  ///
  /// For punctuation and mathematics inside texts. Pictures (heatmaps, curves, boxes) choose their glyphs by
  /// `Capabilities.unicode`, since what reads well there depends on what is beside it.
  public var asciiFallback: Character {
    if isASCII { return self }
    return Self.replacements[self] ?? "?"
  }

  private static let replacements: [Character: Character] = [
    "·": "-", "…": "~", "−": "-", "–": "-", "—": "-", "×": "x", "→": ">", "←": "<", "↑": "^", "↓": "v",
    "±": "~", "≤": "<", "≥": ">", "√": "v", "τ": "t", "θ": "0", "ε": "e", "σ": "s", "′": "'", "’": "'",
    "“": "\"", "”": "\"", "▶": ">", "▸": ">", "■": "#", "█": "#", "░": ".", "▒": ":", "▓": "%", "⏎": "<",
    "─": "-", "━": "-", "│": "|", "┃": "|", "┆": "|", "┌": "+", "┐": "+", "└": "+", "┘": "+", "├": "+",
    "┤": "+", "┬": "+", "┴": "+", "┼": "+", "╭": "+", "╮": "+", "╰": "+", "╯": "+", "ₜ": "t",
  ]
}
