import RunModel
import TerminalUI

/// The first line: what runs, and how it goes.
struct HeaderPanel {
  let state: DashboardState

  /// What is left out first on a narrow screen, the lowest first.
  private enum Rank: Int {
    case seed, batch, images, speed, variant, epoch, dataset, step, loss, network, always
  }

  private struct Piece {
    var rank: Rank
    var text: StyledLine
    /// Pieces of a group are set apart by a dot, groups by blanks.
    var group: Int
  }

  func draw(into buffer: inout Buffer) {
    var left = description
    var right = progress
    let room = buffer.width - 2
    while width(left) + 3 + width(right) > room {
      let ranks = (left + right).map(\.rank.rawValue)
      guard let least = ranks.min(), least < Rank.always.rawValue else { break }
      left.removeAll { $0.rank.rawValue == least }
      right.removeAll { $0.rank.rawValue == least }
    }
    let rightLine = line(right)
    buffer.put(line(left), x: 1, y: 0, maxWidth: max(0, room - rightLine.width - 1))
    buffer.put(rightLine, x: buffer.width - 1 - rightLine.width, y: 0, maxWidth: rightLine.width)
  }

  private var description: [Piece] {
    let configuration = state.configuration
    var pieces = [
      Piece(rank: .always, text: StyledLine("layertop", Style(.title, bold: true)), group: 0),
      Piece(rank: .network, text: StyledLine(configuration.network.title), group: 1),
    ]
    if let variant = configuration.network.variant {
      pieces.append(Piece(rank: .variant, text: StyledLine("(\(variant))", Style(.dim)), group: 1))
    }
    if let dataset = state.run?.dataset {
      let name = dataset.truncated(to: 30, state.capabilities)
      pieces.append(Piece(rank: .dataset, text: StyledLine(name), group: 1))
    }
    if let images = state.run?.images {
      let text = "\(Signs(state.capabilities).grouped(images)) images"
      pieces.append(Piece(rank: .images, text: StyledLine(text, Style(.dim)), group: 1))
    }
    for (rank, text) in [
      (Rank.batch, "batch \(configuration.batchSize)"), (.seed, "seed \(configuration.seed)"),
    ] {
      pieces.append(Piece(rank: rank, text: StyledLine(text, Style(.dim)), group: 1))
    }
    return pieces
  }

  private var progress: [Piece] {
    let signs = Signs(state.capabilities)
    var pieces = [Piece(rank: .always, text: activity, group: 0)]
    if state.recordingProblem != nil {
      let text = StyledLine("not recorded", Style(.error, bold: true))
      pieces.append(Piece(rank: .always, text: text, group: 0))
    }
    guard let newest = state.newest else { return pieces }
    func add(_ rank: Rank, _ name: String, _ value: String) {
      var text = StyledLine(name + " ", Style(.dim))
      text.add(value)
      pieces.append(Piece(rank: rank, text: text, group: 1))
    }
    // All in the line is of the step that is looked at.
    let loss = state.time.follows ? newest.loss : state.facts(of: state.lookedAt)?.loss
    let epoch = state.run.map { 1 + (max(1, state.lookedAt) - 1) / max(1, $0.stepsPerEpoch) }
    add(.epoch, "epoch", "\(state.time.follows ? newest.epoch : epoch ?? newest.epoch)")
    if let looking {
      pieces.append(Piece(rank: .always, text: looking, group: 1))
    } else {
      add(.step, "step", signs.grouped(newest.step))
    }
    if let seconds = state.secondsPerStep, seconds > 0 {
      var text = StyledLine(signs.significant(1 / seconds))
      text.add(" steps/s", Style(.dim))
      pieces.append(Piece(rank: .speed, text: text, group: 1))
    }
    var text = StyledLine("loss ", Style(.dim))
    let style = loss?.isFinite ?? true ? Style(.accent, bold: true) : Style(.error, bold: true)
    text.add(loss.map { signs.loss($0) } ?? signs.dash, style)
    pieces.append(Piece(rank: .loss, text: text, group: 2))
    return pieces
  }

  /// Which step is looked at while the picture does not follow the newest, and the key with which it does; nil while it
  /// does.
  private var looking: StyledLine? {
    guard !state.time.follows else { return nil }
    let signs = Signs(state.capabilities)
    var line = StyledLine("step ", Style(.dim))
    line.add(signs.grouped(state.lookedAt), Style(.accent, bold: true))
    line.add(" of \(signs.grouped(state.lastStep))")
    if let key = state.controls.keys.label(of: .time(.follow), unicode: state.capabilities.unicode) {
      line.add(signs.separator, Style(.dim))
      line.add(key, Style(.accent, bold: true))
      line.add(" follows", Style(.dim))
    }
    return line
  }

  private var activity: StyledLine {
    let signs = Signs(state.capabilities)
    let more = signs.ellipsis
    return switch state.activity {
    case .preparing: StyledLine("preparing\(more)", Style(.dim))
    case .training: StyledLine("\(signs.playing) training", Style(.good, bold: true))
    case .pausing: StyledLine("\(signs.pausing) pausing\(more)", Style(.warning))
    case .paused: StyledLine("\(signs.pausing) paused", Style(.warning, bold: true))
    case .resuming: StyledLine("\(signs.playing) going on\(more)", Style(.warning))
    case .completed: StyledLine("\(signs.ended) finished", Style(.good, bold: true))
    case .stopped: StyledLine("\(signs.ended) stopped", Style(.warning, bold: true))
    case .replaying(let isGrowing):
      StyledLine(
        isGrowing ? "\(signs.playing) recording" : "\(signs.ended) recorded", Style(.good, bold: true))
    case .failed: StyledLine("\(signs.failed) failed", Style(.error, bold: true))
    }
  }

  private func width(_ pieces: [Piece]) -> Int { line(pieces).width }

  private func line(_ pieces: [Piece]) -> StyledLine {
    var line = StyledLine()
    for (index, piece) in pieces.enumerated() {
      if index > 0 {
        let isSameGroup = pieces[index - 1].group == piece.group
        let separator = piece.rank == .variant ? " " : Signs(state.capabilities).separator
        line.add(isSameGroup ? separator : "   ", Style(.dim))
      }
      line.add(piece.text)
    }
    return line
  }
}
