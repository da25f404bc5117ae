/// The numbers of the 16 and of the 8 basic colours that stand for roles, where a terminal has no more.
struct BasicNumbers {
  /// The two numbers of each role.
  private(set) var numbers: [ColorRole: (of16: Int, of8: Int)]

  /// For themes with a black ground.
  static let onBlack = BasicNumbers(
    numbers: [
      .background: (0, 0), .text: (7, 7), .dim: (7, 7), .border: (8, 7), .title: (15, 7), .accent: (11, 3),
      .selection: (4, 4), .good: (2, 2), .warning: (11, 3), .error: (9, 3), .mark: (10, 6),
      .aligned: (14, 4), .random: (8, 7), .opposed: (13, 1), .undefined: (0, 0), .curve: (15, 7),
      .band: (8, 7),
    ])

  /// For themes with a white ground.
  static let onWhite = BasicNumbers(
    numbers: [
      .background: (15, 7), .text: (0, 0), .dim: (0, 0), .border: (8, 4), .title: (0, 0), .accent: (4, 4),
      .selection: (11, 6), .good: (4, 4), .warning: (1, 1), .error: (1, 1), .mark: (5, 4),
      .aligned: (12, 4), .random: (7, 6), .opposed: (9, 1), .undefined: (15, 7), .curve: (4, 0),
      .band: (7, 6),
    ])

  /// The same with other numbers for some roles.
  func with(_ others: [ColorRole: (of16: Int, of8: Int)]) -> BasicNumbers {
    BasicNumbers(numbers: numbers.merging(others) { $1 })
  }
}

extension Theme {
  /// A theme of colours 0xRRGGBB, with numbers for terminals of few colours.
  init(name: String, summary: String, numbers: BasicNumbers, values: [ColorRole: UInt32]) {
    self.init(
      name: name, summary: summary,
      colors: Dictionary(
        uniqueKeysWithValues: values.map { role, value in
          let number = numbers.numbers[role]
          return (role, .rgb(RGB(value), of16: number?.of16, of8: number?.of8))
        }))
  }
}
