#include "command/interrupt.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define SIGNALS 3
#define WORDS_MAX 256

static const int signals[SIGNALS] = { SIGINT, SIGTERM, SIGHUP };

/* Made in time: a handler may not print. */
static char words[SIGNALS][WORDS_MAX];

static pid_t owner;
static const char *volatile file;
static volatile sig_atomic_t is_deferred;
static volatile sig_atomic_t has_come;

static void
say(int number)
{
	for (int i = 0; i < SIGNALS; i++)
		if (signals[i] == number && write(STDERR_FILENO, words[i], strlen(words[i])) < 0)
			return;
}

/* Its signal waits until it returns, and then ends the program. A child has nothing to say. */
static void
interrupt(int number)
{
	if (is_deferred && !has_come) {
		has_come = 1;
		return;
	}
	if (getpid() == owner) {
		if (file != NULL)
			unlink(file);
		say(number);
	}
	signal(number, SIG_DFL);
	raise(number);
}

static void
take(int i, bool is_resumed)
{
	struct sigaction action = { .sa_handler = interrupt };
	struct sigaction before;

	/* Behind what shows progress on a terminal. */
	snprintf(words[i], sizeof words[i],
	         "%sgongkai：收到 SIG%s，已中断：文件和数据库的改动，要么完整，要么没有%s\n",
	         isatty(STDERR_FILENO) ? "\n" : "", sigabbrev_np(signals[i]),
	         is_resumed ? "；再执行一次同样的命令就会继续" : "");
	if (sigaction(signals[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
		sigaction(signals[i], &action, NULL);
}

void
interrupt_begin(bool is_resumed)
{
	owner = getpid();
	for (int i = 0; i < SIGNALS; i++)
		take(i, is_resumed);
}

void
interrupt_file(const char *path)
{
	file = path;
}

void
interrupt_defer(void)
{
	is_deferred = 1;
}

bool
interrupt_came(void)
{
	return has_come != 0;
}
