-- The schema explains itself, and the statements fit it; needs: see fixture.psql.
BEGIN;
\ir fixture.psql
SELECT plan(6);

SELECT is_empty(
    $$SELECT c.relname FROM pg_class AS c
    WHERE c.relnamespace = 'gongkai'::regnamespace AND c.relkind IN ('r', 'v', 'm', 'p')
        AND coalesce(obj_description(c.oid, 'pg_class'), '') = ''$$,
    'every table has a comment');
SELECT is_empty(
    $$SELECT c.relname, a.attname
    FROM pg_class AS c
    JOIN pg_attribute AS a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'gongkai'::regnamespace AND c.relkind IN ('r', 'v', 'm', 'p')
        AND a.attnum > 0 AND NOT a.attisdropped
        AND coalesce(col_description(c.oid, a.attnum), '') = ''$$,
    'every column has a comment');
SELECT is_empty(
    $$SELECT c.relname FROM pg_class AS c
    WHERE c.relnamespace = 'gongkai'::regnamespace AND c.relkind IN ('r', 'p')
        AND NOT EXISTS (SELECT FROM pg_constraint AS k WHERE k.conrelid = c.oid AND k.contype = 'p')$$,
    'every table has a primary key');
SELECT is_empty(
    $$SELECT c.relname, a.attname
    FROM pg_class AS c
    JOIN pg_attribute AS a ON a.attrelid = c.oid
    JOIN pg_type AS t ON t.oid = a.atttypid
    WHERE c.relnamespace = 'gongkai'::regnamespace AND c.relkind = 'r' AND a.attnum > 0
        AND coalesce(nullif(t.typbasetype, 0), t.oid) IN ('float4'::regtype, 'float8'::regtype, 'money'::regtype)$$,
    'no amount is a float');
SELECT is(
    (
        SELECT format_type(t.typbasetype, t.typtypmod)
        FROM pg_type AS t
        WHERE t.typname = 'amount' AND t.typnamespace = 'gongkai'::regnamespace
    ),
    'numeric(18,2)',
    'amounts have two decimals');
-- A foreign key without an index on its side makes deleting slow; base_column
-- is a fixed list from which nothing is deleted.
SELECT is_empty(
    $$SELECT k.conname FROM pg_constraint AS k
    WHERE k.contype = 'f' AND k.connamespace = 'gongkai'::regnamespace
        AND k.confrelid <> 'gongkai.base_column'::regclass
        AND NOT EXISTS (
            SELECT FROM pg_index AS i
            WHERE i.indrelid = k.conrelid AND i.indkey[0] = k.conkey[1]
        )$$,
    'every foreign key has an index');

SELECT * FROM finish();
ROLLBACK;
