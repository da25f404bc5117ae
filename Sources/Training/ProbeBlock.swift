/// A part of a row that a sweep reads into cache once.
struct ProbeBlock {
  /// Blocks of a strip at most: threads share a sweep by strips, each of which has a sketch of its own.
  private static let blocksPerStrip = 16

  /// The row.
  var row: Int
  /// Its first float.
  var offset: Int
  /// Its floats.
  var count: Int

  /// Divides rows of so many floats into blocks, and the blocks into strips, each of one row only.
  static func divide(_ counts: [Int], blockSize: Int) -> (blocks: [ProbeBlock], strips: [Range<Int>]) {
    var blocks: [ProbeBlock] = []
    var strips: [Range<Int>] = []
    for (row, count) in counts.enumerated() {
      let first = blocks.count
      for offset in stride(from: 0, to: count, by: blockSize) {
        blocks.append(ProbeBlock(row: row, offset: offset, count: min(blockSize, count - offset)))
      }
      for start in stride(from: first, to: blocks.count, by: blocksPerStrip) {
        strips.append(start..<min(start + blocksPerStrip, blocks.count))
      }
    }
    return (blocks, strips)
  }
}
