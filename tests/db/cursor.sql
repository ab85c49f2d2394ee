-- Cursors: there and back, and everything that is none; needs: see fixture.psql.
BEGIN;
\ir fixture.psql
SELECT plan(24);

-- A cursor of any text, to make wrong ones with.
CREATE FUNCTION pg_temp.base64url(content text)
RETURNS text
LANGUAGE sql
AS $$
    SELECT translate(encode(convert_to(content, 'UTF8'), 'base64'), E'+/=\n', '-_')
$$;

SELECT is(
    gongkai.cursor_encode('reports', '2024', 'e1-2024-x'),
    pg_temp.base64url('["reports","2024","e1-2024-x"]'),
    'inside is the list and the key');
SELECT matches(
    gongkai.cursor_encode('reports', '2024', repeat('x~?>', 40)),
    '^[A-Za-z0-9_-]{200,}$',
    'outside there is nothing that an address must escape, also when it is long');
SELECT is(
    gongkai.cursor_decode(gongkai.cursor_encode('l', k), 'l', '.*'),
    ARRAY[k],
    format('%L comes back', k))
FROM unnest(ARRAY['', 'a', 'ab', 'abc', '"\', '中文', repeat('x', 200)]) AS k;
SELECT is(
    gongkai.cursor_decode(NULL, 'l', '.*'),
    NULL,
    'no cursor has no key');

SELECT is(
    pg_temp.failure('gongkai_public', format(
        $$SELECT gongkai.cursor_decode(%L, 'reports', '[0-9]{4}', '[0-9a-z-]{1,20}')$$, c.cursor)),
    '22023 cursor',
    c.why)
FROM (
    VALUES
        ('', 'empty'),
        ('x', 'too short for base64'),
        ('中文', 'not ASCII'),
        (pg_temp.base64url(repeat('[', 1000000)), 'deeper than a parser goes'),
        (pg_temp.base64url('["projects","2024","e1-2024-x"]'), 'of another list'),
        (pg_temp.base64url('["reports","2024"]'), 'a part too few'),
        (pg_temp.base64url('["reports","2024","e1","x"]'), 'a part too many'),
        (pg_temp.base64url('["reports","year","e1-2024-x"]'), 'a part of another shape'),
        (pg_temp.base64url('["reports",null,"e1-2024-x"]'), 'a part that is null'),
        (pg_temp.base64url('["reports", "2024", "e1-2024-x"]'), 'another spelling of the JSON'),
        (pg_temp.base64url('["reports","2024","e1-2024-x"') , 'JSON that does not end'),
        (pg_temp.base64url('{"reports":"2024"}'), 'no array'),
        (translate(encode('\xff00'::bytea, 'base64'), '+/=', '-_'), 'not UTF-8'),
        (gongkai.cursor_encode('reports', '2024', 'e1-2024-x') || '=', 'padded')
) AS c (cursor, why);

SELECT * FROM finish();
ROLLBACK;
