/// Which rows of the heatmap are shown, and in which order.
struct RowView: Equatable, Sendable {
  /// What decides the order.
  enum Order: String, CaseIterable, Sendable {
    /// Input first.
    case depth
    /// The largest share of non-random steps first.
    case share
    /// The largest share of aligned steps first.
    case aligned
    /// The largest share of opposed steps first.
    case opposed
    /// What turned non-random first comes first.
    case front

    /// The next one.
    var next: Order {
      let all = Self.allCases
      return all[(all.firstIndex(of: self)! + 1) % all.count]
    }

    /// The next one of those by a share, then the order by depth.
    var nextShare: Order {
      switch self {
      case .depth, .front: .share
      case .share: .aligned
      case .aligned: .opposed
      case .opposed: .depth
      }
    }

    /// The name on the screen.
    var title: String {
      switch self {
      case .depth, .aligned, .opposed: rawValue
      case .share: "non-random"
      case .front: "drift front"
      }
    }

    /// The share that is shown beside each row, which is the one that decides the order where one does.
    func share(of shares: VerdictShares) -> Double? {
      switch self {
      case .aligned: shares.share(of: .aligned)
      case .opposed: shares.share(of: .opposed)
      case .depth, .share, .front: shares.nonRandom
      }
    }
  }

  /// Seconds for which an order stays after the last key and the last sorting, so that rows do not move under a hand.
  static let rest = 5.0

  /// The order.
  var order = Order.depth
  /// Only rows that match; empty: all.
  var filter = ""
  /// Whether two rows share a line where not all have a line of their own.
  var isHalved = false
  /// The rows in their order, by their place in the grouping.
  var shown: [Int] = []
  /// The last step that was known when they were put in order.
  var sortedStep = 0
  /// Whether what decides the order was not known of all of them then.
  var isPartlySorted = false
  /// The clock until which the order stays; nil: it is not held.
  var restsUntil: Double?
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
