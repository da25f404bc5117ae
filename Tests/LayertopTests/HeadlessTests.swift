import Foundation
import Testing

/// `layertop run --headless`, as scripts use it.
@Suite(.serialized) struct HeadlessTests {
  @Test func aTableOfLayers() async throws {
    let result = try await run("--steps", "3")
    #expect(result.status == 0)
    #expect(result.errors.hasPrefix("recorded in "), "no progress where nobody watches")
    let lines = result.output.split(separator: "\n").map(String.init)
    let title = "ResNet-18, imagenet stem, on CIFAR-10 (64 images), batch 8, seed 1: 3 steps, loss "
    #expect(lines[0].hasPrefix(title))
    #expect(lines.shows("τ = √(ln n / n)"))
    let rows = lines.drop { !$0.hasPrefix("layer ") }.dropFirst()
    #expect(rows.count == 41)
    #expect(rows.first?.hasPrefix("conv1 ") == true)
    #expect(rows.last?.contains(/^fc +5130 +0\.04081 +-?\d\.\d{4}( +\d+\.\d%){3}$/) == true)
  }

  @Test func theSameAsJSON() async throws {
    let result = try await run("--steps", "3", "--json")
    #expect(result.status == 0)
    let object = try object(result.output)
    #expect(Set(object.keys) == ["network", "dataset", "steps", "test", "level", "layers"])
    #expect(object["network"] as? String == "resnet18")
    #expect(object["dataset"] as? String == "CIFAR-10")
    #expect(object["steps"] as? Int == 3)
    let layers = try #require(object["layers"] as? [[String: Any]])
    #expect(layers.count == 41)
    for layer in layers {
      #expect(
        Set(layer.keys) == ["name", "parameters", "bound", "mean_cosine", "aligned", "opposed", "random"])
      let shares = ["aligned", "opposed", "random"].compactMap { layer[$0] as? Double }
      #expect(abs(shares.reduce(0, +) - 1) < 1e-12)
    }
    #expect(layers.last?["name"] as? String == "fc")
    #expect(layers.last?["parameters"] as? Int == 5130)
    let bound = try #require(layers.last?["bound"] as? Double)
    #expect(abs(bound - (log(5130) / 5130).squareRoot()) < 1e-15)
  }

  @Test func everyStepAsALine() async throws {
    let result = try await run("--steps", "3", "--json-steps")
    #expect(result.status == 0)
    let lines = result.output.split(separator: "\n").map(String.init)
    #expect(lines.count == 3)
    for (index, line) in lines.enumerated() {
      let object = try object(line)
      #expect(Set(object.keys) == ["step", "loss", "cosine"])
      #expect(object["step"] as? Int == index + 1)
      #expect(try #require(object["loss"] as? Double) > 0)
      let cosines = try #require(object["cosine"] as? [String: Any])
      #expect(cosines.count == 62)
      if index == 0 {
        #expect(cosines.values.allSatisfy { $0 is NSNull })
      } else {
        #expect(cosines.values.allSatisfy { abs($0 as? Double ?? 2) <= 1 })
      }
      let names = line.matches(of: /"([a-z0-9._]+\.(?:weight|bias))"/).map { String($0.1) }
      #expect(names.count == 62)
      #expect(
        Array(names.prefix(4)) == ["conv1.weight", "bn1.weight", "bn1.bias", "layer1.0.conv1.weight"])
      #expect(Array(names.suffix(2)) == ["fc.weight", "fc.bias"])
    }
  }

  @Test(arguments: [SIGINT, SIGTERM]) func aStoppedRunStillPrints(signal: Int32) async throws {
    let folder = try TestFolder()
    let child = try ChildProcess(
      Program.path, try Program.quick(in: folder) + ["--headless", "--json-steps"])
    try await Deadline.wait(for: "a step") { child.output.contains("\n") }
    kill(child.id, signal)
    let result = try await child.result()
    #expect(result.status == 0)
    #expect(result.output.hasSuffix("}}\n"), "the step under way is whole")
  }

  @Test func progressIsShownOnATerminalOnly() async throws {
    try await Terminal.with { terminal in
      try await terminal.startLayertop("--headless --steps 400 >table")
      let bar = /\[#*\.+\] step \d+\/400, \d+:\d\d left/
      try await terminal.wait(for: "progress") { $0.contains { $0.contains(bar) } }
      try await terminal.press("C-c")
      try await terminal.wait(for: "the prompt alone") { !$0.shows("left") && $0.endWithPrompt }
      #expect(terminal.folder.text("table").contains("\nfc  "))
    }
  }

  private func object(_ json: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
  }

  private func run(_ arguments: String...) async throws -> ChildProcess.Result {
    let folder = try TestFolder()
    return try await ChildProcess.run(
      Program.path, try Program.quick(in: folder) + ["--headless"] + arguments)
  }
}
