/// Numbers as text, the same on the screen, in tables and in figures.
public enum NumberText {
  /// A whole number with commas between thousands, such as `11,181,642`.
  public static func grouped(_ number: Int, minus: String = "−") -> String {
    var text = ""
    for (index, digit) in String(number.magnitude).reversed().enumerated() {
      if index > 0 && index % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return (number < 0 ? minus : "") + String(text.reversed())
  }

  /// The shortest text that reads as this number, such as `0.05`, `1` or `1e−5`.
  public static func shortest(_ number: Double, minus: String = "−") -> String {
    var text = String(describing: number)
    if text.hasSuffix(".0") { text.removeLast(2) }
    if let exponent = text.firstIndex(of: "e") {
      text = text[..<exponent] + "e" + (Int(text[text.index(after: exponent)...]).map(String.init) ?? "")
    }
    return text.replacing("-", with: minus)
  }
}
