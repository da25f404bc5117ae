import Dashboard
import Export
import Foundation
import RunModel
import TerminalUI
import Testing

@testable import RunStore
@testable import layertop

/// What layertop makes of a recording besides reading it: lists it, exports it, draws it and goes on with it.
struct RunUses {
  private let reader: RunReader

  init(_ reader: RunReader) { self.reader = reader }

  /// Does all of it.
  ///
  /// - Throws: `RunStoreError` where the recording turns out to be damaged.
  func all() throws {
    try list()
    try export()
    try draw()
    try resume()
  }

  private func list() throws {
    let line = RunLine(CatalogEntry(reader.folder), now: 0)
    #expect(!RunsTable.text([line]).isEmpty)
    #expect(try !JSONEncoder().encode(line).isEmpty)
  }

  private func export() throws {
    let folder = try TemporaryFolder()
    for contents in RunExport.Contents.allCases {
      let path = "\(folder.path)/\(contents)"
      do {
        try RunExport(contents).write(reader, to: path)
        #expect(FileManager.default.fileExists(atPath: path))
      } catch is ExportError {
        // It may have no steps.
      }
    }
  }

  /// Opens the run on a screen and looks around in it.
  private func draw() throws {
    var state = DashboardState(
      configuration: reader.description.configuration,
      capabilities: Capabilities(colors: .trueColor, unicode: true), width: 120, height: 40)
    try serve(state.update(.recorded(reader.recordedRun())), &state)
    for keys in ["", "0", "---", "G\t", "n", "t", "r", "C", "CC", "\r", "}}", "{"] {
      for character in keys {
        let key: Key = character == "\r" ? .enter : character == "\t" ? .tab : .character(character)
        try serve(state.update(.key(key)), &state)
      }
      #expect(state.view().width == 120)
    }
  }

  /// Gives the screen what it asks for; what cannot be read is not there.
  private func serve(_ effects: [Effect], _ state: inout DashboardState) throws {
    var queue = effects
    var answers = 0
    while !queue.isEmpty && answers < 100 {
      answers += 1
      switch queue.removeFirst() {
      case .load(let key):
        let rows = key.grouping.rows(of: reader.description.tensors).count
        queue += state.update(.loaded(key, (try? reader.tile(key)) ?? HistoryTile(rows: rows)))
      case .loadStep(let step):
        queue += state.update(.loadedStep(step, (try? reader.steps(step..<step + 1))?.first))
      case .goOn: queue += state.update(.tick(now: 0))
      default: break
      }
    }
  }

  /// Goes on with a copy of the run, from half of its steps.
  private func resume() throws {
    let runs = try TemporaryFolder()
    let copy = RunFolder(path: runs.path + "/copy")
    try FileManager.default.createDirectory(atPath: copy.path, withIntermediateDirectories: false)
    try FileManager.default.copyItem(atPath: reader.folder.database, toPath: copy.database)
    let step = try reader.progress().lastStep / 2
    let writer = RunWriter(resuming: copy, afterStep: step, machine: SampleRun.machine) { _ in }
    writer.record(.started(reader.description))
    var record = SampleRun().record(step + 1)
    record.sums = reader.description.tensors.map { _ in record.sums[0] }
    writer.record(.step(record))
    writer.record(.finished(.stopped))
    writer.finish()
  }
}
