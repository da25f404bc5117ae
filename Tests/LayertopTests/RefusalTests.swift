import Foundation
import Testing

/// What cannot be is refused before anything starts.
@Suite struct RefusalTests {
  @Test(arguments: [
    ("--network alexnet", "resnet18"), ("--stem wide", "imagenet"), ("--stem wide", "cifar"),
    ("--dataset svhn", "fashion-mnist"), ("--optimizer adagrid", "momentum"),
    ("--lr -1", "is -1.0; it must lie between 0 and 100"), ("--lr 101", "must lie between 0 and 100"),
    ("--lr fast", "0 to 100"), ("--momentum 1", "at least 0 and below 1"),
    ("--batch-size 0", "between 1 and 4096"), ("--batch-size 5000", "between 1 and 4096"),
    ("--seed -1", "0 or more"), ("--order backwards", "sequential"), ("--threads 0", "between 1 and 256"),
    ("--steps 0", "must be 1 or more"), ("--headless --json --json-steps", "exclude each other"),
    ("--json", "need --headless"), ("--json-steps", "need --headless"), ("--colour", "--colour"),
    ("bench --steps 0", "1 or more"), ("--channels 2", "it must be 1 or 3"),
    ("networks --channels 0", "it must be 1 or 3"),
  ])
  func aWrongOption(arguments: String, remedy: String) async throws {
    let result = try await ChildProcess.run(Program.path, arguments.split(separator: " ").map(String.init))
    #expect(result.status == 64)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains(remedy), "\(result.errors)")
  }

  @Test(arguments: ["", String(repeating: "\0", count: 100), "{\"not\": safetensors}"])
  func aBrokenWeightsFile(content: String) async throws {
    let folder = try TestFolder()
    let file = folder["broken.safetensors"]
    try Data(content.utf8).write(to: URL(fileURLWithPath: file))
    let result = try await ChildProcess.run(
      Program.path, try Program.quick(in: folder) + ["--headless", "--steps", "1", "--weights", file])
    expectRefused(result, naming: file, "is not a safetensors file")
  }

  @Test func missingWeights() async throws {
    let folder = try TestFolder()
    let result = try await ChildProcess.run(
      Program.path,
      try Program.quick(in: folder) + ["--headless", "--steps", "1", "--weights", folder["none.safetensors"]])
    expectRefused(result, naming: folder["none.safetensors"])
  }

  @Test func anEmptyDataFolder() async throws {
    let folder = try TestFolder()
    let result = try await ChildProcess.run(
      Program.path, ["--headless", "--steps", "1", "--dataset", "cifar10", "--data-dir", folder.path])
    expectRefused(result, naming: folder.path)
  }

  @Test func aTruncatedDataFile() async throws {
    let folder = try TestFolder()
    try Data(count: 3000).write(to: URL(fileURLWithPath: folder["data_batch_1.bin"]))
    let result = try await ChildProcess.run(
      Program.path, ["--headless", "--steps", "1", "--dataset", "cifar10", "--data-dir", folder.path])
    expectRefused(result, naming: folder["data_batch_1.bin"], "byte 3000")
  }

  @Test func moreImagesAStepThanThereAre() async throws {
    let folder = try TestFolder()
    let result = try await ChildProcess.run(
      Program.path, try Program.quick(in: folder) + ["--headless", "--steps", "1", "--batch-size", "65"])
    expectRefused(result, naming: "65", "64")
  }

  @Test func colouredImagesInOneChannel() async throws {
    let folder = try TestFolder()
    let result = try await ChildProcess.run(
      Program.path, try Program.quick(in: folder) + ["--headless", "--steps", "1", "--channels", "1"])
    expectRefused(result, naming: "the images of CIFAR-10 are coloured", "--channels 1")
  }

  @Test func aBrokenTheme() async throws {
    let folder = try TestFolder()
    let result = try await ChildProcess.run(
      Program.path, try Program.quick(in: folder) + ["--theme", folder["none.toml"]])
    expectRefused(result, naming: folder["none.toml"])
  }

  private func expectRefused(_ result: ChildProcess.Result, naming words: String...) {
    #expect(result.status == 1)
    #expect(result.output.isEmpty)
    expectOneSentence(result.errors)
    for word in words { #expect(result.errors.contains(word), "\(result.errors)") }
  }
}
