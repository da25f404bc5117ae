extension Theme {
  /// Light, for bright rooms and printed pictures.
  public static let light = Theme(
    name: "light", summary: "Light, for bright rooms and printed pictures.",
    numbers: .onWhite,
    values: [
      .background: 0xFFFFFF,
      .text: 0x22272E,
      .dim: 0x59626D,
      .border: 0xB4BCC6,
      .title: 0x0B0F14,
      .accent: 0x8A4B00,
      .selection: 0xE3EDF9,
      .good: 0x00695A,
      .warning: 0x8A5200,
      .error: 0xB3261E,
      .mark: 0x6B3FA0,
      .aligned: 0x1565C0,
      .random: 0xC3C9D1,
      .opposed: 0xB23A00,
      .undefined: 0xE4E7EC,
      .curve: 0x0D4F9E,
      .band: 0xE3E8EE,
    ])

  /// Light, with the verdicts further apart for every kind of colour blindness.
  public static let safeLight = Theme(
    name: "safe-light", summary: "Light, for colour-blind eyes: verdicts as far apart as they can be.",
    numbers: .onWhite,
    values: [
      .background: 0xFDFDFB,
      .text: 0x1C2127,
      .dim: 0x4F5863,
      .border: 0xA9B1BB,
      .title: 0x000000,
      .accent: 0x7A3E00,
      .selection: 0xE3EDF9,
      .good: 0x00527A,
      .warning: 0x7A4300,
      .error: 0xA3200D,
      .mark: 0x5B2A91,
      .aligned: 0x0A1AA8,
      .random: 0xCDD1D6,
      .opposed: 0xB03800,
      .undefined: 0xEBEEF1,
      .curve: 0x07407F,
      .band: 0xDDE5EE,
    ])
}
