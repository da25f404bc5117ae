import CNCurses
import Foundation
import TerminalUI

/// The terminal of this process as a full screen: it shows buffers and gives the user's input.
///
/// There can be one at a time, used from one thread (ncurses knows no threads); only its `waker` may be used from
/// others. Whatever ends the program, from `close` to a crash, leaves the terminal as it was.
public final class CursesTerminal {
  /// What the terminal can show; a theme without colours takes them from it.
  public internal(set) var capabilities: Capabilities
  /// Interrupts `nextEvent`, from any thread.
  public let waker: Waker

  let environment: [String: String]
  private let screen: OpaquePointer
  let input: InputReader
  var features = Features()
  var hasBegunColors = false
  var usesColor = false
  var pairs: PairTable
  var shown: Buffer?
  private var lastText: (glyph: Character, columns: Int, text: CellText)?
  private var firstLine = 0
  var isHeld = false
  var isOpen = true
  private var stray = StrayOutput()
  var wakePending = false
  var signals: Set<Int32> = []

  /// Takes over the terminal that standard input and output are.
  ///
  /// Looks at `TERM`, `COLORTERM`, `NO_COLOR` and, through the C library, at the locale.
  public init(
    theme: Theme, environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(TerminalError) {
    guard isatty(STDIN_FILENO) == 1 else { throw .notATerminal(stream: "input") }
    guard isatty(STDOUT_FILENO) == 1 else { throw .notATerminal(stream: "output") }
    // Only the encoding: numbers keep their decimal point.
    setlocale(LC_CTYPE, "")
    let unicode = String(cString: nl_langinfo(Int32(CODESET))) == "UTF-8"
    self.environment = environment
    let type = try TerminalType(environment: environment, theme: theme)
    waker = try Waker()
    guard terminal_guard_install(STDIN_FILENO, waker.writeEnd) == 0 else {
      throw .system(operation: "reading its settings", message: String(cString: strerror(errno)))
    }
    guard let screen = curses_open(type.name) else {
      terminal_guard_remove()
      throw .unknownType(type.name)
    }
    self.screen = screen
    input = InputReader()
    capabilities = Capabilities(colors: .none, unicode: unicode)
    pairs = PairTable(theme: theme, depth: .none, limit: 0)
    begin(theme)
    configure()
  }

  deinit { close() }

  /// Columns and rows; none once it is closed.
  public var size: (width: Int, height: Int) {
    isOpen ? (Int(curses_width()), Int(curses_height())) : (0, 0)
  }

  /// Shows a buffer. What differs from the one before is given to ncurses, which sends little more than that.
  ///
  /// - Parameter limit: How many bytes are sent at most; what is left out comes with the next buffers, line by line.
  ///   What follows a change of the size or of the theme is always sent whole.
  /// - Returns: How many bytes were sent at most, and whether all was that should be.
  @discardableResult
  public func draw(_ buffer: Buffer, limit: Int = .max) -> (bytes: Int, isWhole: Bool) {
    guard isOpen else { return (0, true) }
    let (width, height) = (min(buffer.width, size.width), min(buffer.height, size.height))
    let before = shown?.bounds == buffer.bounds ? shown : nil
    let (cells, old) = (buffer.cells, before?.cells)
    var cost = SendingCost(depth: capabilities.colors)
    // Begins where the last frame had to end, so that every line has its turn.
    var (lines, column) = (0, 0)
    lines: while lines < height {
      let y = (firstLine + lines) % height
      for x in 0..<width {
        let cell = cells[y * buffer.width + x]
        if let old, old[y * buffer.width + x] == cell { continue }
        let columns = buffer.columns(x: x, y: y)
        // A wide glyph is sent as one.
        if old != nil && cost.bytes >= limit && columns > 0 {
          column = x
          break lines
        }
        put(cell, covers: columns, x: x, y: y)
        cost.add(buffer, x: x, y: y)
      }
      lines += 1
    }
    let isWhole = lines >= height
    if let before, !isWhole {
      shown = sent(buffer, over: before, lines: lines, of: height, column)
    } else {
      shown = buffer
    }
    firstLine = isWhole ? 0 : (firstLine + lines) % height
    // What takes several frames is seen at once where the terminal can do that.
    let isSoon = limit >= FramePacer.bytes
    if !isWhole && isSoon && !isHeld { hold(true) }
    wnoutrefresh(curses_screen())
    curses_update()
    if (isWhole || !isSoon) && isHeld { hold(false) }
    return (cost.bytes, isWhole)
  }

  /// Draws everything again, for when something else has written on the screen.
  public func repaint() {
    guard isOpen else { return }
    curses_forget_screen()
    wnoutrefresh(curses_screen())
    curses_update()
  }

  /// Gives the terminal back as it was. Does nothing the second time.
  public func close() {
    guard isOpen else { return }
    isOpen = false
    leave()
    delscreen(screen)
    terminal_guard_remove()
  }

  /// Takes another theme; the next `draw` shows it. `capabilities` may be others from now on.
  ///
  /// The terminfo entry stays the one of the start: where that is one of direct colours, those of the user's 16 that it
  /// does not know by number are shown as xterm has them.
  public func setTheme(_ theme: Theme) {
    guard isOpen else { return }
    shown = nil
    setColors(theme)
    curses_forget_screen()
  }

  /// Whole lines that something wrote to standard output or standard error since the last time; they are kept off the
  /// screen while it is open, and shown on standard error afterwards.
  public func strayLines() -> [String] { isOpen ? stray.lines() : [] }

  /// Sets the title of the terminal's window, where it has one.
  public func setTitle(_ title: String) {
    guard isOpen, features.hasTitle else { return }
    send(ControlSequences.title(title))
  }

  /// Puts a text on the clipboard of the user's terminal, where that is of a kind that allows it.
  public func copy(_ text: String) {
    guard isOpen, features.hasTitle else { return }
    send(ControlSequences.copy(text))
  }

  /// What the screen shows once so many lines from `firstLine` on were sent, and of the next one so many columns.
  private func sent(
    _ buffer: Buffer, over before: Buffer, lines: Int, of height: Int, _ column: Int
  ) -> Buffer {
    var drawn = before
    for line in 0...lines {
      let y = (firstLine + line) % height
      for x in 0..<(line < lines ? buffer.width : column) { drawn[x, y] = buffer[x, y] }
    }
    return drawn
  }

  private func put(_ cell: Cell, covers columns: Int, x: Int, y: Int) {
    guard columns > 0 else { return }
    let style = usesColor ? cell.style : cell.style.withoutColor
    let pair = pairs.pair(of: style) { pair, colors in
      init_extended_pair(Int32(pair), colors.foreground, colors.background)
    }
    let text = text(of: cell.glyph, covers: columns)
    func put(_ scalars: [wchar_t], x: Int) {
      curses_put(
        curses_screen(), Int32(y), Int32(x), scalars, style.bold, style.underline, style.reverse, Int32(pair))
    }
    put(text.scalars, x: x)
    if text.needsBlankAfter { put([wchar_t(UInt8(ascii: " ")), 0], x: x + 1) }
  }

  /// Neighbours mostly have the same glyph.
  private func text(of glyph: Character, covers columns: Int) -> CellText {
    if let lastText, lastText.columns == columns, lastText.glyph == glyph { return lastText.text }
    let text = CellText(glyph, covers: columns, unicode: capabilities.unicode)
    lastText = (glyph, columns, text)
    return text
  }
}

extension Buffer {
  /// How many columns the glyph at a place covers: 2 if it is wide, 0 if it is the right half of one.
  fileprivate func columns(x: Int, y: Int) -> Int {
    if self[x, y].glyph == Cell.continuation { return 0 }
    return self[x + 1, y].glyph == Cell.continuation ? 2 : 1
  }
}
