import Dashboard
import Export
import Foundation
import RunModel
import RunStore

extension FigureRequest {
  /// Writes the figure into the working folder, under a name that is free.
  ///
  /// - Returns: Where it is, or why it is not, in a sentence.
  func write(_ folder: RunFolder?) -> String {
    guard let folder else { return "only a recorded run can be exported; this one is not" }
    do {
      return try write(RunReader(path: folder.address))
    } catch {
      return "\(error)"
    }
  }

  /// The same for a run that is read already.
  func write(_ run: RunReader) -> String {
    var export = RunExport(.heatmap)
    export.quantity = quantity
    export.grouping = grouping
    export.rule = rule
    export.steps = steps
    export.rows = rows
    do {
      for number in 1... {
        let name = run.folder.name + (number == 1 ? "" : "-\(number)")
        let path = export.fileName(run: name)
        do {
          try export.write(run, to: path)
          return "written: \(PlainText.printable(path))"
        } catch ExportError.exists {
          continue
        }
      }
      preconditionFailure("numbers do not end")
    } catch {
      return "\(error)"
    }
  }
}
