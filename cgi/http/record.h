/*
 * The records of one FastCGI request, judged before libfcgi reads them.
 *
 * libfcgi waits in the middle of a record for as long as the peer likes, and ends
 * the process when a length asks for more memory than there is. What is judged
 * whole here it reads without waiting and without an allocation beyond the bytes
 * that have come. The format is that of the FastCGI specification 1.0, sections 3
 * and 5; of it only what a web server sends to a responder is taken.
 */
#ifndef HTTP_RECORD_H
#define HTTP_RECORD_H

#include <stdbool.h>
#include <stddef.h>

enum record_verdict {
	RECORD_WHOLE,   /* a request with all its parameters and the end of its body */
	RECORD_PARTIAL, /* the beginning of one */
	RECORD_BODY,    /* all its parameters, but not yet the end of its body */
	RECORD_REFUSED  /* something else */
};

/* What follows a whole request does not matter. */
enum record_verdict record_judge(const unsigned char *bytes, size_t length);

/*
 * A parameter of a request that was judged whole: copy its value, with a zero behind
 * it. False when it is not there, does not fit, or is not in one record (web servers
 * do not divide so short ones).
 */
bool record_param(const unsigned char *bytes, size_t length, const char *name, char *value,
                  size_t size);

#endif
