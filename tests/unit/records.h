/*
 * FastCGI records as a web server writes them (specification 1.0, section 3.3), for
 * tests that play the web server.
 */
#ifndef TESTS_UNIT_RECORDS_H
#define TESTS_UNIT_RECORDS_H

#include <stddef.h>
#include <string.h>

struct records {
	unsigned char bytes[128 * 1024];
	size_t length;
};

/* A record; its content is padded to a multiple of eight bytes. */
static inline void
records_add(struct records *records, unsigned type, unsigned id, const void *content, size_t length)
{
	unsigned char *at = records->bytes + records->length;
	size_t padding = (8 - length % 8) % 8;

	memset(at, 0, 8 + length + padding);
	at[0] = 1;
	at[1] = (unsigned char)type;
	at[2] = (unsigned char)(id >> 8);
	at[3] = (unsigned char)(id & 0xff);
	at[4] = (unsigned char)(length >> 8);
	at[5] = (unsigned char)(length & 0xff);
	at[6] = (unsigned char)padding;
	memcpy(at + 8, content, length);
	records->length += 8 + length + padding;
}

/* BEGIN_REQUEST of a responder; the flag 1 is FCGI_KEEP_CONN. */
static inline void
records_begin(struct records *records, unsigned id, unsigned flags)
{
	records_add(records, 1, id, (unsigned char[8]){ 0, 1, (unsigned char)flags }, 8);
}

/* A whole request with these PARAMS in one record. */
static inline struct records
records_request(unsigned flags, const void *params, size_t length)
{
	struct records records = { .length = 0 };

	records_begin(&records, 1, flags);
	records_add(&records, 4, 1, params, length);
	records_add(&records, 4, 1, "", 0);
	records_add(&records, 5, 1, "", 0);
	return records;
}

/* The parameters of a GET request. */
#define RECORDS_GET "\016\003REQUEST_METHODGET\013\006REQUEST_URI/hallo\012\004REQUEST_IDabcd"
#define RECORDS_GET_LENGTH (sizeof RECORDS_GET - 1)

#endif
