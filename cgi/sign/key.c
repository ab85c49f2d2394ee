#include "sign/key.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <string.h>

#include "sign/private_file.h"

#define KEY_FILE_MAX ((size_t)16 * 1024)

/* Left to the library, it would be empty in some versions. */
static const char identifier[] = "1234567812345678";

static const char *const names[] = { [KEY_ED25519] = "Ed25519", [KEY_SM2] = "SM2" };

struct key {
	enum key_algorithm algorithm;
	EVP_PKEY *pkey;
};

static void
free_pkey(void *pkey)
{
	EVP_PKEY_free(pkey);
}

static void
free_context(void *context)
{
	EVP_PKEY_CTX *inner = EVP_MD_CTX_get_pkey_ctx(context);

	EVP_MD_CTX_free(context);
	EVP_PKEY_CTX_free(inner);
}

static void
free_bio(void *bio)
{
	BIO_free(bio);
}

const char *
key_algorithm_name(enum key_algorithm algorithm)
{
	return names[algorithm];
}

enum err
key_algorithm_find(struct ctx *cx, const char *name, enum key_algorithm *out)
{
	for (unsigned i = 0; i < KEY_ALGORITHM_COUNT; i++)
		if (strcmp(names[i], name) == 0) {
			*out = (enum key_algorithm)i;
			return ERR_OK;
		}
	return err_set(cx, ERR_INPUT, "签名算法应为 Ed25519 或 SM2，是 %s", name);
}

static bool
is_of(const EVP_PKEY *pkey, enum key_algorithm algorithm)
{
	return EVP_PKEY_is_a(pkey, algorithm == KEY_SM2 ? "SM2" : "ED25519") == 1;
}

enum err
key_make(struct ctx *cx, enum key_algorithm algorithm, const char *path)
{
	EVP_PKEY *pkey = EVP_PKEY_Q_keygen(NULL, NULL, algorithm == KEY_SM2 ? "SM2" : "ED25519");
	BIO *bio = BIO_new(BIO_s_secmem());
	char *bytes;
	long length;
	enum err status;

	if (pkey != NULL && bio != NULL &&
	    PEM_write_bio_PKCS8PrivateKey(bio, pkey, NULL, NULL, 0, NULL, NULL) == 1) {
		length = BIO_get_mem_data(bio, &bytes);
		status = private_file_new(cx, path, bytes, (size_t)length);
	} else {
		status = err_set(cx, ERR_INTERNAL, "OpenSSL made no %s key", names[algorithm]);
	}
	BIO_free(bio);
	EVP_PKEY_free(pkey);
	return status;
}

enum err
key_load(struct ctx *cx, const char *path, struct key **out)
{
	struct key *key = arena_alloc(cx->arena, sizeof *key);
	char none[] = "";
	struct text file;
	BIO *bio;

	TRY(text_read_file(cx, path, KEY_FILE_MAX, &file));
	bio = BIO_new_mem_buf(file.data, (int)file.length);
	/* Without a password given, OpenSSL would ask for one on the terminal. */
	key->pkey = PEM_read_bio_PrivateKey(bio, NULL, NULL, none);
	BIO_free(bio);
	OPENSSL_cleanse(file.data, file.length);
	if (key->pkey == NULL)
		return err_set(cx, ERR_INPUT,
		               "%s：不是没有密码的 PEM 私钥；密钥由 gongkai key 生成", path);
	arena_defer(cx->arena, free_pkey, key->pkey);
	if (!is_of(key->pkey, KEY_ED25519) && !is_of(key->pkey, KEY_SM2))
		return err_set(cx, ERR_INPUT, "%s：密钥的算法应为 Ed25519 或 SM2", path);
	key->algorithm = is_of(key->pkey, KEY_SM2) ? KEY_SM2 : KEY_ED25519;
	*out = key;
	return ERR_OK;
}

enum key_algorithm
key_algorithm(const struct key *key)
{
	return key->algorithm;
}

static enum err
take_bio(struct ctx *cx, BIO *bio, int is_written, struct text *out)
{
	char *bytes;
	long length;

	if (bio == NULL || is_written != 1)
		return err_set(cx, ERR_INTERNAL, "OpenSSL wrote no public key");
	length = BIO_get_mem_data(bio, &bytes);
	*out = text_make(cx->arena);
	text_add(out, bytes, (size_t)length);
	return ERR_OK;
}

enum err
key_public(struct ctx *cx, const struct key *key, struct text *der)
{
	BIO *bio = BIO_new(BIO_s_mem());

	arena_defer(cx->arena, free_bio, bio);
	return take_bio(cx, bio, bio == NULL ? 0 : i2d_PUBKEY_bio(bio, key->pkey), der);
}

enum err
key_public_pem(struct ctx *cx, const struct key *key, struct text *pem)
{
	BIO *bio = BIO_new(BIO_s_mem());

	arena_defer(cx->arena, free_bio, bio);
	return take_bio(cx, bio, bio == NULL ? 0 : PEM_write_bio_PUBKEY(bio, key->pkey), pem);
}

enum err
key_read_public(struct ctx *cx, const char *path, struct text *der)
{
	BIO *in = BIO_new_file(path, "r");
	EVP_PKEY *pkey = in == NULL ? NULL : PEM_read_bio_PUBKEY(in, NULL, NULL, NULL);
	BIO *bio = BIO_new(BIO_s_mem());
	int is_made = pkey == NULL || bio == NULL ? 0 : i2d_PUBKEY_bio(bio, pkey);

	BIO_free(in);
	EVP_PKEY_free(pkey);
	arena_defer(cx->arena, free_bio, bio);
	if (is_made != 1)
		return err_set(cx, ERR_INPUT, "%s：不是 PEM 格式的公钥", path);
	return take_bio(cx, bio, is_made, der);
}

/* A context to sign or verify with; SM2 has its identifier before anything else. */
static EVP_MD_CTX *
open_context(EVP_PKEY *pkey, enum key_algorithm algorithm)
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	EVP_PKEY_CTX *inner = EVP_PKEY_CTX_new(pkey, NULL);

	if (context == NULL || inner == NULL ||
	    (algorithm == KEY_SM2 &&
	     EVP_PKEY_CTX_set1_id(inner, identifier, (int)strlen(identifier)) != 1)) {
		EVP_PKEY_CTX_free(inner);
		EVP_MD_CTX_free(context);
		return NULL;
	}
	/* From here on free_context() frees it: the outer one does not. */
	EVP_MD_CTX_set_pkey_ctx(context, inner);
	return context;
}

static const EVP_MD *
hash_of(enum key_algorithm algorithm)
{
	return algorithm == KEY_SM2 ? EVP_sm3() : NULL;
}

enum err
key_sign(struct ctx *cx, const struct key *key, const void *bytes, size_t length,
         struct text *signature)
{
	EVP_MD_CTX *context = open_context(key->pkey, key->algorithm);
	unsigned char made[256];
	size_t made_length = sizeof made;

	if (context == NULL)
		return err_set(cx, ERR_INTERNAL, "OpenSSL has no context to sign with");
	arena_defer(cx->arena, free_context, context);
	if (EVP_DigestSignInit(context, NULL, hash_of(key->algorithm), NULL, key->pkey) != 1 ||
	    EVP_DigestSign(context, made, &made_length, bytes, length) != 1)
		return err_set(cx, ERR_INTERNAL, "OpenSSL did not sign");
	*signature = text_make(cx->arena);
	text_add(signature, made, made_length);
	return ERR_OK;
}

static bool
verifies(enum key_algorithm algorithm, EVP_PKEY *pkey, const void *bytes, size_t length,
         const struct text *signature)
{
	EVP_MD_CTX *context = is_of(pkey, algorithm) ? open_context(pkey, algorithm) : NULL;
	bool is_so;

	if (context == NULL)
		return false;
	is_so = EVP_DigestVerifyInit(context, NULL, hash_of(algorithm), NULL, pkey) == 1 &&
	        EVP_DigestVerify(context, (const unsigned char *)signature->data, signature->length,
	                         bytes, length) == 1;
	free_context(context);
	return is_so;
}

bool
key_verifies(enum key_algorithm algorithm, const struct text *public_key, const void *bytes,
             size_t length, const struct text *signature)
{
	const unsigned char *at = (const unsigned char *)public_key->data;
	EVP_PKEY *pkey = d2i_PUBKEY(NULL, &at, (long)public_key->length);
	bool is_so = pkey != NULL && verifies(algorithm, pkey, bytes, length, signature);

	EVP_PKEY_free(pkey);
	return is_so;
}
