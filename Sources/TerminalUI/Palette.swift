/// The colours that terminals know by number.
public enum Palette {
  /// The first 16, plain then bright, as xterm shows them; users may have set others.
  public static let basic: [RGB] = [
    RGB(0, 0, 0), RGB(205, 0, 0), RGB(0, 205, 0), RGB(205, 205, 0),
    RGB(0, 0, 238), RGB(205, 0, 205), RGB(0, 205, 205), RGB(229, 229, 229),
    RGB(127, 127, 127), RGB(255, 0, 0), RGB(0, 255, 0), RGB(255, 255, 0),
    RGB(92, 92, 255), RGB(255, 0, 255), RGB(0, 255, 255), RGB(255, 255, 255),
  ]

  /// The xterm palette: the basic colours, a cube of 6 × 6 × 6, and 24 greys.
  public static let xterm256: [RGB] = {
    let levels: [UInt8] = [0, 95, 135, 175, 215, 255]
    var colors = basic
    for red in levels {
      for green in levels {
        for blue in levels { colors.append(RGB(red, green, blue)) }
      }
    }
    for step in 0..<24 {
      let level = UInt8(8 + 10 * step)
      colors.append(RGB(level, level, level))
    }
    return colors
  }()

  /// The number of the colour that looks nearest among those that a terminal of this depth has; nil without
  /// colours.
  ///
  /// Of 256 colours the first 16 are not used, since users change them. In true colour the number is 0xRRGGBB,
  /// but never below 8: terminals keep those for the basic colours, and blue is changed by that little.
  public static func nearest(to color: RGB, depth: ColorDepth) -> Int? {
    switch depth {
    case .none: nil
    case .basic8: nearest(to: color, in: 0..<8)
    case .basic16: nearest(to: color, in: 0..<16)
    case .palette256: nearest(to: color, in: 16..<256)
    case .trueColor: color.value < 8 ? (color.value == 0 ? 0 : 8) : Int(color.value)
    }
  }

  private static func nearest(to color: RGB, in numbers: Range<Int>) -> Int? {
    numbers.min { xterm256[$0].distance(to: color) < xterm256[$1].distance(to: color) }
  }
}
