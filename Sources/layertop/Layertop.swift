import ArgumentParser

/// Where the program starts.
@main
enum Main {
  static func main() {
    ThreadWaiting.limitSpinning()
    Layertop.main()
  }
}

/// The command.
struct Layertop: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "layertop",
    abstract: "Watch a network train, layer by layer.",
    discussion: """
      Trains a network and draws, for every layer and step, whether consecutive gradients are aligned, opposed or \
      not to be told from random: their cosine is held against the bound √(ln n / n) for two random directions in \
      as many dimensions as the layer has parameters.

      The options of run may follow at once: layertop --stem cifar --lr 0.1. They are listed by layertop help run.
      """,
    version: "0.1.0",
    subcommands: [
      RunCommand.self, ResumeCommand.self, ForkCommand.self, VerifyCommand.self, OpenCommand.self,
      RunsCommand.self, ExportCommand.self, EvaluateCommand.self, ReproduceCommand.self,
      NetworksCommand.self, DataCommand.self, ThemeCommand.self, ConfigCommand.self, BenchCommand.self,
      BenchStoreCommand.self, BenchScreenCommand.self,
    ],
    defaultSubcommand: RunCommand.self)
}
