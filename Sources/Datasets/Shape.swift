/// The drawn shapes, which are the classes of the synthetic set.
///
/// No turn makes one of them another, and they overlap in area, so that neither a place nor a mean tells them
/// apart.
enum Shape: Int, CaseIterable, Sendable {
  case disc, ring, triangle, square, frame, cross, star, crescent, stripes, checkerboard

  /// The signed distance, negative inside, from a point to the outline of the shape that fits the unit circle.
  ///
  /// Exact along straight edges and near enough at corners, which is all that smoothing the outline needs.
  func distance(_ u: Float, _ v: Float) -> Float {
    let x = abs(u)
    let y = abs(v)
    switch self {
    case .disc:
      return length(u, v) - 0.85
    case .ring:
      return abs(length(u, v) - 0.74) - 0.2
    case .triangle:
      // Equilateral: every edge is half the circumradius away from the centre.
      return max(0.866_025_4 * x + 0.5 * v, -v) - 0.5
    case .square:
      return max(x, y) - 0.7
    case .frame:
      return abs(max(x, y) - 0.54) - 0.17
    case .cross:
      return max(max(x, y) - 0.95, min(x, y) - 0.27)
    case .star:
      return starDistance(x, v)
    case .crescent:
      return max(length(u, v) - 0.9, 0.72 - length(u - 0.45, v))
    case .stripes:
      // Three bars: one along the middle, one on each side.
      return max(x - 0.78, min(y, abs(y - 0.6)) - 0.15)
    case .checkerboard:
      // The first and the third of four fields.
      return min(
        max(abs(u - 0.36), abs(v - 0.36)), max(abs(u + 0.36), abs(v + 0.36))) - 0.36
    }
  }
}

/// Five points at distance 1, five notches at 0.42: folded by mirrors into one tenth of the circle.
private func starDistance(_ x: Float, _ v: Float) -> Float {
  let cosine: Float = 0.809_017  // of 36°
  let sine: Float = 0.587_785_3
  // The mirrors' normals are (cos 36°, −sin 36°) and (−cos 36°, −sin 36°).
  let first = 2 * max(cosine * x - sine * v, 0)
  var p = (x: x - first * cosine, y: v + first * sine)
  let second = 2 * max(-cosine * p.x - sine * p.y, 0)
  p = (x: abs(p.x + second * cosine), y: p.y + second * sine)
  // The edge from the tip (0, 1) to the notch; its normal points outwards.
  let notch = (x: 0.42 * sine, y: 0.42 * cosine)
  let edge = length(notch.x, 1 - notch.y)
  return (p.x * (1 - notch.y) + (p.y - 1) * notch.x) / edge
}

private func length(_ x: Float, _ y: Float) -> Float {
  (x * x + y * y).squareRoot()
}
