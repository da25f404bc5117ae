extension Theme {
  /// Light, for bright rooms and printed pictures.
  public static let light = Theme(
    name: "light",
    summary: "Light, for bright rooms and printed pictures.",
    colors: [
      .background: .rgb(0xFFFFFF, of16: 15, of8: 7),
      .text: .rgb(0x22272E, of16: 0, of8: 0),
      .dim: .rgb(0x59626D, of16: 0, of8: 0),
      .border: .rgb(0xB4BCC6, of16: 8, of8: 4),
      .title: .rgb(0x0B0F14, of16: 0, of8: 0),
      .accent: .rgb(0x8A4B00, of16: 4, of8: 4),
      .selection: .rgb(0xDBE8F7, of16: 7, of8: 6),
      .good: .rgb(0x00695A, of16: 4, of8: 4),
      .warning: .rgb(0x8A5200, of16: 1, of8: 1),
      .error: .rgb(0xB3261E, of16: 1, of8: 1),
      .mark: .rgb(0x6B3FA0, of16: 5, of8: 4),
      .aligned: .rgb(0x1565C0, of16: 4, of8: 4),
      .random: .rgb(0xC3C9D1, of16: 7, of8: 6),
      .opposed: .rgb(0xB85600, of16: 1, of8: 1),
      .undefined: .rgb(0xE4E7EC, of16: 15, of8: 7),
      .curve: .rgb(0x0D4F9E, of16: 4, of8: 0),
      .band: .rgb(0xE3E8EE, of16: 7, of8: 6),
    ])

  /// Light, with the verdicts further apart for every kind of colour blindness.
  public static let safeLight = Theme(
    name: "safe-light",
    summary: "Light, for colour-blind eyes: verdicts as far apart as they can be.",
    colors: [
      .background: .rgb(0xFDFDFB, of16: 15, of8: 7),
      .text: .rgb(0x1C2127, of16: 0, of8: 0),
      .dim: .rgb(0x4F5863, of16: 0, of8: 0),
      .border: .rgb(0xA9B1BB, of16: 8, of8: 4),
      .title: .rgb(0x000000, of16: 0, of8: 0),
      .accent: .rgb(0x7A3E00, of16: 4, of8: 4),
      .selection: .rgb(0xCFE3F8, of16: 7, of8: 6),
      .good: .rgb(0x00527A, of16: 4, of8: 4),
      .warning: .rgb(0x7A4300, of16: 1, of8: 1),
      .error: .rgb(0xA3200D, of16: 1, of8: 1),
      .mark: .rgb(0x5B2A91, of16: 5, of8: 4),
      .aligned: .rgb(0x0A2AA8, of16: 4, of8: 4),
      .random: .rgb(0xCDD1D6, of16: 7, of8: 6),
      .opposed: .rgb(0xAD5A00, of16: 1, of8: 1),
      .undefined: .rgb(0xEBEEF1, of16: 15, of8: 7),
      .curve: .rgb(0x07407F, of16: 4, of8: 0),
      .band: .rgb(0xDDE5EE, of16: 7, of8: 6),
    ])
}
