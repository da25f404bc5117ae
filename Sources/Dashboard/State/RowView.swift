/// Which rows of the heatmap are shown, and in which order.
struct RowView: Equatable, Sendable {
  /// What decides the order.
  enum Order: String, CaseIterable, Sendable {
    /// Input first.
    case depth
    /// The largest share of non-random steps first.
    case share
    /// What turned non-random first comes first.
    case front

    /// The next one.
    var next: Order {
      let all = Self.allCases
      return all[(all.firstIndex(of: self)! + 1) % all.count]
    }
  }

  /// The order.
  var order = Order.depth
  /// Only rows that match; empty: all.
  var filter = ""
  /// The rows in their order, by their place in the grouping.
  var shown: [Int] = []
}

extension RowSet {
  /// The rows that match a pattern: a kind (conv, norm, bias, fc), or a part of a name in which `*` stands for
  /// anything; all rows for an empty pattern.
  func rows(matching pattern: String) -> [Int] {
    let pattern = pattern.lowercased()
    guard !pattern.isEmpty else { return Array(rows.indices) }
    let kind = LayerKind(rawValue: pattern)
    let parts = pattern.split(separator: "*").map(String.init)
    return rows.indices.filter { row in
      if let kind, kinds[row].contains(kind) { return true }
      var name = rows[row].name.lowercased()[...]
      for part in parts {
        guard let range = name.firstRange(of: part) else { return false }
        name = name[range.upperBound...]
      }
      return true
    }
  }
}
