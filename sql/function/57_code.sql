-- Short codes: what stands on paper, and leads whoever types it to the revision.

-- The short code of a document: seventy bits of a digest in Crockford's base 32 (no I, L,
-- O or U), and two characters that make of the whole, taken as a number, one that leaves
-- 1 when divided by 1021. 1021 is prime: no wrong character and no two exchanged ones
-- leave the same. `salt` is 0, or more where the code was taken.
CREATE OR REPLACE FUNCTION gongkai.code_of(sha256 text, salt integer)
RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
    signs CONSTANT text := '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    bits CONSTANT bit(256) := ('x' || encode(
        sha256(convert_to(concat('gongkai code ', sha256, ' ', salt), 'UTF8')), 'hex'))::bit(256);
    digit integer;
    remainder integer := 0;
    code text := '';
BEGIN
    FOR i IN 0 .. 13 LOOP
        digit := substring(bits FROM i * 5 + 1 FOR 5)::bit(5)::integer;
        remainder := (remainder * 32 + digit) % 1021;
        code := code || substr(signs, digit + 1, 1);
    END LOOP;
    digit := (1022 - remainder * 1024 % 1021) % 1021;
    code := code || substr(signs, digit / 32 + 1, 1) || substr(signs, digit % 32 + 1, 1);
    RETURN regexp_replace(code, '(.{4})(?=.)', '\1-', 'g');
END
$$;

-- The code that a revision with this document gets: the first that is free.
CREATE OR REPLACE FUNCTION gongkai.next_code(sha256 text)
RETURNS text
LANGUAGE plpgsql STABLE
AS $$
DECLARE
    salt integer := 0;
BEGIN
    WHILE EXISTS (SELECT FROM gongkai.short_code AS k WHERE k.code = gongkai.code_of(sha256, salt)) LOOP
        salt := salt + 1;
    END LOOP;
    RETURN gongkai.code_of(sha256, salt);
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.code_of(text, integer),
    gongkai.next_code(text)
    TO gongkai_staff;
