import Foundation
import Testing

@testable import RunStore

struct RunLockTests {
  private let temporary: TemporaryFolder
  private let folder: RunFolder

  init() throws {
    temporary = try TemporaryFolder()
    folder = RunFolder(path: temporary.path)
  }

  @Test func oneHasTheRightAtATime() throws {
    var first: RunLock? = try RunLock(folder)
    #expect(throws: RunStoreError.beingTrained(path: folder.path)) { try RunLock(folder) }
    _ = first
    first = nil
    #expect(TemporaryFolder.contents(of: folder.path).isEmpty, "the file goes with the lock")
    _ = try RunLock(folder)
  }

  /// Many take it in turns, and each finds itself alone: that the file is removed lets nobody slip in.
  @Test func itIsNeverHadTwice() throws {
    let owner = folder.path + "/owner"
    DispatchQueue.concurrentPerform(iterations: 8) { [folder] _ in
      for _ in 0..<200 {
        guard let lock = try? RunLock(folder) else { continue }
        withExtendedLifetime(lock) {
          #expect(mkdir(owner, 0o700) == 0, "somebody else has it too")
          rmdir(owner)
        }
      }
    }
  }

  @Test func whatAKilledProgramLeavesMeansNothing() throws {
    try Data().write(to: URL(fileURLWithPath: folder.path + "/.lock"))
    _ = try RunLock(folder)
  }

  @Test func foldersThatCannotBeLocked() throws {
    #expect(throws: RunStoreError.notFound(path: "/nowhere")) { try RunLock(RunFolder(path: "/nowhere")) }
    let problem = #expect(throws: RunStoreError.self) { try RunLock(RunFolder(path: "/proc")) }
    #expect(problem?.description.hasPrefix("the run cannot be recorded in /proc: ") == true)
    #expect(problem?.isOfTheDisk == true)
    // A link would have another file opened, and perhaps made.
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/.lock", withDestinationPath: folder.path + "/other")
    #expect(throws: RunStoreError.self) { try RunLock(folder) }
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/other"))
  }
}
