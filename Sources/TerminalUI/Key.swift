/// One press of a key, as a terminal reports it.
public enum Key: Hashable, Sendable {
  /// A printable character; the space bar is `.character(" ")`.
  case character(Character)
  /// Ctrl with a letter, given in lower case: `.control("l")`.
  case control(Character)
  /// A function key, from 1.
  case function(Int)
  /// Arrow keys.
  case up, down, left, right
  /// Keys that move far.
  case home, end, pageUp, pageDown
  /// Editing keys.
  case enter, escape, tab, backTab, backspace, delete
}

/// What a mouse did, in cells from the top left corner, counted from 0.
public struct MouseEvent: Hashable, Sendable {
  /// The kinds of event that are reported.
  public enum Kind: Hashable, Sendable {
    /// The left button went down, or was clicked.
    case press
    /// The pointer moved with the left button down.
    case drag
    /// The button went up.
    case release
    /// The wheel turned away from the user.
    case scrollUp
    /// The wheel turned towards the user.
    case scrollDown
  }
  /// What happened.
  public var kind: Kind
  /// The column.
  public var x: Int
  /// The row.
  public var y: Int

  /// Makes an event.
  public init(_ kind: Kind, x: Int, y: Int) {
    self.kind = kind
    self.x = x
    self.y = y
  }
}
