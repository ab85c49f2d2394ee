/*
 * The parent of the workers: starts them, starts another when one dies,
 * replaces them on SIGHUP and ends them on SIGTERM or SIGINT.
 *
 * A worker is asked to end by SIGTERM, which it has blocked and reads from a
 * descriptor between two requests; one that does not end in time is killed. If
 * the parent dies, the kernel sends its workers SIGTERM.
 *
 * One that dies is replaced at once, unless it died young without having answered
 * anything: then something is wrong from the start, and it is tried again later
 * and later. One that has the same request in hand for too long is killed.
 *
 * What becomes of the workers is counted (base/meter.h), and each counts in a
 * place of its own.
 */
#ifndef SERVER_PREFORK_H
#define SERVER_PREFORK_H

#include <stdbool.h>

#include "http/transport.h"

struct prefork {
	/*
	 * The life of a worker, until `stop_fd` is readable. It keeps `watch` up to
	 * date, and returns its exit status; PREFORK_AGAIN asks for a fresh one in
	 * its place.
	 */
	int (*work)(void *user, int stop_fd, struct transport_watch *watch);
	/* SIGHUP: prepare for new workers, or false to keep the old. May change `workers`. */
	bool (*reload)(struct prefork *prefork);
	/* SIGTERM, SIGINT: no more connections, before the workers are asked to end. */
	void (*close)(void *user);
	void *user;
	int workers;
	int request_timeout_ms; /* for one request; 0: no limit. reload() may change it, too */
};

#define PREFORK_AGAIN 75

/* Children at a time, old and new; what meter_share() is told. */
#define PREFORK_CHILDREN_MAX 1024

/* Block the signals that prefork_run() handles, so that none is lost before. */
void prefork_block_signals(void);

/*
 * Returns when all workers have ended after SIGTERM or SIGINT; false at once, with the
 * reason in the log, when there is no memory to begin with.
 */
MUST_USE bool prefork_run(struct prefork *prefork);

#endif
