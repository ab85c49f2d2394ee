#include "http/record.h"

#include <string.h>

#define HEADER_LENGTH 8
#define FASTCGI_VERSION 1
#define RESPONDER 1
#define BEGIN_LENGTH 8

enum type { BEGIN_REQUEST = 1, PARAMS = 4, STDIN = 5 };

/* A name or a value is never longer than what a whole request may have. */
#define TEXT_MAX ((size_t)64 * 1024)

/* Pairs of a name and a value: their lengths, of one or four bytes each, and then both. */
struct pairs {
	unsigned char lengths[8];
	size_t have; /* bytes of the lengths */
	size_t left; /* bytes of the texts that are still to come */
};

struct records {
	unsigned type; /* of the records that are expected */
	unsigned id;
	struct pairs pairs;
};

static size_t
length_size(unsigned char first)
{
	return (first & 0x80) != 0 ? 4 : 1;
}

static size_t
length_value(const unsigned char *bytes)
{
	if (length_size(bytes[0]) == 1)
		return bytes[0];
	return ((size_t)(bytes[0] & 0x7f) << 24) | ((size_t)bytes[1] << 16) |
	       ((size_t)bytes[2] << 8) | bytes[3];
}

/* One more byte of the lengths. False when they ask for too much. */
static bool
take_length(struct pairs *pairs, unsigned char byte)
{
	size_t name_size;
	size_t name;
	size_t value;

	pairs->lengths[pairs->have++] = byte;
	name_size = length_size(pairs->lengths[0]);
	if (pairs->have <= name_size ||
	    pairs->have < name_size + length_size(pairs->lengths[name_size]))
		return true;
	name = length_value(pairs->lengths);
	value = length_value(pairs->lengths + name_size);
	pairs->have = 0;
	pairs->left = name + value;
	return name <= TEXT_MAX && value <= TEXT_MAX;
}

static bool
take_pairs(struct pairs *pairs, const unsigned char *bytes, size_t length)
{
	while (length > 0) {
		size_t part = pairs->left < length ? pairs->left : length;

		if (part == 0) {
			if (!take_length(pairs, *bytes))
				return false;
			part = 1;
		} else {
			pairs->left -= part;
		}
		bytes += part;
		length -= part;
	}
	return true;
}

static bool
begin(struct records *records, unsigned id, const unsigned char *body, size_t length)
{
	if (id == 0 || length != BEGIN_LENGTH || (body[0] << 8 | body[1]) != RESPONDER)
		return false;
	records->id = id;
	records->type = PARAMS;
	return true;
}

/*
 * One whole record with its body. Where one kind of records ends libfcgi forgets
 * the padding and would take it for the next record; no web server pads there.
 */
static enum record_verdict
take(struct records *records, const unsigned char *header, size_t length)
{
	const unsigned char *body = header + HEADER_LENGTH;
	unsigned id = (unsigned)header[2] << 8 | header[3];
	bool is_padded = header[6] != 0;

	if (is_padded && (length == 0 || records->type == BEGIN_REQUEST))
		return RECORD_REFUSED;
	if (records->type == BEGIN_REQUEST)
		return begin(records, id, body, length) ? RECORD_PARTIAL : RECORD_REFUSED;
	if (id != records->id)
		return RECORD_REFUSED;
	if (records->type == STDIN)
		return length == 0 ? RECORD_WHOLE : RECORD_BODY;
	if (length > 0)
		return take_pairs(&records->pairs, body, length) ? RECORD_PARTIAL : RECORD_REFUSED;
	records->type = STDIN;
	return records->pairs.have == 0 && records->pairs.left == 0 ? RECORD_BODY : RECORD_REFUSED;
}

enum record_verdict
record_judge(const unsigned char *bytes, size_t length)
{
	struct records records = { .type = BEGIN_REQUEST };
	enum record_verdict verdict = RECORD_PARTIAL;

	while ((verdict == RECORD_PARTIAL || verdict == RECORD_BODY) && length >= 2) {
		size_t content;
		size_t whole;

		if (bytes[0] != FASTCGI_VERSION || bytes[1] != records.type)
			return RECORD_REFUSED;
		if (length < HEADER_LENGTH)
			break;
		content = (size_t)bytes[4] << 8 | bytes[5];
		whole = HEADER_LENGTH + content + bytes[6];
		if (length < whole)
			break;
		verdict = take(&records, bytes, content);
		bytes += whole;
		length -= whole;
	}
	return verdict;
}

/* The next pair of a record, of which `*name` is the first byte. False when there is no whole one. */
static bool
next_pair(const unsigned char **bytes, size_t *left, const unsigned char **name,
          size_t *name_length, size_t *value_length)
{
	const unsigned char *s = *bytes;
	size_t head;

	if (*left < 2 || *left <= length_size(s[0]))
		return false;
	head = length_size(s[0]) + length_size(s[length_size(s[0])]);
	if (*left < head)
		return false;
	*name_length = length_value(s);
	*value_length = length_value(s + length_size(s[0]));
	if (*name_length > *left - head || *value_length > *left - head - *name_length)
		return false;
	*name = s + head;
	*bytes += head + *name_length + *value_length;
	*left -= head + *name_length + *value_length;
	return true;
}

static bool
find_pair(const unsigned char *body, size_t length, const char *wanted, char *value, size_t size)
{
	const unsigned char *name;
	size_t name_length;
	size_t value_length;

	while (next_pair(&body, &length, &name, &name_length, &value_length)) {
		if (name_length != strlen(wanted) || memcmp(name, wanted, name_length) != 0)
			continue;
		if (value_length >= size)
			return false;
		memcpy(value, name + name_length, value_length);
		value[value_length] = '\0';
		return true;
	}
	return false;
}

bool
record_param(const unsigned char *bytes, size_t length, const char *name, char *value, size_t size)
{
	while (length >= HEADER_LENGTH && bytes[1] != STDIN) {
		size_t content = (size_t)bytes[4] << 8 | bytes[5];
		size_t whole = HEADER_LENGTH + content + bytes[6];

		if (length < whole)
			break;
		if (bytes[1] == PARAMS &&
		    find_pair(bytes + HEADER_LENGTH, content, name, value, size))
			return true;
		bytes += whole;
		length -= whole;
	}
	return false;
}
