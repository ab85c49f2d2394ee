-- The log: hashes and proofs are those of RFC 9162, entries are what happened, and only
-- publishing writes them; needs: see fixture.psql.
BEGIN;
\ir fixture.psql
SELECT plan(44);

-- The roots of the trees over these leaves are in the tests of every Certificate
-- Transparency log (RFC 6962, its reference implementation).
CREATE TEMP TABLE known (size integer, leaf bytea, root text);
INSERT INTO known VALUES
    (1, '', '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'),
    (2, '\x00', 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'),
    (3, '\x10', 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'),
    (4, '\x2021', 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7'),
    (5, '\x3031', '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4'),
    (6, '\x40414243', '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef'),
    (7, '\x5051525354555657', 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c'),
    (8, '\x606162636465666768696a6b6c6d6e6f', '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328');
SELECT is(
    encode(gongkai.log_hash(0, 0), 'hex'),
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'the tree without leaves is SHA-256 of nothing');
SELECT gongkai.log_grow(k.size - 1, sha256('\x00'::bytea || k.leaf)) FROM known AS k ORDER BY k.size \g /dev/null
SELECT is(encode(gongkai.log_hash(0, k.size), 'hex'), k.root, format('the tree of %s leaves', k.size))
FROM known AS k ORDER BY k.size;
-- Section 2.1.5 of RFC 9162 draws this tree; its proofs, of leaves by their numbers from 0:
-- leaf 0: b h l, leaf 3: c g l, leaf 4: f j k, leaf 6: i k.
CREATE TEMP TABLE node AS
SELECT 'a' AS name, gongkai.log_hash(0, 1) AS hash
UNION ALL SELECT 'b', gongkai.log_hash(1, 1)
UNION ALL SELECT 'c', gongkai.log_hash(2, 1)
UNION ALL SELECT 'd', gongkai.log_hash(3, 1)
UNION ALL SELECT 'e', gongkai.log_hash(4, 1)
UNION ALL SELECT 'f', gongkai.log_hash(5, 1)
UNION ALL SELECT 'j', gongkai.log_hash(6, 1)
UNION ALL SELECT 'g', gongkai.log_hash(0, 2)
UNION ALL SELECT 'h', gongkai.log_hash(2, 2)
UNION ALL SELECT 'i', gongkai.log_hash(4, 2)
UNION ALL SELECT 'k', gongkai.log_hash(0, 4)
UNION ALL SELECT 'l', gongkai.log_hash(4, 3);
CREATE FUNCTION pg_temp.names(hashes bytea[]) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(n.name, ' ' ORDER BY h.place)
    FROM unnest(hashes) WITH ORDINALITY AS h (hash, place)
    LEFT JOIN pg_temp.node AS n ON n.hash = h.hash
$$;
SELECT is(pg_temp.names(gongkai.log_inclusion(1, 7)), 'b h l', 'inclusion of d0');
SELECT is(pg_temp.names(gongkai.log_inclusion(4, 7)), 'c g l', 'inclusion of d3');
SELECT is(pg_temp.names(gongkai.log_inclusion(5, 7)), 'f j k', 'inclusion of d4');
SELECT is(pg_temp.names(gongkai.log_inclusion(7, 7)), 'i k', 'inclusion of d6');
SELECT is(pg_temp.names(gongkai.log_consistency(3, 7)), 'c d g l', 'consistency of hash0');
SELECT is(pg_temp.names(gongkai.log_consistency(4, 7)), 'l', 'consistency of hash1');
SELECT is(pg_temp.names(gongkai.log_consistency(6, 7)), 'i j k', 'consistency of hash2');
SELECT is(gongkai.log_consistency(7, 7), '{}', 'a tree is consistent with itself');
SELECT is(gongkai.log_split(n), s, format('%s leaves are split at %s', n, s))
FROM (VALUES (2::bigint, 1::bigint), (3, 2), (4, 2), (5, 4), (4611686018427387905, 4611686018427387904)) AS v (n, s);
DELETE FROM gongkai.log_node;

-- What happens is entered.
SELECT isnt_empty('SELECT * FROM pg_temp.import(pg_temp.small())', 'a draft');
SELECT is(
    pg_temp.failure('gongkai_staff', $$SELECT gongkai.claim('e1-2024-522700-197-01', 1, repeat('0', 64), repeat('b', 64),
        NULL, NULL, 'another document', 'program 1', NULL)$$),
    'no error', 'a claim about another document than the one that will be');
SELECT is(pg_temp.publish('e1-2024-522700-197-01', '2025-02-20T09:00:00+08:00'), '1 published', 'published');
SELECT is(
    (SELECT e.text FROM gongkai.log_entry AS e WHERE e.number = 1),
    (
        SELECT format(
            '{"number":1,"kind":"publication","report":"e1-2024-522700-197-01","revision":1,"document":"%s","code":"%s","template":"%s","time":"2025-02-20T09:00:00+08:00","backdated":true,"recorded":"%s","steps":"%s"}',
            v.sha256, k.code, v.template_digest, gongkai.rfc3339(now()), encode(sha256(convert_to(s.lines, 'UTF8')), 'hex'))
        FROM gongkai.revision AS v, gongkai.short_code AS k, (
            SELECT string_agg(format(
                '[%s, "%s", %s, "%s", "%s", "%s", "%s", null, %s, %s]', t.number, t.kind, coalesce('"' || t.from_state || '"', 'null'),
                t.to_state, t.person, t.role, to_char(t.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),
                coalesce('"' || t.digest || '"', 'null'), coalesce(t.change::text, 'null')), E'\n' ORDER BY t.number)
            FROM gongkai.transition AS t
            HAVING array_agg(t.kind ORDER BY t.number) = '{create,submit,approve,publish}'
        ) AS s (lines)
    ),
    'is an entry in one spelling, with its steps, without the claim that is not about it');
SELECT is(
    (SELECT e.leaf::bytea FROM gongkai.log_entry AS e),
    (SELECT sha256('\x00'::bytea || convert_to(e.text, 'UTF8')) FROM gongkai.log_entry AS e),
    'and the hash of its leaf');
SELECT is(
    pg_temp.failure('gongkai_staff', $$SELECT gongkai.claim('e1-2024-522700-197-01', 1, repeat('a', 64), repeat('b', 64),
        NULL, NULL, 'fonts', 'program 1', NULL)$$),
    '55000', 'nobody claims anything of what is published');
SELECT isnt_empty(
    $$SELECT * FROM pg_temp.import(pg_temp.small() || '{"filled_on":"2025-02-21"}')$$, 'a corrected draft');
CREATE TEMP TABLE next AS
SELECT f.* FROM gongkai.frozen(pg_temp.approve('e1-2024-522700-197-01'), '2025-03-01T09:00:00+08:00') AS f;
SELECT is(
    pg_temp.failure('gongkai_staff', format(
        'SELECT gongkai.claim(''e1-2024-522700-197-01'', 2, %L, repeat(''b'', 64), repeat(''c'', 64), NULL, ''fonts'', ''program 1'', ''https://x.example'')',
        (SELECT n.sha256 FROM pg_temp.next AS n))),
    'no error', 'a claim about what will be');
SELECT is(pg_temp.publish('e1-2024-522700-197-01', '2025-03-01T09:00:00+08:00'), '2 published', 'a correction');
SELECT is(
    (SELECT v.document FROM gongkai.revision AS v WHERE v.number = 2), (SELECT n.document FROM pg_temp.next AS n),
    'is what was told before');
SELECT is(
    (SELECT k.code FROM gongkai.short_code AS k WHERE k.revision = 2), (SELECT n.code FROM pg_temp.next AS n),
    'with that code');
SELECT is(
    (
        SELECT (e.text::json ->> 'kind') || ' ' || (e.text::json ->> 'pdf') || ' ' || (e.text::json ->> 'program')
            || ' ' || (e.text::json ->> 'fonts')
        FROM gongkai.log_entry AS e WHERE e.number = 2
    ),
    'correction ' || repeat('b', 64) || ' program 1 ' || encode(sha256('fonts'), 'hex'),
    'and its entry has the claim');
SELECT is(
    (SELECT e.text::json ->> 'previous' FROM gongkai.log_entry AS e WHERE e.number = 2),
    (SELECT encode(e.leaf, 'hex') FROM gongkai.log_entry AS e WHERE e.number = 1),
    'and the entry before it');
SELECT is(
    pg_temp.failure('gongkai_staff', $$SELECT gongkai.withdraw('e1-2024-522700-197-01', '填报有误', '2025-03-02T09:00:00+08:00')$$),
    'no error', 'withdrawn');
SELECT is(
    (SELECT e.text::jsonb - '{recorded,document,previous,steps}'::text[] FROM gongkai.log_entry AS e WHERE e.number = 3),
    jsonb_build_object(
        'number', 3, 'kind', 'withdrawal', 'report', 'e1-2024-522700-197-01', 'revision', 2,
        -- printf 填报有误 | sha256sum
        'reason', '945ad13c27fd252c9b931d42dfebe8cac37c5c7b7ce899d9c4caeb91dd9ba961',
        'time', '2025-03-02T09:00:00+08:00', 'backdated', true),
    'is an entry with the digest of its reason');
SELECT is(
    encode(gongkai.log_hash(0, 3), 'hex'),
    (
        SELECT encode(sha256('\x01'::bytea || sha256('\x01'::bytea || a.leaf || b.leaf) || c.leaf), 'hex')
        FROM gongkai.log_entry AS a, gongkai.log_entry AS b, gongkai.log_entry AS c
        WHERE a.number = 1 AND b.number = 2 AND c.number = 3
    ),
    'the root is that of the three');
SELECT is(
    pg_temp.failure('gongkai_staff', $$SELECT gongkai.sign_head(2, 'Ed25519', 'key', 'signature')$$),
    '55000', 'an older head is not signed');
SELECT is(
    pg_temp.failure('gongkai_staff', $$SELECT gongkai.sign_head(3, 'Ed25519', 'key', 'signature')$$),
    'no error', 'the head is');

-- Nobody but publish() and withdraw() writes the log, and the codes of entries are unique.
SELECT is(pg_temp.failure('gongkai_staff', q.statement), '42501', 'staff: ' || q.statement)
FROM unnest(ARRAY[
    'UPDATE gongkai.log_entry SET text = text',
    'DELETE FROM gongkai.log_node',
    'INSERT INTO gongkai.short_code VALUES (''0000-0000-0000-0001'', ''e1-2024-522700-197-01'', 1)'
]) AS q (statement);
SELECT is(
    gongkai.next_code(v.sha256), gongkai.code_of(v.sha256, 1), 'a code that is taken is not given again')
FROM gongkai.revision AS v WHERE v.number = 1;

SELECT * FROM finish();
ROLLBACK;
