/*
 * Preloaded into a program under test: makes one call of a kind fail, and tells
 * how many there were, from where they came and what memory was left.
 *
 * The file that TORTURE_CONTROL names is shared with whoever asks (Torture.pm has
 * the same layout). In a program that ends, calls are counted from main() on; in a
 * worker, while a request is in hand: from epoll_wait() to epoll_wait(). What fails
 * fails as the system would let it fail: an allocation returns NULL with ENOMEM, a
 * system call its errno, and a call of libpq finds the connection shut down.
 */
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <libpq-fe.h>

#define SITES_MAX ((size_t)1 << 20)
/* How many functions know an allocation; a call of libpq is known by all, its statement among them. */
#define FRAMES 5
#define FRAMES_MAX 32
#define FRAMES_SKIPPED 2

enum kind { NOTHING, ALLOCATION, LIBPQ, SYSTEM, KINDS };

struct control {
	uint32_t kind;    /* which kind is counted */
	uint32_t fail_at; /* which call of it fails, from 1; 0: none */
	uint32_t armed;   /* a worker counts only then */
	uint32_t count;
	uint32_t failed;          /* one did */
	uint32_t done;            /* a worker has finished with the request */
	uint32_t ended;           /* the program ended by itself, and `live` is right */
	uint32_t live;            /* blocks that were allocated since the beginning and not freed */
	uint64_t site[SITES_MAX]; /* a hash of who called, for each call */
};

static struct control *control;
static bool counting;
static bool is_worker;
static _Thread_local bool inside;

/* --- blocks that are alive, by address --- */

#define BLOCKS ((size_t)1 << 21)
#define GRAVE ((void *)1)

static void **blocks;

static size_t
place_of(const void *block)
{
	return (size_t)((uintptr_t)block >> 4) * 0x9E3779B97F4A7C15u >> 43;
}

static void
born(void *block)
{
	size_t i;

	if (blocks == NULL || block == NULL || inside)
		return;
	for (i = place_of(block); blocks[i] != NULL && blocks[i] != GRAVE; i = (i + 1) % BLOCKS)
		continue;
	blocks[i] = block;
	control->live++;
}

static void
died(const void *block)
{
	if (blocks == NULL || block == NULL)
		return;
	for (size_t i = place_of(block); blocks[i] != NULL; i = (i + 1) % BLOCKS) {
		if (blocks[i] == block) {
			blocks[i] = GRAVE;
			control->live--;
			return;
		}
	}
}

/* --- counting --- */

/* The same in every process, wherever its libraries are. */
static uint64_t
caller(void)
{
	void *frames[FRAMES_MAX];
	int count = backtrace(frames, control->kind == LIBPQ ? FRAMES_MAX : FRAMES);
	uint64_t hash = 1469598103934665603u;

	for (int i = FRAMES_SKIPPED; i < count; i++) {
		uintptr_t at = (uintptr_t)frames[i];
		Dl_info where;

		if (dladdr(frames[i], &where) != 0) {
			at -= (uintptr_t)where.dli_fbase;
			for (const char *name = where.dli_fname; *name != '\0'; name++)
				hash = (hash ^ (unsigned char)*name) * 1099511628211u;
		}
		hash = (hash ^ at) * 1099511628211u;
	}
	return hash;
}

/* Is this the call that fails? */
static bool
strikes(enum kind kind)
{
	bool hit;

	if (!counting || inside || control->kind != kind)
		return false;
	inside = true;
	if (control->fail_at == 0 && control->count < SITES_MAX)
		control->site[control->count] = caller();
	control->count++;
	hit = control->count == control->fail_at;
	if (hit) {
		control->failed = 1;
		/* Who ends while the libraries tidy up leaves what they have not come to. */
		control->ended = 0;
		if (getenv("TORTURE_TELL") != NULL) {
			void *frames[FRAMES_MAX];

			backtrace_symbols_fd(frames, backtrace(frames, 32), STDERR_FILENO);
		}
	}
	inside = false;
	return hit;
}

static void
begin(void)
{
	const char *path = getenv("TORTURE_CONTROL");
	int fd = path == NULL ? -1 : open(path, O_RDWR | O_CLOEXEC);
	void *frames[1];

	if (fd < 0)
		return;
	control = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	if (control == MAP_FAILED)
		abort();
	/* The first call loads the unwinder. */
	backtrace(frames, 1);
	is_worker = getenv("TORTURE_WORKER") != NULL;
	/* Whom a command calls, such as nginx, is not tortured. */
	if (!is_worker)
		unsetenv("LD_PRELOAD");
	/* Messages are looked up in catalogues that stay loaded: they are here from now on. */
	if (dlsym(RTLD_NEXT, "PQconninfoParse") != NULL)
		PQconninfoFree(PQconninfoParse("=", NULL));
	strerror(ENOMEM);
	if (getenv("TORTURE_BLOCKS") != NULL) {
		blocks = mmap(NULL, BLOCKS * sizeof *blocks, PROT_READ | PROT_WRITE,
		              MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		if (blocks == MAP_FAILED)
			abort();
	}
	counting = !is_worker;
}

static int (*real_main)(int, char **, char **);

static int
main_counted(int argc, char **argv, char **environment)
{
	int status;

	begin();
	status = real_main(argc, argv, environment);
	/* What follows is the C library's flushing, and is counted, too. */
	if (control != NULL)
		control->ended = 1;
	return status;
}

int __libc_start_main(int (*main)(int, char **, char **), int argc, char **argv, void (*init)(void),
                      void (*fini)(void), void (*rtld_fini)(void), void *stack_end);

int
__libc_start_main(int (*main)(int, char **, char **), int argc, char **argv, void (*init)(void),
                  void (*fini)(void), void (*rtld_fini)(void), void *stack_end)
{
	__typeof__(__libc_start_main) *real = (__typeof__(real))(uintptr_t)dlsym(RTLD_NEXT,
	                                                                         "__libc_start_main");

	real_main = main;
	return real(main_counted, argc, argv, init, fini, rtld_fini, stack_end);
}

/* libxml2 stirs its tables by the time of day, and allocates more or less with each turn of
 * the clock. */
int
rand_r(unsigned *seed)
{
	(void)seed;
	return 1;
}

/* --- allocations --- */

#ifndef TORTURE_NO_ALLOCATION

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);
void *__libc_memalign(size_t alignment, size_t size);
void __libc_free(void *block);

static void *
exhausted(void)
{
	errno = ENOMEM;
	return NULL;
}

void *
malloc(size_t size)
{
	void *block = strikes(ALLOCATION) ? exhausted() : __libc_malloc(size);

	born(block);
	return block;
}

void *
calloc(size_t count, size_t size)
{
	void *block = strikes(ALLOCATION) ? exhausted() : __libc_calloc(count, size);

	born(block);
	return block;
}

void *
realloc(void *old, size_t size)
{
	void *block;

	if (strikes(ALLOCATION))
		return exhausted();
	block = __libc_realloc(old, size);
	if (block != NULL || size == 0) {
		died(old);
		born(block);
	}
	return block;
}

void *
aligned_alloc(size_t alignment, size_t size)
{
	void *block = strikes(ALLOCATION) ? exhausted() : __libc_memalign(alignment, size);

	born(block);
	return block;
}

int
posix_memalign(void **out, size_t alignment, size_t size)
{
	void *block = aligned_alloc(alignment, size);

	if (block == NULL)
		return ENOMEM;
	*out = block;
	return 0;
}

void
free(void *block)
{
	died(block);
	__libc_free(block);
}

#endif

/* --- libpq --- */

#define REAL(name) ((__typeof__(&(name)))(uintptr_t)dlsym(RTLD_NEXT, #name))

/* The connection is lost before the call. */
static void
before(PGconn *connection)
{
	if (strikes(LIBPQ) && PQsocket(connection) >= 0)
		shutdown(PQsocket(connection), SHUT_RDWR);
}

int
PQsendQuery(PGconn *connection, const char *query)
{
	before(connection);
	return REAL(PQsendQuery)(connection, query);
}

int
PQsendQueryParams(PGconn *connection, const char *command, int count, const Oid *types,
                  const char *const *values, const int *lengths, const int *formats, int format)
{
	before(connection);
	return REAL(PQsendQueryParams)(connection, command, count, types, values, lengths, formats,
	                               format);
}

int
PQsendPrepare(PGconn *connection, const char *name, const char *query, int count, const Oid *types)
{
	before(connection);
	return REAL(PQsendPrepare)(connection, name, query, count, types);
}

int
PQsendQueryPrepared(PGconn *connection, const char *name, int count, const char *const *values,
                    const int *lengths, const int *formats, int format)
{
	before(connection);
	return REAL(PQsendQueryPrepared)(connection, name, count, values, lengths, formats, format);
}

PGresult *
PQgetResult(PGconn *connection)
{
	before(connection);
	return REAL(PQgetResult)(connection);
}

int
PQconsumeInput(PGconn *connection)
{
	before(connection);
	return REAL(PQconsumeInput)(connection);
}

int
PQflush(PGconn *connection)
{
	before(connection);
	return REAL(PQflush)(connection);
}

PostgresPollingStatusType
PQconnectPoll(PGconn *connection)
{
	before(connection);
	return REAL(PQconnectPoll)(connection);
}

int
PQsetnonblocking(PGconn *connection, int on)
{
	if (strikes(LIBPQ))
		return -1;
	return REAL(PQsetnonblocking)(connection, on);
}

PGconn *
PQconnectStartParams(const char *const *keys, const char *const *values, int expand)
{
	if (strikes(LIBPQ))
		return NULL;
	return REAL(PQconnectStartParams)(keys, values, expand);
}

PQconninfoOption *
PQconninfoParse(const char *conninfo, char **message)
{
	if (strikes(LIBPQ))
		return NULL;
	return REAL(PQconninfoParse)(conninfo, message);
}

/* --- system calls of a worker; those of a command are strace's (commands.pl) --- */

#define FAIL(number)                                                                               \
	do {                                                                                       \
		if (strikes(SYSTEM)) {                                                             \
			errno = (number);                                                          \
			return -1;                                                                 \
		}                                                                                  \
	} while (0)

ssize_t
read(int fd, void *buffer, size_t size)
{
	FAIL(EIO);
	return REAL(read)(fd, buffer, size);
}

ssize_t
write(int fd, const void *bytes, size_t length)
{
	FAIL(EPIPE);
	return REAL(write)(fd, bytes, length);
}

ssize_t
send(int fd, const void *bytes, size_t length, int flags)
{
	if (strikes(SYSTEM)) {
		/* It would not be lost in one direction only. */
		shutdown(fd, SHUT_RDWR);
		errno = ECONNRESET;
		return -1;
	}
	return REAL(send)(fd, bytes, length, flags);
}

ssize_t
recv(int fd, void *buffer, size_t size, int flags)
{
	FAIL(ECONNRESET);
	return REAL(recv)(fd, buffer, size, flags);
}

int
poll(struct pollfd *fds, nfds_t count, int timeout)
{
	FAIL(ENOMEM);
	return REAL(poll)(fds, count, timeout);
}

int
accept4(int fd, struct sockaddr *address, socklen_t *length, int flags)
{
	FAIL(EMFILE);
	return REAL(accept4)(fd, address, length, flags);
}

int
connect(int fd, const struct sockaddr *address, socklen_t length)
{
	FAIL(ECONNREFUSED);
	return REAL(connect)(fd, address, length);
}

int
socket(int domain, int type, int protocol)
{
	FAIL(EMFILE);
	return REAL(socket)(domain, type, protocol);
}

int
setsockopt(int fd, int level, int name, const void *value, socklen_t length)
{
	FAIL(ENOMEM);
	return REAL(setsockopt)(fd, level, name, value, length);
}

int
epoll_ctl(int epoll, int operation, int fd, struct epoll_event *event)
{
	FAIL(ENOMEM);
	return REAL(epoll_ctl)(epoll, operation, fd, event);
}

/* A worker's first call of its own: what it does is tortured elsewhere. */
int
signalfd(int fd, const sigset_t *set, int flags)
{
	if (!is_worker)
		counting = false;
	return REAL(signalfd)(fd, set, flags);
}

/* Where one request ends and the next begins. */
int
epoll_wait(int epoll, struct epoll_event *events, int most, int timeout)
{
	int count;

	if (is_worker && counting) {
		counting = false;
		if (control->count > 0)
			control->done = 1;
	}
	count = REAL(epoll_wait)(epoll, events, most, timeout);
	counting = is_worker && control->armed != 0 && control->done == 0;
	return count;
}
