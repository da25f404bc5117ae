import TerminalUI
import Testing

@testable import Dashboard

@Suite struct SignsTests {
  let signs = Signs(Terminals.colors)
  let ascii = Signs(Terminals.ascii)

  @Test func fixedDecimals() {
    #expect(signs.fixed(-0.124, decimals: 2, signed: true) == "−0.12")
    #expect(signs.fixed(0.07, decimals: 2, signed: true) == "+0.07")
    #expect(ascii.fixed(-1, decimals: 2) == "-1.00")
    #expect(signs.fixed(1.0005, decimals: 3) == "1.000" || signs.fixed(1.0005, decimals: 3) == "1.001")
    #expect(signs.fixed(99.999, decimals: 2) == "100.00")
    #expect(signs.fixed(.nan, decimals: 2) == "nan")
    #expect(signs.fixed(-.infinity, decimals: 2) == "−inf")
    #expect(signs.fixed(1e300, decimals: 2) == "1.00e300")
  }

  @Test func aSmallLossIsNotZero() {
    let losses = [2.3026, 0.0104, 0.00234, 3.77e-4, 0]
    #expect(losses.map(signs.loss) == ["2.303", "0.010", "0.00234", "3.77e−4", "0.000"])
    #expect(signs.loss(.nan) == "nan")
  }

  @Test func significantDigits() {
    #expect(signs.significant(0.016889) == "0.0169")
    #expect(signs.significant(0.002494) == "0.00249")
    #expect(signs.significant(0.000849) == "8.49e−4")
    #expect(signs.significant(11.34) == "11.3")
    #expect(signs.significant(1.138) == "1.14")
    #expect(signs.significant(0) == "0")
    #expect(signs.significant(123_456) == "1.23e5")
    #expect(signs.significant(0.00099999) == "1.00e−3")
  }

  @Test func shortestNumbers() {
    #expect(signs.number(0.05) == "0.05")
    #expect(signs.number(1) == "1")
    #expect(signs.number(1e-5) == "1e−5")
    #expect(ascii.number(2.5e-7) == "2.5e-7")
    #expect(signs.number(0) == "0")
  }

  @Test func wholeNumbersSharesAndTimes() {
    #expect(signs.grouped(11_181_642) == "11,181,642")
    #expect(signs.grouped(999) == "999")
    #expect(signs.grouped(-1000) == "−1,000")
    #expect(signs.percent(0.696) == "70%")
    #expect(signs.duration(3_725.9) == "1:02:05")
    #expect(signs.duration(-1) == "0:00:00")
  }

  @Test func namesAreCutInTheMiddle() {
    #expect("layer4.0.downsample.0".truncatedInMiddle(to: 14, Terminals.colors) == "layer4.0…ple.0")
    #expect("layer4.0.downsample.0".truncatedInMiddle(to: 14, Terminals.ascii) == "layer4.0~ple.0")
    #expect("conv1".truncatedInMiddle(to: 14, Terminals.colors) == "conv1")
    #expect("layer1.0.conv1.weight".shortName == "layer1.0.conv1.w")
    #expect("layer1.0.bn1.bias".shortName == "layer1.0.bn1.b")
    #expect("conv1".shortName == "conv1")
    for columns in 0...30 {
      let text = "深い層の名前.layer".truncatedInMiddle(to: columns, Terminals.colors)
      #expect(TextWidth.columns(text) <= columns)
    }
  }

  @Test func styledLinesAreCutWithAnEllipsis() {
    var line = StyledLine("Fashion")
    line.add("-MNIST", Style(.dim))
    for (columns, text) in [(13, "Fashion-MNIST"), (10, "Fashion-M…"), (7, "Fashio…"), (1, "…"), (0, "")] {
      let cut = line.truncated(to: columns, Terminals.colors)
      #expect(cut.pieces.map(\.text).joined() == text)
      #expect(cut.width == columns)
    }
  }

  @Test func sentencesAreWrappedBetweenWords() {
    #expect("the loss is not finite".wrapped(to: 9) == ["the loss", "is not", "finite"])
    #expect("incomprehensible".wrapped(to: 5) == ["incom", "prehe", "nsibl", "e"])
    #expect("".wrapped(to: 5) == [])
    #expect("text".wrapped(to: 0) == [])
  }

  @Test func scalesHoldTheirValues() {
    let scale = PlotScale(holding: [-0.2, 0.5], dots: 16)
    #expect(scale.low < -0.2 && scale.high > 0.5)
    #expect(scale.dot(scale.high) == 0)
    #expect(scale.dot(scale.low) == 15)
    #expect(scale.dot(99) == 0)
    let flat = PlotScale(holding: [2, 2], dots: 9)
    #expect(flat.dot(2) == 4)
    #expect(PlotScale(holding: [], dots: 4).high > PlotScale(holding: [], dots: 4).low)
    #expect(PlotScale(holding: [0, 0], dots: 9).dot(0) == 4)
  }
}
