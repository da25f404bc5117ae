// What must happen to the terminal when a signal comes, in C because a signal handler may call next to nothing.
#pragma once

#include <stddef.h>
#include <sys/types.h>

/// Guards the terminal on `terminal_fd`, from now until `terminal_guard_remove`.
///
/// - The settings that the terminal has now are remembered. Call this before changing them.
/// - SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE and SIGQUIT restore the terminal and then do what they did
///   before; so does `exit`.
/// - SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGTSTP and SIGCONT write their number as one byte to `event_fd`. SIGINT,
///   SIGHUP and SIGTSTP stay ignored where they were (nohup, a shell without job control).
/// - What is written to standard output and standard error, where those are terminals, is kept back and shown on
///   standard error when the terminal is restored: it would ruin the screen, and a message about a crash would be gone
///   with the screen. What is drawn goes to `terminal_guard_screen`.
///
/// A crash by stack overflow is caught on the calling thread only, since alternate signal stacks belong to threads.
/// Returns 0, or -1 with errno set.
int terminal_guard_install(int terminal_fd, int event_fd);

/// The file to draw on, which standard output was before.
int terminal_guard_screen(void);

/// Writes all of it, or gives up where the terminal is gone. Async-signal-safe.
void terminal_guard_write(int fd, const char *bytes, size_t count);

/// Reads what was kept back and not read before, at most `count` bytes; 0 where there is nothing new.
ssize_t terminal_guard_read_kept(char *bytes, size_t count);

/// The bytes that undo what was sent to the terminal; written by the crash path. At most 512 are kept.
void terminal_guard_set_restore_bytes(const char *bytes, size_t count);

/// Takes over the event signals again, after a library has put its own handlers in their place.
void terminal_guard_take_signals(void);

/// Sets the terminal's settings back, shows what standard error kept back, and gives all signals back.
void terminal_guard_remove(void);

/// Stops this process as Ctrl-Z does by default; returns when it is continued.
void terminal_guard_stop_self(void);
