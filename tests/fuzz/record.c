/*
 * Bytes as what a peer of the FastCGI socket sends. What is judged whole libfcgi
 * reads to its end, without waiting, without a fault of its own and without an
 * allocation beyond what was sent.
 */
#include "http/record.h"

#include <fcgiapp.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/fuzz/fuzz.h"

/* As much as the server looks at. */
#define REQUEST_MAX ((size_t)64 * 1024)

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	fuzz_must(FCGX_Init() == 0, "libfcgi begins");
	return 0;
}

/* Hand the connection over as cgi/http/fastcgi_wait.c does. */
static void
read_by_libfcgi(int fd, size_t length)
{
	FCGX_Request request;
	char trash[4096];
	size_t params = 0;

	fuzz_must(FCGX_InitRequest(&request, -1, 0) == 0, "a request begins");
	request.ipcFd = fd;
	request.keepConnection = 1;
	FCGX_Detach(&request);
	fuzz_must(FCGX_Accept_r(&request) == 0, "what is whole is accepted");
	for (char **param = request.envp + 1; *param != NULL; param++)
		params += strlen(*param);
	/* Each pair has lengths of two bytes at least, and one `=` instead. */
	fuzz_must(params <= length, "the parameters are what was sent");
	while (FCGX_GetStr(trash, sizeof trash, request.in) == (int)sizeof trash)
		continue;
	fuzz_must(FCGX_GetError(request.in) == 0, "the body ends");
	request.keepConnection = 0;
	FCGX_Finish_r(&request);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t length)
{
	int pair[2];

	if (length > REQUEST_MAX || record_judge(data, length) != RECORD_WHOLE)
		return 0;
	fuzz_must(record_judge(data, length / 2) != RECORD_REFUSED, "no beginning is refused");
	fuzz_must(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0, "a pair of sockets");
	fuzz_must(write(pair[0], data, length) == (ssize_t)length, "the socket takes all");
	read_by_libfcgi(pair[1], length);
	close(pair[0]);
	return 0;
}
