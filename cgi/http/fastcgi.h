/*
 * FastCGI over a listening socket, one request at a time.
 */
#ifndef HTTP_FASTCGI_H
#define HTTP_FASTCGI_H

#include "http/budget.h"
#include "http/transport.h"

/*
 * Serve until `stop_fd` becomes readable; then also serve what waits in the
 * socket's queue, but no more than a moment's work, so that neither a reload
 * nor a stop drops a request. The socket must be non-blocking. Signals should
 * be blocked: an interrupted read would lose the request that came with it.
 * ERR_INTERNAL when the socket fails.
 *
 * A request is begun when all of it has come: a peer that sends nothing, or half,
 * holds up nobody, and is left after some seconds. Each connection has one
 * request, whatever the peer asks for, so none can pin the worker; the end of the
 * answer is told by its record, so one that is cut off never looks whole. `watch`
 * is kept up to date. A body belongs to it up to what one look holds (64 KiB); with
 * `takes_bodies` a longer one is read when the handler asks for it (http/input.h), and
 * its peer is waited for: only for servers whose peer has all of it already.
 *
 * When nobody asks for anything, `idle` is called each second, and again at once while it
 * has something to do, unless a request comes; and a second later when requests never end.
 * It may be NULL.
 *
 * A request whose parameter GONGKAI_COST is 1 or 2 (enum queue_cost) waits until it
 * has a place in the budget, the clients (GONGKAI_CLIENT) by turns; for one that must
 * not wait or has waited too long, `cx->refusal` is set when the handler is called.
 * A budget that is NULL has place for all.
 */
MUST_USE enum err fastcgi_serve(struct ctx *cx, int listen_fd, int stop_fd,
                                struct transport_watch *watch, struct budget *budget,
                                bool takes_bodies, transport_idle idle, transport_handler handler,
                                void *user);

#endif
