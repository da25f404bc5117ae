/// A colour between roles: eighths of one or two others laid over a role, such as the share of aligned and opposed
/// steps over what is random. Where a terminal or a theme cannot mix colours, the role that prevails is drawn.
public struct Blend: Equatable, Hashable, Sendable {
  /// The parts that make a whole.
  public static let whole = 8

  /// What is laid over the role.
  public var first: ColorRole
  /// Its parts of the whole.
  public var firstParts: UInt8
  /// What else is laid over it.
  public var second: ColorRole
  /// Its parts of the whole; both together are at most the whole.
  public var secondParts: UInt8

  /// Makes a blend of whole parts; more than the whole is cut off.
  public init(
    _ first: ColorRole, _ firstParts: Int, _ second: ColorRole = .background, _ secondParts: Int = 0
  ) {
    self.first = first
    self.firstParts = UInt8(max(0, min(Self.whole, firstParts)))
    self.second = second
    self.secondParts = UInt8(max(0, min(Self.whole - Int(self.firstParts), secondParts)))
  }

  /// The role of which there is most; the one below where it is as much as another.
  public func prevailing(over base: ColorRole) -> ColorRole {
    let rest = UInt8(Self.whole) - firstParts - secondParts
    if firstParts > max(rest, secondParts) { return first }
    return secondParts > max(rest, firstParts) ? second : base
  }
}

extension Theme {
  /// The colour of a blend over a role, mixed in Oklab; nil where a role that takes part has no colour of its own.
  public func color(of blend: Blend, over base: ColorRole) -> RGB? {
    let whole = Double(Blend.whole)
    let rest = whole - Double(blend.firstParts) - Double(blend.secondParts)
    var sum = SIMD3<Double>()
    for (role, parts) in [
      (base, rest), (blend.first, Double(blend.firstParts)), (blend.second, Double(blend.secondParts)),
    ] where parts > 0 {
      guard case .rgb(let rgb, _, _) = self[role] else { return nil }
      sum += parts / whole * RGB.oklab(rgb.linear)
    }
    return RGB(oklab: sum)
  }
}
