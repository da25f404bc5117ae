import CCurl

/// One GET of a file, appended to what is there of it.
final class Transfer {
  /// How a GET ended.
  enum Outcome: Equatable {
    /// The server says that this was all.
    case complete
    /// It broke in the middle, or another try may help for another reason.
    case lost(reason: String)
    /// There is no such server, or it cannot be trusted.
    case unreachable(reason: String)
    case status(Int)
    case cancelled
    case refused(FetchError)
  }

  private let file: RemoteFile
  private let part: GrowingFile
  private let stall: Int
  private let cancellation: FetchCancellation
  private let received: () -> Void
  /// Why one of our own functions ended the transfer.
  private var ending: Outcome?

  init(
    _ file: RemoteFile, to part: GrowingFile, stall: Int, cancellation: FetchCancellation,
    received: @escaping () -> Void
  ) {
    self.file = file
    self.part = part
    self.stall = stall
    self.cancellation = cancellation
    self.received = received
  }

  /// Runs and waits for the end.
  func run() -> Outcome {
    var status = 0
    var reason = [UInt8](repeating: 0, count: Int(CURL_ERROR_SIZE))
    // The transfer outlives the call, which is blocking, so that a bare pointer to it is enough.
    let code = withExtendedLifetime(self) {
      file.address.withCString { address in
        var request = ccurl_request()
        request.url = address
        request.offset = Int64(part.size)
        request.stall_seconds = stall
        request.context = Unmanaged.passUnretained(self).toOpaque()
        request.begin = { Transfer.from($0).begin($1!.pointee) }
        request.receive = { Transfer.from($0).receive(UnsafeRawBufferPointer(start: $1, count: $2)) }
        request.is_cancelled = { Transfer.from($0).cancellation.isCancelled }
        return reason.withUnsafeMutableBytes { text in
          ccurl_get(&request, &status, text.baseAddress?.assumingMemoryBound(to: CChar.self))
        }
      }
    }
    return outcome(code, status: status, reason: String(decoding: reason.prefix { $0 != 0 }, as: UTF8.self))
  }

  private static func from(_ context: UnsafeMutableRawPointer?) -> Transfer {
    Unmanaged.fromOpaque(context!).takeUnretainedValue()
  }

  private func outcome(_ code: CURLcode, status: Int, reason: String) -> Outcome {
    if let ending { return ending }
    if code == CURLE_ABORTED_BY_CALLBACK { return .cancelled }
    if status >= 300 { return .status(status) }
    switch code {
    case CURLE_OK:
      return .complete
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_URL_MALFORMAT, CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT,
      CURLE_PEER_FAILED_VERIFICATION, CURLE_TOO_MANY_REDIRECTS:
      return .unreachable(reason: reason)
    case CURLE_SSL_CACERT_BADFILE:
      return .unreachable(reason: reason + ", which apt-get install ca-certificates brings")
    default:
      return .lost(reason: reason)
    }
  }

  /// Whether the content that follows is what belongs after the bytes that are there.
  private func begin(_ response: ccurl_response) -> Bool {
    guard response.status == 200 || response.status == 206 else { return false }
    return accept { () throws(FetchError) -> Outcome? in
      // A server without ranges sends the whole file, and all begins anew.
      let isRest = response.status == 206 && response.start == Int64(part.size)
      if !isRest { try part.empty() }
      guard response.status == 200 || isRest else { return .lost(reason: "the server sent another part") }
      let size = part.size + Int(response.length)
      guard response.length < 0 || size == file.bytes else { return wrongSize(size) }
      return nil
    }
  }

  private func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
    accept { () throws(FetchError) -> Outcome? in
      let size = part.size + bytes.count
      guard size <= file.bytes else { return wrongSize(size) }
      try part.append(bytes)
      received()
      return nil
    }
  }

  private func wrongSize(_ size: Int) -> Outcome {
    .refused(.size(size, address: file.address, published: file.bytes))
  }

  /// Runs what may end the transfer, and keeps the reason for after libcurl has returned.
  private func accept(_ body: () throws(FetchError) -> Outcome?) -> Bool {
    do {
      ending = try body()
    } catch {
      ending = .refused(error)
    }
    return ending == nil
  }
}
