import GRDB
import RunModel

extension RunReader {
  /// The absolute path of the folder whose images the run was last trained with; nil where none is recorded.
  public func dataFolder() throws -> String? {
    try read { db in
      let text = try Row.fetchOne(
        db,
        sql: """
          SELECT content FROM event WHERE kind = 'data' AND length(content) < 10000 ORDER BY event DESC LIMIT 1
          """)?.text(0)
      guard let text else { return nil }
      guard let path = try? RecordedJSON.value(String.self, from: text), path.hasPrefix("/") else {
        throw damaged("the folder of its images cannot be understood")
      }
      return path
    }
  }
}
