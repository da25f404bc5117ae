import CursesTerminal
import Dashboard
import Foundation
import RunModel
import RunStore
import TerminalUI

extension BenchScreenCommand {
  /// Shows a recording on a terminal that only counts while keys are held down, and says what frames take.
  func reportHeldKeys(ofRun path: String) throws {
    let reader = try RunReader(path: path)
    let recorded = try reader.recordedRun()
    let device = try PseudoTerminal(width: width, height: height)
    var lines: [String] = []
    do {
      defer { device.close() }
      let terminal = try CursesTerminal(theme: .default)
      defer { terminal.close() }
      var state = DashboardState(
        configuration: reader.description.configuration, capabilities: terminal.capabilities, width: width,
        height: height, isRecorded: true)
      let loader = RunLoader(onNews: {}) { reader }
      let frames = HeldKeyFrames(terminal: terminal) { effects in
        effects.forEach(loader.load)
        return loader.drain()
      }
      state.update(.recorded(recorded)).forEach(loader.load)
      func hold(_ name: String?, _ keys: String) {
        let frames = frames.frames(keys.map(Key.character), &state)
        if let name { lines.append(Self.line(name, frames)) }
      }
      func keys(_ key: Character, _ count: Int) -> String { String(repeating: key, count: count) }
      hold(nil, "t" + keys("-", 12) + "++")
      for level in ["two levels below the whole run", "16 steps a column", "a step a column"] {
        // A picture moves with the cursor once that is at its edge.
        hold(nil, "f" + keys("<", width))
        hold("\(level), a column", keys("<", 150))
        hold("\(level), half a picture", String(repeating: "HHLL", count: 15))
        hold("\(level), half a picture, on and on", keys("H", 60))
        hold(nil, level.contains("whole") ? "+++" : "++++")
      }
      hold("zoom", String(repeating: keys("-", 7) + keys("+", 7), count: 14))
    }
    lines.forEach(StandardOutput.write)
  }

  private static func line(_ name: String, _ frames: [HeldKeyFrames.Frame]) -> String {
    func at(_ percent: Int, _ value: (HeldKeyFrames.Frame) -> Double) -> String {
      let sorted = frames.map(value).sorted()
      return String(format: "%.2f", sorted[sorted.count * percent / 100])
    }
    let late = frames.count { $0.missing > 0 }
    return "\(name): median \(at(50, \.milliseconds)) ms, 95 of 100 within \(at(95, \.milliseconds)) ms, "
      + "99 within \(at(99, \.milliseconds)) ms; updating \(at(50, \.updating)) and \(at(95, \.updating)), "
      + "sending \(at(50, \.sending)) and \(at(95, \.sending)); \(late) of \(frames.count) not whole"
  }
}
