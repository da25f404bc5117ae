import ArgumentParser
import Foundation
import RunModel
import RunStore
import Synchronization
import Training

/// `layertop verify`.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Do a recorded run again and compare every step.",
    discussion: """
      Trains from the beginning, or from where the run branched off another, under the commands that were given, and \
      compares loss and all sums of every recorded step bit for bit. The first step that differs ends it with status 1.
      """)

  @OptionGroup var choice: RunArgument

  @OptionGroup var data: RunDataOption

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The last step to compare; by default all.", valueName: "step"))
  var upTo: Int?

  func validate() throws {
    if let upTo, upTo < 1 { throw ValidationError("--up-to is \(upTo); it must be 1 or more") }
  }

  func run() throws {
    let reader = try choice.reader()
    let run = SavedRun(reader)
    let last = min(upTo ?? .max, try reader.progress().lastStep)
    var reexecution = try Reexecution(
      reader.description.configuration, dataset: run.images(in: data), checkpoint: run.beginning(),
      commands: run.commands())
    let isCancelled = Mutex(false)
    let signals = StopSignals { isCancelled.withLock { $0 = true } }
    defer { signals.cancel() }
    let first = run.firstStep
    var progress = ProgressBar(total: last)
    let outcome = try reexecution.run(
      upTo: last, isCancelled: { isCancelled.withLock(\.self) },
      recorded: { step in try reader.steps(step..<step + 1).first }, progress: { progress.show($0) })
    progress.clear()
    switch outcome {
    case .same(let steps) where first + steps <= last:
      StandardError.write(
        "stopped after \(steps) of \(last - first + 1) steps: none of them differs from the record")
      throw ExitCode(130)
    case .same(let steps):
      StandardOutput.write("\(steps) steps done again: none differs from the record")
    case .differs(let difference):
      throw RunFailure("step \(difference.step) differs: \(difference.sentence)")
    }
  }
}
