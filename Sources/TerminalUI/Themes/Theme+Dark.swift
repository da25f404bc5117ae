extension Theme {
  /// Dark, with its own ground. Verdicts are blue, grey and orange, which stay apart for colour-blind eyes.
  public static let dark = Theme(
    name: "dark", summary: "Dark, with verdicts in blue, grey and orange.",
    numbers: .onBlack,
    values: [
      .background: 0x12161C,
      .text: 0xD7DCE2,
      .dim: 0x9AA4B0,
      .border: 0x46505C,
      .title: 0xF2F4F7,
      .accent: 0xFFD166,
      .selection: 0x22303F,
      .good: 0x5EC8B0,
      .warning: 0xFFC247,
      .error: 0xFF7A6B,
      .mark: 0xC9A6FF,
      .aligned: 0x4DA3FF,
      .random: 0x59626E,
      .opposed: 0xFF9A3C,
      .undefined: 0x2B313A,
      .curve: 0x9FD0FF,
      .band: 0x2F3A48,
    ])

  /// Dark, with the verdicts further apart for every kind of colour blindness.
  public static let safeDark = Theme(
    name: "safe-dark", summary: "Dark, for colour-blind eyes: verdicts as far apart as they can be.",
    numbers: .onBlack.with([.good: (6, 6)]),
    values: [
      .background: 0x0C0F14,
      .text: 0xE2E6EA,
      .dim: 0xA9B2BC,
      .border: 0x4C5763,
      .title: 0xFFFFFF,
      .accent: 0xF0E442,
      .selection: 0x1C3350,
      .good: 0x56B4E9,
      .warning: 0xF5C04A,
      .error: 0xFF9E80,
      .mark: 0xD9B3FF,
      .aligned: 0x419EFF,
      .random: 0x3B4149,
      .opposed: 0xFF8C1A,
      .undefined: 0x1B1F26,
      .curve: 0xB9DCFF,
      .band: 0x28394D,
    ])

  /// Black ground and text of at least 7 : 1.
  public static let contrast = Theme(
    name: "contrast", summary: "Black, with the highest contrast of text.",
    numbers: .onBlack.with([.text: (15, 7), .dim: (15, 7), .border: (7, 7), .good: (6, 6)]),
    values: [
      .background: 0x000000,
      .text: 0xFFFFFF,
      .dim: 0xD6D6D6,
      .border: 0x8C8C8C,
      .title: 0xFFFFFF,
      .accent: 0xFFFF00,
      .selection: 0x083470,
      .good: 0x00FFC8,
      .warning: 0xFFD000,
      .error: 0xFF9C8F,
      .mark: 0xE6B8FF,
      .aligned: 0x3FA2FF,
      .random: 0x606060,
      .opposed: 0xFFA01A,
      .undefined: 0x2A2A2A,
      .curve: 0xD0EAFF,
      .band: 0x33475C,
    ])
}
