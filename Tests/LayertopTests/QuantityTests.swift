import Foundation
import RunModel
import Statistics
import Testing

@testable import layertop

/// What is recorded and how it is judged, from the command line to what is printed.
struct QuantityTests {
  private func message(_ arguments: String...) -> String? {
    do {
      _ = try QuantityOptions.parse(arguments)
      return nil
    } catch {
      return QuantityOptions.message(for: error)
    }
  }

  @Test func optionsAreRead() throws {
    #expect(try QuantityOptions.parse([]).recorded == RecordedQuantities())
    let arguments = ["--record", "update,mean,descent,lags", "--beta-mean", "0.99", "--control", "1000"]
    #expect(
      try QuantityOptions.parse(arguments).recorded
        == RecordedQuantities(
          quantities: [.update, .mean, .descent], beta: 0.99, lags: true, control: 1000))
    #expect(
      try TestOptions.parse(["--test", "sign-flip", "--level", "0.01"]).rule
        == TestRule(.signFlip, level: 0.01))
    #expect(try TestOptions.parse(["--grouping", "block"]).grouping == .block)
  }

  @Test func nonsenseIsRefused() {
    #expect(message("--record", "hessian")?.contains("give some of update,mean,descent,lags") == true)
    #expect(message("--record", "mean,")?.contains("give some of") == true)
    #expect(message("--beta-mean", "0.5")?.contains("give --record mean") == true)
    #expect(
      message("--record", "mean", "--beta-mean", "1")?.contains("between 0 and 1, 1 not included") == true)
    #expect(message("--control", "1")?.contains("between 2 and 100000000") == true)
    #expect(throws: (any Error).self) { try TestOptions.parse(["--level", "1"]) }
    #expect(throws: (any Error).self) { try TestOptions.parse(["--test", "chi-squared"]) }
  }

  @Test func quantitiesFollowInALine() async throws {
    let folder = try TestFolder()
    let result = try await ChildProcess.run(
      Program.path,
      try Program.quick(in: folder) + [
        "--headless", "--network", "lenet5", "--steps", "3", "--json-steps", "--record",
        "lags,descent,mean,update", "--control", "500",
      ])
    #expect(result.status == 0)
    let lines = result.output.split(separator: "\n")
    #expect(lines.count == 3)
    let last = try #require(try JSONSerialization.jsonObject(with: Data(lines[2].utf8)) as? [String: Any])
    #expect(Set(last.keys) == ["step", "loss", "cosine", "update", "mean", "descent", "lags"])
    for key in ["cosine", "update", "mean", "descent"] {
      let cosines = try #require(last[key] as? [String: Any])
      #expect(cosines.count == 11)
      let isUndefined = cosines["control"] is NSNull
      #expect(isUndefined == (key == "update" || key == "descent"), "the control has no update")
    }
    let lags = try #require(last["lags"] as? [String: [String: Any]])
    #expect(Set(lags.keys) == ["1", "2", "4", "8", "16", "32", "64"])
    #expect(lags["2"]?["fc1.bias"] is Double)
    #expect(lags["4"]?["fc1.bias"] is NSNull)
  }

  @Test func theControlStandsBesideTheClaim() async throws {
    let folder = try TestFolder()
    let arguments =
      try Program.quick(in: folder) + [
        "--headless", "--network", "lenet5", "--steps", "20", "--control", "200", "--test", "exact",
        "--level",
        "0.5", "--grouping", "network", "--compare-tests",
      ]
    let table = try await ChildProcess.run(Program.path, arguments)
    #expect(table.status == 0)
    let lines = table.output.split(separator: "\n").map(String.init)
    #expect(lines.shows("the null of uniform independent directions, ε = 0.5: exact"))
    #expect(lines.contains { $0.contains(/^network +\d+ .*%$/) })
    let sentence = try #require(lines.last)
    #expect(
      sentence.contains(
        /^control: \d+ false alarms in 19 cells of pure noise, [0-9.]+%; the test claims a false alarm rate of 50%/
      ))

    let object = try await ChildProcess.run(Program.path, arguments + ["--json"])
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(object.output.utf8)) as? [String: Any])
    let control = try #require(json["control"] as? [String: Any])
    #expect(control["cells"] as? Int == 19)
    #expect(control["claimed"] as? Double == 0.5)
    let alarms = try #require(control["false_alarms"] as? Int)
    #expect(sentence.hasPrefix("control: \(alarms) "), "the same run twice")
    #expect((2...17).contains(alarms))
  }
}
