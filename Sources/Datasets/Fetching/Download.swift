import Foundation

/// Gets one file whole and verified, going on where an earlier try ended.
struct Download {
  let file: RemoteFile
  let part: GrowingFile
  let patience: FetchPatience
  let cancellation: FetchCancellation

  /// Downloads what is missing.
  ///
  /// - Returns: Whether the file is there with its published checksum; false where it was cancelled.
  /// - Throws: The reason; what arrived stays in the part file, unless its checksum is wrong.
  func run(received: @escaping () -> Void, verifying: () -> Void) throws(FetchError) -> Bool {
    if part.size > file.bytes { try part.empty() }
    guard try receiveRest(received) else { return false }
    verifying()
    guard let md5 = try part.md5(isCancelled: { cancellation.isCancelled }) else { return false }
    guard md5 == file.md5 else {
      try part.empty()
      throw .checksum(md5, address: file.address, published: file.md5)
    }
    return true
  }

  /// Tries until all bytes are there; every try that brings some starts the counting of tries anew.
  private func receiveRest(_ received: @escaping () -> Void) throws(FetchError) -> Bool {
    var failures = 0
    var wasReached = false
    while part.size < file.bytes {
      let before = part.size
      let transfer = Transfer(
        file, to: part, stall: patience.stall, cancellation: cancellation, received: received)
      let reason: String
      switch transfer.run() {
      case .complete: reason = "it ended early"
      case .lost(let text): reason = text
      case .unreachable(let text) where wasReached: reason = text
      case .unreachable(let text): throw .unreachable(address: file.address, reason: text)
      case .refused(let error): throw error
      case .cancelled: return false
      case .status(416):
        // What is there is no beginning of the server's file.
        try part.empty()
        reason = "the server does not go on from there"
      case .status(let status): throw .status(status, address: file.address)
      }
      if part.size == file.bytes { break }
      wasReached = true
      failures = part.size > before ? 1 : failures + 1
      guard failures < patience.tries else {
        throw .lost(address: file.address, reason: reason, received: part.size, of: file.bytes)
      }
      guard pause(patience.pause * Double(1 << (failures - 1))) else { return false }
    }
    return true
  }

  /// Waits; false where it was cancelled meanwhile.
  private func pause(_ seconds: Double) -> Bool {
    let end = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < end {
      if cancellation.isCancelled { return false }
      Thread.sleep(forTimeInterval: min(0.05, seconds))
    }
    return !cancellation.isCancelled
  }
}
