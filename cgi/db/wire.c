#include "db/wire.h"

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/clock.h"

/* Wait until the socket has one of `events`; `*ready` tells which. */
static enum wire
wait_for(const PGconn *pg, short events, int64_t deadline, short *ready)
{
	struct pollfd pollfd = { .fd = PQsocket(pg), .events = events };

	if (pollfd.fd < 0)
		return WIRE_LOST;
	for (;;) {
		int64_t left = deadline - clock_now_ms();
		int count = poll(&pollfd, 1, left > 0 ? (int)left : 0);

		if (count > 0) {
			*ready = pollfd.revents;
			return WIRE_OK;
		}
		if (count == 0)
			return WIRE_SILENT;
		if (errno != EINTR)
			return WIRE_LOST;
	}
}

enum wire
wire_connect(PGconn *pg, int64_t deadline)
{
	PostgresPollingStatusType next = PGRES_POLLING_WRITING;
	short ready;

	while (next != PGRES_POLLING_OK) {
		enum wire wire;

		if (next == PGRES_POLLING_FAILED)
			return WIRE_LOST;
		wire = wait_for(pg, next == PGRES_POLLING_READING ? POLLIN : POLLOUT, deadline,
		                &ready);
		if (wire != WIRE_OK)
			return wire;
		next = PQconnectPoll(pg);
	}
	return PQsetnonblocking(pg, 1) == 0 ? WIRE_OK : WIRE_LOST;
}

/* The server may talk before it has read all: listen while sending. */
static enum wire
flush(PGconn *pg, int64_t deadline)
{
	short ready;

	while (PQflush(pg) > 0) {
		enum wire wire = wait_for(pg, POLLIN | POLLOUT, deadline, &ready);

		if (wire != WIRE_OK)
			return wire;
		if ((ready & POLLIN) != 0 && PQconsumeInput(pg) == 0)
			return WIRE_LOST;
	}
	/* What the server said before it went, PQgetResult() still has. */
	return WIRE_OK;
}

static bool
is_error(const PGresult *result)
{
	ExecStatusType status = PQresultStatus(result);

	return status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE;
}

static enum wire
collect(PGconn *pg, int64_t deadline, PGresult **kept)
{
	PGresult *result;
	short ready;

	for (;;) {
		while (PQisBusy(pg)) {
			enum wire wire = wait_for(pg, POLLIN, deadline, &ready);

			if (wire != WIRE_OK)
				return wire;
			if (PQconsumeInput(pg) == 0)
				break;
		}
		result = PQgetResult(pg);
		if (result == NULL)
			return WIRE_OK;
		if (*kept != NULL && is_error(*kept)) {
			PQclear(result);
			continue;
		}
		PQclear(*kept);
		*kept = result;
	}
}

enum wire
wire_collect(PGconn *pg, int64_t deadline, PGresult **result)
{
	enum wire wire = flush(pg, deadline);

	*result = NULL;
	if (wire == WIRE_OK)
		wire = collect(pg, deadline, result);
	if (wire == WIRE_OK && PQstatus(pg) == CONNECTION_BAD)
		wire = WIRE_LOST;
	if (wire != WIRE_OK) {
		PQclear(*result);
		*result = NULL;
	}
	return wire;
}
