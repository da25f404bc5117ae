import RunModel

/// The parts of the history that were drawn lately, in bounded memory; the least recently used go first.
struct TileCache: Sendable {
  /// The most bytes that tiles take, those on the screen not counted.
  static let usualBytes = 24 << 20
  /// Tiles under way that nothing on the screen needs yet, beyond which no more are foreseen.
  private static let mostForeseen = 8

  /// What is known of a tile.
  struct Entry: Sendable {
    /// The tile as far as it is remembered or was loaded; nil while it is loaded.
    fileprivate(set) var tile: HistoryTile?
    /// The first column that `tile` knows.
    fileprivate(set) var firstKnown = 0
    /// The first step that `tile` does not hold yet.
    fileprivate(set) var next: Int
    /// The columns before `firstKnown`, loaded from where they were recorded.
    fileprivate(set) var older: HistoryTile?

    /// The cell of a row in a column; nil where it is not known.
    func cell(row: Int, column: Int) -> HistoryTile.Cell? {
      column >= firstKnown ? tile?[row, column] : older?[row, column]
    }
  }

  private struct Loaded: Sendable {
    var tile: HistoryTile
    var next: Int
  }

  private let bytes: Int
  private var live: [TileKey: LiveTile] = [:]
  private var loaded: [TileKey: Loaded] = [:]
  /// What was asked for and has not come, with the last step at that time.
  private var pending: [TileKey: Int] = [:]
  /// What of it was asked for before it was needed.
  private var foreseen: Set<TileKey> = []
  private var lastUse: [TileKey: Int] = [:]
  private var clock = 0

  init(bytes: Int = usualBytes) { self.bytes = bytes }

  /// What is known of a tile; nil if nothing is.
  subscript(key: TileKey) -> Entry? {
    if let tile = live[key] {
      return Entry(
        tile: tile.tile, firstKnown: tile.firstKnown, next: tile.next, older: loaded[key]?.tile)
    }
    return loaded[key].map { Entry(tile: $0.tile, next: $0.next) }
  }

  /// The finest tile that is there of those some levels coarser that hold this one's steps, and how many levels.
  func coarser(than key: TileKey, atMost levels: Int) -> (entry: Entry, levels: Int)? {
    for more in 1...levels {
      var coarse = key
      (coarse.level, coarse.index) = (key.level + more, key.index >> more)
      if let entry = self[coarse] { return (entry, more) }
    }
    return nil
  }

  /// Whether a tile was asked for and has not come.
  func isLoading(_ key: TileKey) -> Bool { pending[key] != nil }

  /// Fills tiles from a history that is seen live, as far as so many cells of work allow.
  ///
  /// - Returns: Whether all of them hold all that is remembered.
  mutating func fill(_ keys: [TileKey], from history: DriftHistory, work: Int) -> Bool {
    var work = work
    for key in keys {
      var tile = live[key] ?? LiveTile(key, rows: history[key.grouping].count)
      guard !tile.isComplete(through: history.lastStep) else { continue }
      // Taken out, so that it is changed in place.
      live[key] = nil
      tile.extend(from: history, work: &work)
      live[key] = tile
    }
    return keys.allSatisfy { live[$0]?.isComplete(through: history.lastStep) ?? false }
  }

  /// Which of these tiles have to be loaded: those not there, and those that have grown since.
  ///
  /// What was only foreseen is asked for again, since it is urgent now.
  mutating func request(_ keys: [TileKey], lastStep: Int) -> [TileKey] {
    let missing = keys.filter { key in
      let isUnderWay = pending[key] != nil && !foreseen.contains(key)
      guard !isUnderWay, key.steps.lowerBound <= lastStep else { return false }
      if let tile = live[key] { return tile.firstKnown > 0 && loaded[key] == nil }
      return loaded[key].map { $0.next <= min(lastStep, key.steps.upperBound - 1) } ?? true
    }
    // What was asked for already may be read before it grows further.
    for key in missing { pending[key] = pending[key] ?? lastStep }
    foreseen.subtract(missing)
    return missing
  }

  /// Which of these tiles are to be loaded before they are needed, in half of the room at most; none while something on
  /// the screen is waited for, or enough was foreseen.
  mutating func foresee(_ keys: [TileKey], lastStep: Int, rows: (TileKey) -> Int) -> [TileKey] {
    guard foreseen.count < Self.mostForeseen, pending.count == foreseen.count else { return [] }
    var room = bytes / 2
    let chosen = keys.prefix { key in
      room -= rows(key) * MemoryLayout<HistoryTile.Cell>.stride * TileKey.columns
      return room >= 0
    }
    let missing = request(chosen.filter { loaded[$0] == nil && pending[$0] == nil }, lastStep: lastStep)
    for key in missing { lastUse[key] = lastUse[key] ?? clock - 1 }
    foreseen.formUnion(missing)
    return missing
  }

  /// Takes in a tile that was loaded.
  mutating func take(_ tile: HistoryTile, for key: TileKey) {
    let through = pending.removeValue(forKey: key) ?? key.steps.lowerBound - 1
    foreseen.remove(key)
    loaded[key] = Loaded(tile: tile, next: min(through, key.steps.upperBound - 1) + 1)
  }

  /// Marks tiles as on the screen, and forgets the least recently used of the others where there are too many.
  mutating func keep(_ keys: [TileKey], rows: (TileKey) -> Int) {
    clock += 1
    for key in keys { lastUse[key] = clock }
    let cell = MemoryLayout<HistoryTile.Cell>.stride * TileKey.columns
    var total = lastUse.keys.reduce(0) { $0 + rows($1) * cell }
    guard total > bytes else { return }
    for (key, use) in lastUse.sorted(by: { $0.value < $1.value }) where total > bytes && use < clock {
      total -= rows(key) * cell
      (lastUse[key], live[key], loaded[key], pending[key]) = (nil, nil, nil, nil)
      foreseen.remove(key)
    }
  }

  /// Forgets everything, as when another run begins.
  mutating func clear() { self = TileCache(bytes: bytes) }
}
