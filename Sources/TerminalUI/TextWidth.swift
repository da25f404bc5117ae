/// How many columns of a terminal text takes.
///
/// The marks that take none and the emoji that take two come from the standard library's Unicode data. East
/// Asian width is not among those, so the wide ranges of UAX #11 (Unicode 16, classes W and F, unassigned code
/// points between them included) are listed here.
public enum TextWidth {
  /// The columns of a string.
  public static func columns(_ text: some StringProtocol) -> Int {
    text.reduce(0) { $0 + columns($1) }
  }

  /// The columns of one user-perceived character: 0, 1 or 2.
  ///
  /// What its scalars take together, but never more than two: flags, skin tones and joined emoji are drawn as
  /// one glyph. An emoji variation selector asks for a glyph of two columns.
  public static func columns(_ character: Character) -> Int {
    var sum = 0
    for scalar in character.unicodeScalars {
      sum += scalar == "\u{FE0F}" ? sum : columns(scalar)
    }
    return min(2, sum)
  }

  /// The columns of one Unicode scalar: 0, 1 or 2. Control characters count as 0.
  public static func columns(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value >= 0x20 && scalar.value < 0x7F { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .control, .lineSeparator, .paragraphSeparator: return 0
    case .format: return scalar == "\u{AD}" ? 1 : 0  // A soft hyphen is shown by terminals.
    default: break
    }
    if isConjoiningJamo(scalar) { return 0 }
    return isWide(scalar) ? 2 : 1
  }

  /// Whether a scalar may go to a terminal as a part of text.
  ///
  /// Controls could move the cursor or start an escape sequence, and bidirectional overrides could make text
  /// read as other than it is; both are refused, as are separators and code points without a character.
  static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: return false
    case .format: return scalar == "\u{AD}" || scalar == "\u{200C}" || scalar == "\u{200D}"
    default: return true
    }
  }

  private static func isRegionalIndicator(_ scalar: Unicode.Scalar) -> Bool {
    (0x1F1E6...0x1F1FF).contains(scalar.value)
  }

  /// Medial vowels and final consonants of Hangul, which are drawn inside the syllable that they follow.
  private static func isConjoiningJamo(_ scalar: Unicode.Scalar) -> Bool {
    (0x1160...0x11FF).contains(scalar.value) || (0xD7B0...0xD7FF).contains(scalar.value)
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= 0x1100 else { return false }
    if isRegionalIndicator(scalar) { return false }
    if scalar.properties.isEmojiPresentation { return true }
    return wideRanges.contains { $0.contains(scalar.value) }
  }

  /// In the order of code points.
  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F,  // Hangul initial consonants
    0x2329...0x232A,  // angle brackets
    0x2630...0x2637, 0x268A...0x268F,  // trigrams, monograms and digrams of the Yijing
    0x2E80...0x303E,  // CJK radicals, ideographic punctuation
    0x3041...0x33FF,  // kana, bopomofo, compatibility jamo, enclosed and squared CJK
    0x3400...0x4DFF,  // CJK extension A, hexagrams
    0x4E00...0xA4CF,  // CJK unified ideographs, Yi
    0xA960...0xA97F,  // Hangul initial consonants, extended
    0xAC00...0xD7A3,  // Hangul syllables
    0xF900...0xFAFF,  // CJK compatibility ideographs
    0xFE10...0xFE19, 0xFE30...0xFE6F,  // vertical and small forms
    0xFF01...0xFF60, 0xFFE0...0xFFE6,  // full-width forms
    0x16FE0...0x18DFF,  // Tangut, Khitan, ideographic marks
    0x1AFF0...0x1B2FF,  // kana supplements, Nüshu
    0x1D300...0x1D356, 0x1D360...0x1D376,  // Tai Xuan Jing symbols, counting rods
    0x1F200...0x1F265,  // enclosed ideographs
    0x20000...0x2FFFD, 0x30000...0x3FFFD,  // CJK extensions from B on
  ]
}
