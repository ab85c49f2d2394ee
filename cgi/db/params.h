/*
 * The parameters of a statement, as text, NULL where not given. Their number goes with them: a
 * statement that takes another one is refused, and not given what lies behind the array.
 */
#ifndef DB_PARAMS_H
#define DB_PARAMS_H

struct params {
	int count;
	const char *const *text;
};

/* Of values that are written one by one; they live as long as the block they are written in. */
#define PARAMS(...)                                                                                \
	((struct params){                                                                          \
		.count = (int)(sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *)),     \
		.text = (const char *const[]){ __VA_ARGS__ } })

#endif
