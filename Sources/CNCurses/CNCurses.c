#define _GNU_SOURCE  // wcwidth

#include "CNCurses.h"

#include <term.h>
#include <unistd.h>
#include <wchar.h>

int curses_check_type(const char *type) {
  int status = 0;
  TERMINAL *before = cur_term;
  if (setupterm(type, STDOUT_FILENO, &status) != OK) return -1;
  int result = curses_capability("cup") != NULL;
  del_curterm(set_curterm(before));
  return result;
}

SCREEN *curses_open(const char *type) {
  static FILE *screen;
  static int fd = -1;
  // One stream for all screens of a guard; the file has another number under another guard.
  if (fd != terminal_guard_screen()) {
    fd = terminal_guard_screen();
    screen = fdopen(fd, "w");
  }
  return screen ? newterm(type, screen, stdin) : NULL;
}

const char *curses_capability(const char *name) {
  const char *value = tigetstr(name);
  return value == (const char *)-1 ? NULL : value;
}

bool curses_is_like_xterm(void) {
  const char *title = curses_capability("tsl");
  return tigetflag("XT") == 1 || (title && title[0] == '\033' && title[1] == ']');
}

int curses_columns(wchar_t character) { return wcwidth(character); }
