#include "sign/vault.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sign/private_file.h"
#include "sign/secret.h"

#define KEY_LENGTH 32
#define ID_LENGTH 16
#define NONCE_LENGTH 12
#define TAG_LENGTH 16
#define SECRET_MAX 256
#define FILE_MAX ((size_t)4096)

static void
cleanse(void *vault)
{
	OPENSSL_cleanse(((struct vault *)vault)->keys, sizeof((struct vault *)vault)->keys);
}

static enum err
add_key(struct ctx *cx, const char *path, const char *line, struct vault *vault)
{
	char digest[2 * KEY_LENGTH + 1];

	if (vault->count == VAULT_KEYS_MAX)
		return err_set(cx, ERR_CONFLICT, "%s：最多 %d 行，请删去最旧的", path,
		               VAULT_KEYS_MAX);
	if (!secret_from_hex(line, vault->keys[vault->count], KEY_LENGTH))
		return err_set(cx, ERR_CONFLICT,
		               "%s：第 %zu 行应为 64 个十六进制数字（小写），请从备份恢复", path,
		               vault->count + 1);
	memcpy(digest, text_sha256(cx->arena, vault->keys[vault->count], KEY_LENGTH), sizeof digest);
	vault->ids[vault->count++] = arena_strndup(cx->arena, digest, ID_LENGTH);
	return ERR_OK;
}

/* The file is looked at when it is open, so that it is the same one. */
static enum err
read_lines(struct ctx *cx, const char *path, char bytes[FILE_MAX])
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t length;
	struct stat file;

	if (fd < 0)
		return err_set(cx, errno == ENOENT ? ERR_NOT_FOUND : ERR_CONFLICT, "%s：%s", path,
		               err_system(errno));
	if (fstat(fd, &file) != 0 || !S_ISREG(file.st_mode) || (file.st_mode & 077) != 0) {
		close(fd);
		return err_set(cx, ERR_CONFLICT,
		               "%s：应为只有工作台的用户可读的文件，请执行 chmod 600", path);
	}
	length = read(fd, bytes, FILE_MAX - 1);
	close(fd);
	if (length < 0)
		return err_set(cx, ERR_CONFLICT, "%s：%s", path, err_system(errno));
	bytes[length] = '\0';
	return ERR_OK;
}

enum err
vault_load(struct ctx *cx, const char *path, struct vault *out)
{
	char bytes[FILE_MAX];
	char *rest = bytes;
	enum err status;
	char *line;

	*out = (struct vault){ .count = 0 };
	arena_defer(cx->arena, cleanse, out);
	status = read_lines(cx, path, bytes);
	while (status == ERR_OK && (line = strsep(&rest, "\n")) != NULL)
		if (*line != '\0')
			status = add_key(cx, path, line, out);
	OPENSSL_cleanse(bytes, sizeof bytes);
	if (status == ERR_OK && out->count == 0)
		return err_set(cx, ERR_CONFLICT, "%s：文件是空的，请从备份恢复", path);
	return status;
}

enum err
vault_make(struct ctx *cx, const char *path)
{
	unsigned char key[KEY_LENGTH];
	char line[2 * KEY_LENGTH + 2];
	enum err status;

	secret_random(key, sizeof key);
	for (size_t i = 0; i < KEY_LENGTH; i++) {
		line[2 * i] = "0123456789abcdef"[key[i] >> 4];
		line[2 * i + 1] = "0123456789abcdef"[key[i] & 15];
	}
	line[2 * KEY_LENGTH] = '\n';
	line[2 * KEY_LENGTH + 1] = '\0';
	status = private_file_new(cx, path, line, strlen(line));
	OPENSSL_cleanse(key, sizeof key);
	OPENSSL_cleanse(line, sizeof line);
	return status;
}

static bool
encrypt(EVP_CIPHER_CTX *cipher, const unsigned char *key, const char *name,
        const unsigned char *secret, size_t length, unsigned char *out)
{
	int count;

	return EVP_EncryptInit_ex2(cipher, EVP_aes_256_gcm(), key, out, NULL) == 1 &&
	       EVP_EncryptUpdate(cipher, NULL, &count, (const unsigned char *)name,
	                         (int)strlen(name)) == 1 &&
	       EVP_EncryptUpdate(cipher, out + NONCE_LENGTH, &count, secret, (int)length) == 1 &&
	       EVP_EncryptFinal_ex(cipher, out + NONCE_LENGTH + length, &count) == 1 &&
	       EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_AEAD_GET_TAG, TAG_LENGTH,
	                           out + NONCE_LENGTH + length) == 1;
}

enum err
vault_lock(struct ctx *cx, const struct vault *vault, const char *name, const char *secret,
           const char **out)
{
	size_t length = strlen(secret) / 2;
	unsigned char bytes[SECRET_MAX];
	unsigned char locked[NONCE_LENGTH + SECRET_MAX + TAG_LENGTH];
	EVP_CIPHER_CTX *cipher;
	bool is_done;

	if (length > SECRET_MAX || !secret_from_hex(secret, bytes, length))
		return err_set(cx, ERR_INTERNAL, "a secret is not of hexadecimal digits");
	cipher = EVP_CIPHER_CTX_new();
	secret_random(locked, NONCE_LENGTH);
	is_done = cipher != NULL && encrypt(cipher, vault->keys[0], name, bytes, length, locked);
	EVP_CIPHER_CTX_free(cipher);
	OPENSSL_cleanse(bytes, sizeof bytes);
	if (!is_done)
		return err_set(cx, ERR_INTERNAL, "OpenSSL did not encrypt a secret");
	*out = secret_hex(cx->arena, locked, NONCE_LENGTH + length + TAG_LENGTH);
	return ERR_OK;
}

static bool
decrypt(EVP_CIPHER_CTX *cipher, const unsigned char *key, const char *name, unsigned char *locked,
        size_t length, unsigned char *out)
{
	unsigned char *body = locked + NONCE_LENGTH;
	int count;

	return EVP_DecryptInit_ex2(cipher, EVP_aes_256_gcm(), key, locked, NULL) == 1 &&
	       EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_AEAD_SET_TAG, TAG_LENGTH, body + length) == 1 &&
	       EVP_DecryptUpdate(cipher, NULL, &count, (const unsigned char *)name,
	                         (int)strlen(name)) == 1 &&
	       EVP_DecryptUpdate(cipher, out, &count, body, (int)length) == 1 &&
	       EVP_DecryptFinal_ex(cipher, out + length, &count) == 1;
}

static const unsigned char *
find_key(const struct vault *vault, const char *id)
{
	for (size_t i = 0; i < vault->count; i++)
		if (strcmp(vault->ids[i], id) == 0)
			return vault->keys[i];
	return NULL;
}

enum err
vault_open(struct ctx *cx, const struct vault *vault, const char *id, const char *name,
           const char *locked, const char **secret)
{
	unsigned char bytes[NONCE_LENGTH + SECRET_MAX + TAG_LENGTH];
	unsigned char out[SECRET_MAX];
	size_t length = strlen(locked) / 2;
	const unsigned char *key = find_key(vault, id);
	EVP_CIPHER_CTX *cipher;
	bool is_done;

	if (key == NULL)
		return err_set(cx, ERR_CONFLICT, "密钥文件里没有编号为 %s 的密钥", id);
	if (length <= NONCE_LENGTH + TAG_LENGTH || length > sizeof bytes ||
	    !secret_from_hex(locked, bytes, length))
		return err_set(cx, ERR_CONFLICT, "保存的密文不完整");
	length -= NONCE_LENGTH + TAG_LENGTH;
	cipher = EVP_CIPHER_CTX_new();
	is_done = cipher != NULL && decrypt(cipher, key, name, bytes, length, out);
	EVP_CIPHER_CTX_free(cipher);
	if (!is_done)
		return err_set(cx, ERR_CONFLICT, "保存的密文不是这个账号的，或者被改动过");
	*secret = secret_hex(cx->arena, out, length);
	OPENSSL_cleanse(out, sizeof out);
	return ERR_OK;
}
