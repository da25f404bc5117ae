#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A colour of the sRGB space.
public struct RGB: Equatable, Hashable, Sendable, ExpressibleByIntegerLiteral {
  /// The components, 0 to 255.
  public var red, green, blue: UInt8

  /// Makes a colour from its components.
  public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// Makes a colour from a literal such as 0x4DA3FF.
  public init(integerLiteral value: UInt32) { self.init(value) }

  /// Reads `#rrggbb`; nil if the text is anything else.
  public init?(hex: String) {
    guard hex.count == 7, hex.hasPrefix("#"), !hex.dropFirst().hasPrefix("+"),
      let value = UInt32(hex.dropFirst(), radix: 16)
    else { return nil }
    self.init(value)
  }

  /// Makes a colour from the number 0xRRGGBB.
  public init(_ value: UInt32) {
    self.init(UInt8(value >> 16 & 0xFF), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF))
  }

  /// The number 0xRRGGBB.
  public var value: UInt32 { UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue) }

  /// The text `#rrggbb`.
  public var hex: String {
    let digits = String(value, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }

  /// The components in proportion to light, 0 to 1 (IEC 61966-2-1).
  public var linear: SIMD3<Double> {
    func light(_ component: UInt8) -> Double {
      let c = Double(component) / 255
      return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4)
    }
    return SIMD3(light(red), light(green), light(blue))
  }

  /// How far a text of one colour stands out from a ground of the other, 1 to 21 (WCAG 2.1, contrast ratio).
  public func contrast(with other: RGB) -> Double {
    func luminance(_ color: RGB) -> Double { (color.linear * SIMD3(0.2126, 0.7152, 0.0722)).sum() }
    let (a, b) = (luminance(self), luminance(other))
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  /// How different two colours look: the distance in Oklab, where black and white are 1 apart.
  public func distance(to other: RGB) -> Double {
    let difference = Self.oklab(linear) - Self.oklab(other.linear)
    return (difference * difference).sum().squareRoot()
  }

  /// Linear sRGB to Oklab (Björn Ottosson 2020, "A perceptual color space for image processing").
  static func oklab(_ linear: SIMD3<Double>) -> SIMD3<Double> {
    let cones = SIMD3(
      cbrt((linear * SIMD3(0.4122214708, 0.5363325363, 0.0514459929)).sum()),
      cbrt((linear * SIMD3(0.2119034982, 0.6806995451, 0.1073969566)).sum()),
      cbrt((linear * SIMD3(0.0883024619, 0.2817188376, 0.6299787005)).sum()))
    return SIMD3(
      (cones * SIMD3(0.2104542553, 0.7936177850, -0.0040720468)).sum(),
      (cones * SIMD3(1.9779984951, -2.4285922050, 0.4505937099)).sum(),
      (cones * SIMD3(0.0259040371, 0.7827717662, -0.8086757660)).sum())
  }

  /// The nearest colour of the sRGB space to a point of Oklab.
  init(oklab lab: SIMD3<Double>) {
    let roots = SIMD3(
      (lab * SIMD3(1, 0.3963377774, 0.2158037573)).sum(),
      (lab * SIMD3(1, -0.1055613458, -0.0638541728)).sum(),
      (lab * SIMD3(1, -0.0894841775, -1.2914855480)).sum())
    let cones = roots * roots * roots
    func component(_ weights: SIMD3<Double>) -> UInt8 {
      let light = min(1, max(0, (cones * weights).sum()))
      let c = light <= 0.0031308 ? 12.92 * light : 1.055 * pow(light, 1 / 2.4) - 0.055
      return UInt8((255 * c).rounded())
    }
    self.init(
      component(SIMD3(4.0767416621, -3.3077115913, 0.2309699292)),
      component(SIMD3(-1.2684380046, 2.6097574011, -0.3413193965)),
      component(SIMD3(-0.0041960863, -0.7034186147, 1.7076147010)))
  }
}
