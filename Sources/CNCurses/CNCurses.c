#define _GNU_SOURCE  // wcwidth, memfd_create

#include "CNCurses.h"

#include <sys/mman.h>
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

static int output = -1;  // What ncurses writes to: the guard's screen, or while a frame is drawn
static int frame = -1;   // the file in memory that collects it.

SCREEN *curses_open(const char *type) {
  static FILE *screen;
  // One stream for all screens: ncurses keeps no more than its number.
  if (!screen) {
    output = dup(terminal_guard_screen());
    screen = output < 0 ? NULL : fdopen(output, "w");
  } else if (dup2(terminal_guard_screen(), output) < 0) {
    return NULL;
  }
  if (frame < 0) frame = memfd_create("frame", MFD_CLOEXEC);
  return screen ? newterm(type, screen, stdin) : NULL;
}

void curses_update(void) {
  // Back from a shell, ncurses first sets the terminal's modes through its output.
  bool collects = !isendwin() && frame >= 0 && lseek(frame, 0, SEEK_SET) == 0 && dup2(frame, output) >= 0;
  doupdate();
  if (!collects) return;
  dup2(terminal_guard_screen(), output);
  off_t end = lseek(frame, 0, SEEK_CUR);
  static char block[1 << 16];
  for (off_t sent = 0; sent < end;) {
    size_t rest = (size_t)(end - sent);
    ssize_t count = pread(frame, block, rest < sizeof block ? rest : sizeof block, sent);
    if (count <= 0) return;
    terminal_guard_write(terminal_guard_screen(), block, (size_t)count);
    sent += count;
  }
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
