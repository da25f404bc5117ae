// ncurses with wide characters, for Swift.
//
// Swift does not import ncurses' global variables, its attribute macros, its variadic functions and the macros
// that assign to arguments; each that is needed has a function here.
#pragma once

#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1

#if __has_include(<ncurses.h>)
#include <ncurses.h>
#else
#error "ncurses is missing: apt-get install libncurses-dev"
#endif

#include "TerminalGuard.h"

/// Key codes of our own for the beginnings of mouse reports; above all codes that ncurses gives.
enum { CURSES_KEY_MOUSE_SGR = 0x7001, CURSES_KEY_MOUSE_X10 = 0x7002 };

/// Whether terminfo describes this type of terminal, with a cursor that can be placed: 1 yes, 0 described without
/// such a cursor, -1 not described.
int curses_check_type(const char *type);

/// A string capability of the current terminal by its terminfo name; NULL if it has none.
const char *curses_capability(const char *name);

/// Whether the current terminal understands xterm's commands to its window, such as setting the title: it is marked by
/// the extended capability XT, or its status line is set by an xterm command.
bool curses_is_like_xterm(void);

/// How many columns the locale gives a character; -1 for one that it does not know.
int curses_columns(wchar_t character);

/// Takes over standard input and the terminal guard's screen; NULL if the type is unknown.
SCREEN *curses_open(const char *type);

/// Sends what has changed to the terminal, as `doupdate` does, but at once: ncurses would write some sixty times a frame,
/// and each time wake the terminal, the multiplexer and the shell's connection.
void curses_update(void);

static inline WINDOW *curses_screen(void) { return stdscr; }
static inline int curses_width(void) { return getmaxx(stdscr); }
static inline int curses_height(void) { return getmaxy(stdscr); }
static inline int curses_colors(void) { return COLORS; }
static inline int curses_pairs(void) { return COLOR_PAIRS; }

/// Redraws everything at the next update, whatever the screen is believed to show.
static inline void curses_forget_screen(void) { clearok(curscr, TRUE); }

/// Puts one character with its combining marks (`text`, ended by 0) into a cell of the window.
static inline void curses_put(
    WINDOW *window, int y, int x, const wchar_t *text, bool bold, bool underline, bool reverse, int pair) {
  cchar_t cell;
  attr_t attributes =
      (bold ? A_BOLD : 0) | (underline ? A_UNDERLINE : 0) | (reverse ? A_REVERSE : 0);
  if (setcchar(&cell, text, attributes, (short)pair, NULL) == OK) {
    // Writing the last cell of the screen reports an error, since the cursor cannot move on.
    (void)mvwadd_wch(window, y, x, &cell);
  }
}
