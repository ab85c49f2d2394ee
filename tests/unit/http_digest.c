#include "http/digest.h"

#include "base/text.h"
#include "tests/unit/tap.h"

int
main(void)
{
	struct arena *arena = arena_new();

	/* RFC 9530, appendix B.1, and FIPS 180-4 for the empty message. */
	is_str(digest_field(arena, text_sha256(arena, "{\"hello\": \"world\"}\n", 19)),
	       "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:", "the example of the RFC");
	is_str(digest_field(arena,
	                    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
	       "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:", "no bytes");
	arena_free(arena);
	return done_testing();
}
