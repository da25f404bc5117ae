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

const char *curses_capability(const char *name) {
  const char *value = tigetstr(name);
  return value == (const char *)-1 ? NULL : value;
}

int curses_columns(wchar_t character) { return wcwidth(character); }
