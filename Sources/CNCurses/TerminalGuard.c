#include "TerminalGuard.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static const int crash_signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGQUIT};
static const int event_signals[] = {SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGTSTP, SIGCONT};
enum { CRASHES = sizeof crash_signals / sizeof *crash_signals };
enum { EVENTS = sizeof event_signals / sizeof *event_signals };

static struct sigaction crash_before[CRASHES];
static struct sigaction event_before[EVENTS];
static volatile sig_atomic_t active;
static int terminal = -1;
static int event_pipe = -1;
static struct termios settings;
static char restore_bytes[512];
static volatile sig_atomic_t restore_count;
static int kept = -1;  // The file that stands in for standard output and standard error,
static off_t kept_read;  // how much of it was read,
enum { STREAMS = 2 };
static const int streams[STREAMS] = {STDOUT_FILENO, STDERR_FILENO};
static int real[STREAMS] = {-1, -1};  // and those themselves; -1 where nothing stands in.
static char alternate_stack[64 * 1024];

void terminal_guard_write(int fd, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(fd, bytes, count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    bytes += written;
    count -= (size_t)written;
  }
}

/// Gives standard output and standard error back and shows what was kept. Async-signal-safe.
static void release_output(void) {
  if (kept < 0) return;
  for (int i = 0; i < STREAMS; i++) {
    if (real[i] >= 0) dup2(real[i], streams[i]);
  }
  char block[1024];
  ssize_t count;
  lseek(kept, 0, SEEK_SET);
  while ((count = read(kept, block, sizeof block)) > 0) terminal_guard_write(STDERR_FILENO, block, (size_t)count);
  close(kept);
  for (int i = 0; i < STREAMS; i++) {
    if (real[i] >= 0) close(real[i]);
    real[i] = -1;
  }
  kept = -1;
}

static void keep_output_back(void) {
  FILE *file = tmpfile();
  if (!file) return;
  kept = dup(fileno(file));
  fclose(file);
  if (kept < 0) return;
  kept_read = 0;
  for (int i = 0; i < STREAMS; i++) {
    if (!isatty(streams[i])) continue;
    real[i] = dup(streams[i]);
    if (real[i] >= 0) dup2(kept, streams[i]);
  }
}

int terminal_guard_screen(void) { return real[0] >= 0 ? real[0] : STDOUT_FILENO; }

ssize_t terminal_guard_read_kept(char *bytes, size_t count) {
  if (kept < 0) return 0;
  ssize_t done = pread(kept, bytes, count, kept_read);
  if (done > 0) kept_read += done;
  return done;
}

/// Restores the terminal without the help of ncurses. Async-signal-safe; only the first call does anything.
static void restore_now(void) {
  if (!active) return;
  active = 0;
  terminal_guard_write(terminal, restore_bytes, (size_t)restore_count);
  tcsetattr(terminal, TCSANOW, &settings);
  release_output();
}

static void on_crash(int number) {
  restore_now();
  for (int i = 0; i < CRASHES; i++) {
    if (crash_signals[i] == number) sigaction(number, &crash_before[i], NULL);
  }
  // Blocked until this handler returns; then it does what it did before, at the place of the crash.
  raise(number);
}

static void on_event(int number) {
  int before = errno;
  char byte = (char)number;
  // A full pipe already says that there is something to see to.
  if (write(event_pipe, &byte, 1) < 0) {
  }
  errno = before;
}

static void take(int number, void (*handler)(int), int flags, struct sigaction *before) {
  struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
  sigemptyset(&action.sa_mask);
  sigaction(number, &action, before);
}

static bool may_be_ignored(int number) { return number == SIGINT || number == SIGHUP || number == SIGTSTP; }

void terminal_guard_take_signals(void) {
  for (int i = 0; i < EVENTS; i++) {
    bool ignored = may_be_ignored(event_signals[i]) && event_before[i].sa_handler == SIG_IGN;
    take(event_signals[i], ignored ? SIG_IGN : on_event, SA_RESTART, NULL);
  }
}

int terminal_guard_install(int terminal_fd, int event_fd) {
  static bool registered = false;
  if (tcgetattr(terminal_fd, &settings) != 0) return -1;
  terminal = terminal_fd;
  event_pipe = event_fd;
  restore_count = 0;
  active = 1;
  if (!registered) atexit(restore_now);
  registered = true;

  stack_t stack = {.ss_sp = alternate_stack, .ss_size = sizeof alternate_stack};
  sigaltstack(&stack, NULL);
  for (int i = 0; i < EVENTS; i++) sigaction(event_signals[i], NULL, &event_before[i]);
  terminal_guard_take_signals();
  for (int i = 0; i < CRASHES; i++) take(crash_signals[i], on_crash, SA_ONSTACK, &crash_before[i]);
  keep_output_back();
  return 0;
}

void terminal_guard_set_restore_bytes(const char *bytes, size_t count) {
  if (count > sizeof restore_bytes) count = sizeof restore_bytes;
  restore_count = 0;  // A crash in between sends nothing rather than a half.
  memcpy(restore_bytes, bytes, count);
  restore_count = (sig_atomic_t)count;
}

void terminal_guard_remove(void) {
  if (!active) return;
  restore_count = 0;  // ncurses has said its goodbye; the settings are set once more to be sure.
  restore_now();
  for (int i = 0; i < CRASHES; i++) sigaction(crash_signals[i], &crash_before[i], NULL);
  for (int i = 0; i < EVENTS; i++) sigaction(event_signals[i], &event_before[i], NULL);
}

void terminal_guard_stop_self(void) {
  struct sigaction before;
  take(SIGTSTP, SIG_DFL, 0, &before);
  raise(SIGTSTP);
  sigaction(SIGTSTP, &before, NULL);
}
