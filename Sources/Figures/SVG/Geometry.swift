/// A place in a figure, in points from its upper left corner.
public struct Point: Equatable, Sendable {
  /// To the right.
  public var x: Double
  /// Down.
  public var y: Double

  /// Makes a point.
  public init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }
}

/// A rectangle in a figure, in points.
public struct Frame: Equatable, Sendable {
  /// The left edge.
  public var x: Double
  /// The upper edge.
  public var y: Double
  /// The extent to the right.
  public var width: Double
  /// The extent down.
  public var height: Double

  /// Makes a rectangle.
  public init(x: Double, y: Double, width: Double, height: Double) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  /// The right edge.
  public var right: Double { x + width }
  /// The lower edge.
  public var bottom: Double { y + height }
}

/// The course of an outline or a line, in SVG's path language.
struct PathData: Equatable, Sendable {
  /// The value of the attribute `d`.
  private(set) var text = ""
  var isEmpty: Bool { text.isEmpty }

  /// A line through points; a new one begins wherever a point is missing.
  static func line(_ points: [Point?]) -> PathData {
    var path = PathData()
    var isDrawing = false
    for point in points {
      if let point { path.text += "\(isDrawing ? "L" : "M")\(decimal(point.x)) \(decimal(point.y))" }
      isDrawing = point != nil
    }
    return path
  }

  /// A closed outline through points.
  static func outline(_ points: [Point]) -> PathData {
    var path = line(points)
    if !path.isEmpty { path.text += "Z" }
    return path
  }

  /// Adds a rectangle.
  mutating func add(_ frame: Frame) {
    text +=
      "M\(decimal(frame.x)) \(decimal(frame.y))H\(decimal(frame.right))V\(decimal(frame.bottom))"
      + "H\(decimal(frame.x))Z"
  }
}
