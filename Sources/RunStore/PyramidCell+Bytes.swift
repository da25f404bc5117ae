import Foundation

/// A bucket's cells as they are stored, little-endian: twelve columns of counts, one element a row, of 2 bytes below
/// level 16 and of 4 from there on, then five columns of means of 4 bytes (nan where no step has the measure).
///
/// Counts: defined; aligned by paper, exact, sign-flip, discovery; opposed by the same; signed, normed, updated.
/// Means: cosine, z, log₁₀ p, log₁₀ ‖g‖, log₁₀ ‖u‖/‖θ‖.
extension PyramidCell {
  private static let counts = 12
  private static let means = 5

  private static func countWidth(level: Int) -> Int { level < 16 ? 2 : 4 }

  /// The length of a bucket's bytes.
  static func byteCount(rows: Int, level: Int) -> Int {
    rows * (counts * countWidth(level: level) + means * 4)
  }

  /// The bytes of a bucket's cells.
  static func bytes(of cells: [PyramidCell], level: Int) -> Data {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(byteCount(rows: cells.count, level: level))
    func append(_ value: UInt32, width: Int) {
      for byte in 0..<width { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * UInt32(byte)))) }
    }
    let width = countWidth(level: level)
    for column in 0..<counts {
      for cell in cells { append(cell.count(column), width: width) }
    }
    for column in 0..<means {
      for cell in cells {
        let (sum, count) = cell.sum(column)
        append((count > 0 ? Float(sum / Double(count)) : .nan).bitPattern, width: 4)
      }
    }
    return Data(bytes)
  }

  /// The cells of a bucket, or nil where the bytes cannot be those of so many rows over 2^level steps.
  static func cells(_ data: Data, rows: Int, level: Int) -> [PyramidCell]? {
    guard data.count == byteCount(rows: rows, level: level) else { return nil }
    let bytes = [UInt8](data)
    var offset = 0
    func next(width: Int) -> UInt32 {
      defer { offset += width }
      return (0..<width).reduce(0) { $0 | UInt32(bytes[offset + $1]) << (8 * UInt32($1)) }
    }
    var cells = Array(repeating: PyramidCell(), count: rows)
    let width = countWidth(level: level)
    for column in 0..<counts {
      for row in 0..<rows { cells[row].setCount(column, next(width: width)) }
    }
    for column in 0..<means {
      for row in 0..<rows { cells[row].setMean(column, Float(bitPattern: next(width: 4))) }
    }
    return cells.allSatisfy { $0.isPossible(steps: 1 << UInt32(level)) } ? cells : nil
  }

  private func isPossible(steps: UInt32) -> Bool {
    guard defined <= steps, signed <= steps, normed <= steps, updated <= steps else { return false }
    // Cosines of 1 have a p-value of 0.
    guard abs(cosine) <= Double(defined), logP < .infinity, z.isFinite, gradientNorm.isFinite,
      updateToWeight.isFinite
    else { return false }
    return Self.tests.indices.allSatisfy { UInt64(aligned[$0]) + UInt64(opposed[$0]) <= UInt64(defined) }
  }

  private func count(_ column: Int) -> UInt32 {
    switch column {
    case 0: defined
    case 1...4: aligned[column - 1]
    case 5...8: opposed[column - 5]
    case 9: signed
    case 10: normed
    default: updated
    }
  }

  private mutating func setCount(_ column: Int, _ value: UInt32) {
    switch column {
    case 0: defined = value
    case 1...4: aligned[column - 1] = value
    case 5...8: opposed[column - 5] = value
    case 9: signed = value
    case 10: normed = value
    default: updated = value
    }
  }

  private func sum(_ column: Int) -> (Double, UInt32) {
    switch column {
    case 0: (cosine, defined)
    case 1: (z, signed)
    case 2: (logP, defined)
    case 3: (gradientNorm, normed)
    default: (updateToWeight, updated)
    }
  }

  /// Takes a mean for a sum, once the counts are known.
  private mutating func setMean(_ column: Int, _ mean: Float) {
    let count = Double(sum(column).1)
    let value = count > 0 ? Double(mean) * count : 0
    switch column {
    case 0: cosine = value
    case 1: z = value
    case 2: logP = value
    case 3: gradientNorm = value
    default: updateToWeight = value
    }
  }
}
