import Foundation
import Synchronization

/// A terminal that shows nothing and counts what it is sent; it takes the place of standard input and output until it
/// is closed.
final class PseudoTerminal {
  /// `TIOCSPTLCK` and `TIOCGPTN` of ioctl_tty(2), which Swift does not import.
  private static let (unlock, askNumber): (UInt, UInt) = (0x4004_5431, 0x8004_5430)

  private let master: Int32
  private let slave: Int32
  private let kept: [Int32]
  private let counter = Counter()

  /// What the reading thread has seen.
  private final class Counter: Sendable {
    let bytes = Atomic(0)
    let marks = Atomic(0)
  }

  /// A byte that programs do not send: ENQ, which asks a terminal for its name.
  private static let mark: UInt8 = 5

  /// Opens one of so many columns and rows.
  ///
  /// - Throws: `RunFailure` where the system gives none.
  init(width: Int, height: Int) throws {
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var (number, lock): (Int32, Int32) = (0, 0)
    guard master >= 0, ioctl(master, Self.unlock, &lock) == 0, ioctl(master, Self.askNumber, &number) == 0
    else {
      throw RunFailure("no terminal can be opened to count bytes: \(String(cString: strerror(errno)))")
    }
    slave = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
    var size = winsize(ws_row: UInt16(height), ws_col: UInt16(width), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(slave, UInt(TIOCSWINSZ), &size)
    kept = [dup(STDIN_FILENO), dup(STDOUT_FILENO)]
    dup2(slave, STDIN_FILENO)
    dup2(slave, STDOUT_FILENO)
    Thread.detachNewThread { [master, counter] in
      var block = [UInt8](repeating: 0, count: 1 << 16)
      while case let count = read(master, &block, block.count), count > 0 {
        let marks = block[..<count].count { $0 == Self.mark }
        counter.bytes.add(count - marks, ordering: .relaxed)
        counter.marks.add(marks, ordering: .releasing)
      }
    }
  }

  /// The bytes so far; waits until none of them is on its way.
  func count() -> Int {
    let expected = counter.marks.load(ordering: .relaxed) + 1
    var mark = Self.mark
    write(slave, &mark, 1)
    while counter.marks.load(ordering: .acquiring) < expected { usleep(100) }
    return counter.bytes.load(ordering: .relaxed)
  }

  /// Gives standard input and output back.
  func close() {
    for (stream, own) in kept.enumerated() {
      dup2(own, Int32(stream))
      Foundation.close(own)
    }
    Foundation.close(slave)
    Foundation.close(master)
  }
}
