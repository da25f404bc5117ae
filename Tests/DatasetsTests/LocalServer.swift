import Foundation
import Synchronization

/// An HTTP server on 127.0.0.1 for one test, which misbehaves as it is told. It ends with its owner.
final class LocalServer: Sendable {
  /// What is done with one request.
  enum Behaviour: Sendable {
    /// As it should be, ranges included.
    case serve
    /// The connection is closed after so many bytes of content.
    case cut(after: Int)
    /// Nothing more is sent after so many bytes of content, but the connection stays.
    case stall(after: Int)
    /// The content comes in small pieces with pauses.
    case trickle
    /// The whole file, whatever range was asked for.
    case withoutRanges
    /// The whole file as a part, whatever range was asked for.
    case wrongRange
    /// The whole file without saying how long it is.
    case withoutLength
    /// The file with the word that it is packed for the way.
    case encoded
    /// An announcement of so many bytes, of which only the file's come.
    case announcing(Int)
    case status(Int)
    /// The same path behind another one.
    case redirect(to: String)
  }

  struct Request: Equatable, Sendable {
    var path: String
    var range: String?
  }

  let address: String
  private let files: [String: [UInt8]]
  private let behaviours: [Behaviour]
  private let listener: Int32
  private let seen = Mutex<[Request]>([])
  private let isStopped = Atomic(false)
  private let ended = DispatchSemaphore(value: 0)

  /// Starts to serve files by name; each request gets the next behaviour, the last holds for all further ones.
  init(_ files: [String: [UInt8]], _ behaviours: [Behaviour] = [.serve]) throws {
    self.files = files
    self.behaviours = behaviours
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutableBytes(of: &place) { bytes in
      let address = bytes.baseAddress!.assumingMemoryBound(to: sockaddr.self)
      return bind(listener, address, length) == 0 && listen(listener, 8) == 0
        && getsockname(listener, address, &length) == 0
    }
    guard isBound else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    self.listener = listener
    address = "http://127.0.0.1:\(UInt16(bigEndian: place.sin_port))"
    // The thread must not keep the server alive, or nobody would end it; `stop` waits for it.
    let server = Unmanaged.passUnretained(self)
    let thread = Thread { [reference = Int(bitPattern: server.toOpaque())] in
      let server = Unmanaged<LocalServer>.fromOpaque(UnsafeRawPointer(bitPattern: reference)!)
      server._withUnsafeGuaranteedRef { $0.acceptUntilStopped() }
    }
    thread.start()
  }

  deinit {
    isStopped.store(true, ordering: .relaxed)
    shutdown(listener, Int32(SHUT_RDWR))
    ended.wait()
    close(listener)
  }

  /// What was asked for so far.
  var requests: [Request] { seen.withLock { $0 } }

  /// The ranges asked for so far.
  var ranges: [String?] { requests.map(\.range) }

  private func acceptUntilStopped() {
    while !isStopped.load(ordering: .relaxed) {
      let client = accept(listener, nil, nil)
      guard client >= 0 else { break }
      answer(client)
      close(client)
    }
    ended.signal()
  }

  private func answer(_ client: Int32) {
    guard let request = read(client) else { return }
    let number = seen.withLock { requests in
      requests.append(request)
      return requests.count - 1
    }
    let behaviour = behaviours[min(number, behaviours.count - 1)]
    if case .status(let status) = behaviour { return send(client, head(status, length: 0)) }
    if case .redirect(let target) = behaviour {
      return send(client, head(302, length: 0, "Location: \(target)/\(request.path)"))
    }
    guard let file = files[request.path] else { return send(client, head(404, length: 0)) }
    let start = request.range.flatMap { Int($0.dropFirst("bytes=".count).dropLast()) } ?? 0
    guard start < file.count else { return send(client, head(416, length: 0)) }
    let rest = Array(file[start...])
    let isPart = request.range != nil
    let range = "Content-Range: bytes \(start)-\(file.count - 1)/\(file.count)"
    let ordinary = isPart ? head(206, length: rest.count, range) : head(200, length: rest.count)
    switch behaviour {
    case .serve:
      send(client, ordinary + rest)
    case .cut(let count):
      send(client, ordinary + rest.prefix(count))
    case .stall(let count):
      send(client, ordinary + rest.prefix(count))
      waitUntilClosed(client)
    case .trickle:
      send(client, ordinary)
      for first in stride(from: 0, to: rest.count, by: 500) {
        send(client, Array(rest[first..<min(first + 500, rest.count)]))
        usleep(2000)
      }
    case .withoutRanges:
      send(client, head(200, length: file.count) + file)
    case .wrongRange:
      send(
        client, head(206, length: file.count, "Content-Range: bytes 7-\(file.count)/\(file.count + 7)") + file
      )
    case .withoutLength:
      send(client, Array("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".utf8) + file)
    case .encoded:
      send(client, head(200, length: file.count, "Content-Encoding: gzip") + file)
    case .announcing(let length):
      send(client, head(200, length: length) + file)
      waitUntilClosed(client)
    case .status, .redirect:
      break
    }
  }

  private func head(_ status: Int, length: Int, _ line: String? = nil) -> [UInt8] {
    let lines = ["HTTP/1.1 \(status) Status", "Content-Length: \(length)", "Connection: close"]
    return Array(((lines + [line].compactMap(\.self)).joined(separator: "\r\n") + "\r\n\r\n").utf8)
  }

  private func read(_ client: Int32) -> Request? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while !bytes.suffix(4).elementsEqual([13, 10, 13, 10]) {
      let count = recv(client, &buffer, buffer.count, 0)
      guard count > 0 else { return nil }
      bytes += buffer[..<count]
    }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n")
    guard let path = lines.first?.split(separator: " ").dropFirst().first else { return nil }
    let range = lines.first { $0.lowercased().hasPrefix("range: ") }?.dropFirst("range: ".count)
    return Request(path: String(path.dropFirst()), range: range.map(String.init))
  }

  private func send(_ client: Int32, _ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(client, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// Keeps a connection until the other side has had enough, for ten seconds at most.
  private func waitUntilClosed(_ client: Int32) {
    var events = pollfd(fd: client, events: Int16(POLLIN), revents: 0)
    for _ in 0..<200 where !isStopped.load(ordering: .relaxed) {
      if poll(&events, 1, 50) > 0 { return }
    }
  }
}
