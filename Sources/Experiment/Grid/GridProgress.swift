/// How far a grid is, and how long it will take from what it has taken.
public struct GridProgress: Equatable, Sendable {
  /// What became of a run.
  public enum State: Equatable, Sendable {
    /// Not begun.
    case waiting
    /// Under way here, with so many steps done.
    case running(steps: Int)
    /// Under way in another process, which has done so many steps.
    case elsewhere(steps: Int)
    /// All steps are done.
    case finished
    /// It cannot be had.
    case failed
  }

  /// A run of the grid.
  public struct Run: Equatable, Sendable {
    /// Its name.
    public let name: String
    /// What a step costs, in any unit that all runs share, such as multiply-adds.
    public let stepCost: Double
    /// What became of it.
    public var state = State.waiting

    /// Makes a run that waits.
    public init(name: String, stepCost: Double) {
      self.name = name
      self.stepCost = stepCost
    }
  }

  /// The steps of every run.
  public let steps: Int
  /// The runs in order.
  public var runs: [Run]
  /// Recent seconds of steps, by their cost.
  private var stepSeconds: [Double: [Double]] = [:]
  /// Seconds from a run's begin to its first step's.
  private var preparations: [Double] = []

  /// Makes the progress of a grid that has not begun.
  public init(runs: [Run], steps: Int) {
    self.runs = runs
    self.steps = steps
  }

  /// Takes in that a run's preparation took so many seconds.
  public mutating func prepared(seconds: Double) { preparations.append(seconds) }

  /// Takes in that a step of a run took so many seconds; steps may have been done before.
  public mutating func stepped(run: Int, done: Int, seconds: Double) {
    runs[run].state = .running(steps: done)
    stepSeconds[runs[run].stepCost, default: []].append(seconds)
    // A machine that others use changes its pace: the newest steps tell most.
    if let recent = stepSeconds[runs[run].stepCost], recent.count > 50 {
      stepSeconds[runs[run].stepCost] = Array(recent.suffix(50))
    }
  }

  /// How many runs are in a state like this one, whatever their steps.
  public func count(_ isCounted: (State) -> Bool) -> Int { runs.count { isCounted($0.state) } }

  /// How many runs are under way in other processes.
  public var countElsewhere: Int { count { if case .elsewhere = $0 { true } else { false } } }

  /// The seconds until no run is left, here or elsewhere; nil before the first step.
  ///
  /// Every other process that has a run now is taken to keep this one's pace, and to take its part of the runs that wait.
  /// Steps of a network that has not run yet are taken to cost what its multiply-adds say, at the pace of the others.
  public var secondsLeft: Double? {
    let paces = stepSeconds.map { cost, seconds in mean(seconds) / cost }
    guard !paces.isEmpty else { return nil }
    let pace = mean(paces)
    let preparation = preparations.isEmpty ? 0 : mean(preparations)
    var (waiting, underWay) = (0.0, [Double]())
    var isBusy = false
    for run in runs {
      let step = stepSeconds[run.stepCost].map(mean) ?? run.stepCost * pace
      switch run.state {
      case .waiting: waiting += preparation + Double(steps) * step
      case .running(let done), .elsewhere(let done): underWay.append(Double(max(steps - done, 0)) * step)
      case .finished, .failed: break
      }
      if case .running = run.state { isBusy = true }
    }
    let processes = countElsewhere + (isBusy || waiting > 0 ? 1 : 0)
    let divided = (waiting + underWay.reduce(0, +)) / Double(max(processes, 1))
    // A run is not divided.
    return max(divided, underWay.max() ?? 0)
  }

  /// The share of all steps of the grid that are done.
  public var share: Double {
    let cost = runs.reduce(0) { $0 + $1.stepCost }
    let done = runs.reduce(0) { total, run in
      switch run.state {
      case .waiting: total
      case .running(let done), .elsewhere(let done):
        total + run.stepCost * Double(min(done, steps)) / Double(max(steps, 1))
      case .finished, .failed: total + run.stepCost
      }
    }
    return cost > 0 ? min(done / cost, 1) : 1
  }

  private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
}
