/* `gongkai key`: make a key that signs the log, or tell the public key of one. */
#include "sign/key.h"

#include <stdio.h>
#include <string.h>

#include "command/command.h"

struct request {
	const char *algorithm;
	const char *path;
	bool is_new;
};

static enum err
read_arguments(struct command_line *line, int argc, char **argv, struct request *request)
{
	request->algorithm = "Ed25519";
	for (int i = 1; i < argc; i++)
		if (strcmp(argv[i], "--sm2") == 0)
			request->algorithm = "SM2";
		else if (strcmp(argv[i], "--new") == 0)
			request->is_new = true;
		else if (argv[i][0] == '-')
			return command_misuse(line, "key 没有选项 %s", argv[i]);
		else if (request->path != NULL)
			return command_misuse(line, "一次只能有一个密钥文件");
		else
			request->path = argv[i];
	if (request->path == NULL)
		return command_misuse(line, "请给出密钥的文件");
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
	enum key_algorithm algorithm;

	TRY(read_arguments(line, argc, argv, &request));
	TRY(key_algorithm_find(line->cx, request.algorithm, &algorithm));
	if (request.is_new)
		TRY(key_make(line->cx, algorithm, request.path));
	return tell(line->cx, request.path);
}
