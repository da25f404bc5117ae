import Foundation
import RunModel

/// One picture of the synthetic set: a shape, and all that says nothing about which shape it is.
struct ShapePicture {
  static let side = 32

  var shape: Shape
  /// The centre, in pixels from the upper left corner.
  var centre: (x: Float, y: Float)
  /// The circle that the shape fits, in pixels.
  var radius: Float
  /// The turn in radians.
  var angle: Float
  /// Red, green and blue of the shape, 0…255.
  var foreground: [Float]
  /// Red, green and blue of what is around it.
  var background: [Float]
  /// How much brighter the picture gets from its centre to its right and lower edges.
  var shade: (x: Float, y: Float)
  /// The standard deviation of each channel's noise.
  var noise: Float

  /// Draws all properties but the shape: any place that holds the whole shape, any turn, any two colours that
  /// differ enough to be seen.
  init(shape: Shape, generator: inout SeededGenerator) {
    func uniform(_ lower: Double, _ upper: Double) -> Float {
      Float(generator.uniform(lower, upper))
    }
    func color() -> [Float] {
      [uniform(0, 255), uniform(0, 255), uniform(0, 255)]
    }
    self.shape = shape
    radius = uniform(8, 14)
    let room = Double(radius)...Double(Float(Self.side) - radius)
    centre = (uniform(room.lowerBound, room.upperBound), uniform(room.lowerBound, room.upperBound))
    angle = uniform(0, 2 * Double.pi)
    background = color()
    repeat {
      foreground = color()
    } while zip(foreground, background).map({ abs($0 - $1) }).reduce(0, +) < 120
    shade = (uniform(-40, 40), uniform(-40, 40))
    noise = uniform(5, 35)
  }

  /// The share, 0…1, of a pixel that the shape covers: its outline is one pixel wide.
  func coverage(row: Int, column: Int, cosine: Float, sine: Float) -> Float {
    let x = (Float(column) + 0.5 - centre.x) / radius
    let y = (Float(row) + 0.5 - centre.y) / radius
    let distance = shape.distance(cosine * x + sine * y, cosine * y - sine * x)
    return min(max(0.5 - distance * radius, 0), 1)
  }

  /// Writes the picture's bytes, shape (3, 32, 32), from an offset on.
  func draw(into bytes: inout [UInt8], at offset: Int, generator: inout SeededGenerator) {
    let cosine = cos(angle)
    let sine = sin(angle)
    let plane = Self.side * Self.side
    let middle = Float(Self.side) / 2
    // The sum of two uniform bytes has the variance (256² − 1) / 6.
    let noiseScale = noise / (Float(65535) / 6).squareRoot()
    for row in 0..<Self.side {
      for column in 0..<Self.side {
        let share = coverage(row: row, column: column, cosine: cosine, sine: sine)
        let light =
          shade.x * (Float(column) + 0.5 - middle) / middle
          + shade.y * (Float(row) + 0.5 - middle) / middle
        var bits = generator.next()
        for channel in 0..<3 {
          let color = background[channel] + (foreground[channel] - background[channel]) * share
          let wave = Float(Int(bits & 0xFF) + Int(bits >> 8 & 0xFF) - 255) * noiseScale
          bits >>= 16
          let value = min(max(color + light + wave, 0), 255)
          bytes[offset + channel * plane + row * Self.side + column] = UInt8(value + 0.5)
        }
      }
    }
  }
}
