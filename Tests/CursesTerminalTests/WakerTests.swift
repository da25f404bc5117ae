import Foundation
import Glibc
import Testing

@testable import CursesTerminal

@Suite struct WakerTests {
  @Test func wakesAreCoalescedUntilSeen() throws {
    let waker = try Waker()
    #expect(waker.drain() == (false, []))
    DispatchQueue.concurrentPerform(iterations: 1_000) { _ in waker.wake() }
    var waiting: Int32 = 0
    #expect(ioctl(waker.readEnd, UInt(FIONREAD), &waiting) == 0)
    #expect(waiting == 1)
    #expect(waker.drain().woken)
    #expect(!waker.drain().woken)
    waker.wake()
    #expect(waker.drain().woken)
  }

  @Test func signalsComeThroughTheSamePipe() throws {
    let waker = try Waker()
    waker.wake()
    for byte in [UInt8(SIGWINCH), UInt8(SIGINT), UInt8(SIGWINCH)] {
      withUnsafeBytes(of: byte) { _ = write(waker.writeEnd, $0.baseAddress, 1) }
    }
    let (woken, signals) = waker.drain()
    #expect(woken)
    #expect(signals == [SIGWINCH, SIGINT])
  }
}
