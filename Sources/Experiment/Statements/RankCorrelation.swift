/// How far two series rise together, whatever their scales.
enum RankCorrelation {
  /// Spearman's ρ (1904): Pearson's correlation of ranks, equal values sharing the mean of theirs; nil where one series
  /// is constant.
  static func spearman(_ a: [Double], _ b: [Double]) -> Double? {
    let (a, b) = (ranks(a), ranks(b))
    let middle = Double(a.count - 1) / 2
    var (product, squaresA, squaresB) = (0.0, 0.0, 0.0)
    for (x, y) in zip(a, b) {
      product += (x - middle) * (y - middle)
      squaresA += (x - middle) * (x - middle)
      squaresB += (y - middle) * (y - middle)
    }
    guard squaresA > 0, squaresB > 0 else { return nil }
    return product / (squaresA * squaresB).squareRoot()
  }

  private static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = Array(repeating: 0.0, count: values.count)
    var first = 0
    while first < order.count {
      var end = first + 1
      while end < order.count && values[order[end]] == values[order[first]] { end += 1 }
      for place in first..<end { ranks[order[place]] = Double(first + end - 1) / 2 }
      first = end
    }
    return ranks
  }
}
