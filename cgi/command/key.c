/* `gongkai key`: make a key that signs the log, or tell the public key of one. */
#include "sign/key.h"

#include <stdio.h>
#include <string.h>

#include "command/option.h"

struct request {
	const char *path;
	bool is_new;
	bool is_sm2;
};

static enum err
read_arguments(struct command_line *line, int argc, char **argv, struct request *request)
{
	const struct option options[] = {
		{ "--new", NULL, &request->is_new },
		{ "--sm2", NULL, &request->is_sm2 },
		{ NULL, NULL, NULL },
	};
	size_t count;

	TRY(option_read(line, options, argc, argv, &count));
	if (count != 1)
		return command_misuse(line, "请给出一个密钥文件");
	request->path = argv[1];
	return ERR_OK;
}

/* On standard output in PEM, for whoever follows the log. */
static enum err
tell(struct ctx *cx, const char *path)
{
	struct key *key;
	struct text der;
	struct text pem;

	TRY(key_load(cx, path, &key));
	TRY(key_public(cx, key, &der));
	TRY(key_public_pem(cx, key, &pem));
	fprintf(stderr, "%s 公钥，标识 %s\n", key_algorithm_name(key_algorithm(key)),
	        text_sha256(cx->arena, der.data, der.length));
	return command_write_file(cx, "-", &pem);
}

enum err
key_run(struct command_line *line, int argc, char **argv)
{
	struct request request = { 0 };

	TRY(read_arguments(line, argc, argv, &request));
	if (request.is_new)
		TRY(key_make(line->cx, request.is_sm2 ? KEY_SM2 : KEY_ED25519, request.path));
	return tell(line->cx, request.path);
}
