-- Cursors: there and back, and everything that is none; needs: see fixture.psql.
BEGIN;
\ir fixture.psql
SELECT plan(33);

CREATE FUNCTION pg_temp.base64url(content bytea)
RETURNS text
LANGUAGE sql
AS $$
    SELECT translate(encode(content, 'base64'), E'+/=\n', '-_')
$$;
CREATE FUNCTION pg_temp.unbase64url(content text)
RETURNS bytea
LANGUAGE sql
AS $$
    SELECT decode(translate(content, '-_', '+/') || repeat('=', -length(content) & 3), 'base64')
$$;

-- The HMAC against RFC 4231, test case 2: key "Jefe".
UPDATE gongkai.secret
SET inner_key = '\x7c535053' || decode(repeat('36', 60), 'hex'),
    outer_key = '\x16393a39' || decode(repeat('5c', 60), 'hex');
SELECT is(
    encode(gongkai.cursor_mac('what do ya want for nothing?'), 'hex'),
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    'the seal is an HMAC with SHA-256');

SELECT is(
    convert_from(substr(pg_temp.unbase64url(gongkai.cursor_encode('reports', '{2024,NULL}', '2024', 'e1-2024-x')), 13), 'UTF8'),
    '["2024","e1-2024-x"]',
    'inside is the key');
SELECT matches(
    gongkai.cursor_encode('reports', '{}', '2024', repeat('x~?>', 40)),
    '^[A-Za-z0-9_-]{200,}$',
    'outside there is nothing that an address must escape, also when it is long');
SELECT is(
    gongkai.cursor_decode(gongkai.cursor_encode('l', '{}', k), 'l', '{}', '.*'),
    ARRAY[k],
    format('%L comes back', k))
FROM unnest(ARRAY['', 'a', 'ab', 'abc', '"\', '中文', repeat('x', 200)]) AS k;
SELECT is(gongkai.cursor_decode(NULL, 'l', '{}', '.*'), NULL, 'no cursor has no key');
SELECT is(gongkai.cursor_encode('l', '{}', VARIADIC NULL), NULL, 'and no key no cursor');

CREATE TEMP TABLE right_one AS
SELECT gongkai.cursor_encode('reports', ARRAY['2024', NULL], '2024', 'e1-2024-x') AS cursor;
GRANT SELECT ON right_one TO gongkai_public;
SELECT is(
    pg_temp.failure('gongkai_public', format(
        $$SELECT gongkai.cursor_decode(%L, 'reports', '{2024,NULL}', '[0-9]{4}', '[0-9a-z-]{1,20}')$$, c.cursor)),
    coalesce(c.expected, '22023 cursor'),
    c.why)
FROM right_one AS r
CROSS JOIN LATERAL (
    VALUES
        (r.cursor, 'the right one', 'no error'),
        ('', 'empty', NULL),
        ('x', 'too short for base64', NULL),
        ('中文', 'not ASCII', NULL),
        (repeat('A', 1000000), 'longer than any of ours', NULL),
        (gongkai.cursor_encode('projects', ARRAY['2024', NULL], '2024', 'e1-2024-x'), 'of another list', NULL),
        (gongkai.cursor_encode('reports', ARRAY['2023', NULL], '2024', 'e1-2024-x'), 'of another filter', NULL),
        (gongkai.cursor_encode('reports', ARRAY[NULL, '2024'], '2024', 'e1-2024-x'), 'of the same value for another filter', NULL),
        (gongkai.cursor_encode('reports', ARRAY['2024'], '2024', 'e1-2024-x'), 'of fewer filters', NULL),
        (gongkai.cursor_encode('reports', ARRAY['2024', NULL], '2024'), 'a part too few', NULL),
        (gongkai.cursor_encode('reports', ARRAY['2024', NULL], '2024', 'e1', 'x'), 'a part too many', NULL),
        (gongkai.cursor_encode('reports', ARRAY['2024', NULL], 'year', 'e1-2024-x'), 'a part of another shape', NULL),
        (pg_temp.base64url('["2024","e1-2024-x"]'), 'without a seal', NULL),
        (pg_temp.base64url(substr(pg_temp.unbase64url(r.cursor), 1, 12)), 'a seal without a key', NULL),
        (pg_temp.base64url('\xff00'), 'not UTF-8', NULL),
        (r.cursor || '=', 'padded', NULL)
) AS c (cursor, why, expected);

-- Every change of one character, those included that leave the bytes as they are.
SELECT is(
    (
        SELECT count(*)
        FROM right_one AS r
        CROSS JOIN generate_series(1, length(r.cursor)) AS i
        CROSS JOIN unnest('{A,B,x,_}'::text[]) AS c
        WHERE substr(r.cursor, i, 1) <> c
            AND pg_temp.failure('gongkai_public', format(
                $$SELECT gongkai.cursor_decode(%L, 'reports', '{2024,NULL}', '[0-9]{4}', '[0-9a-z-]{1,20}')$$,
                overlay(r.cursor PLACING c FROM i))) <> '22023 cursor'
    ),
    0::bigint,
    'no character can be changed');
SELECT is(
    pg_temp.failure('gongkai_public', $$SELECT gongkai.cursor_decode('x', 'changes', '{}', '[0-9]+')$$),
    '22023 since',
    'the feed of changes calls its cursor since');

-- Two databases have two secrets.
SELECT is((SELECT count(*) FROM gongkai.secret), 1::bigint, 'there is one secret');
SELECT is(pg_temp.failure(role_name, 'SELECT * FROM gongkai.secret'), '42501', role_name || ' cannot read it')
FROM unnest('{gongkai_public,gongkai_staff}'::text[]) AS role_name;

SELECT * FROM finish();
ROLLBACK;
