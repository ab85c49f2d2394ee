-- The trail of the desk: who did what, from where, and how it ended. Each entry has the
-- hash of the one before, so that nobody who has kept one hash can be told another past:
-- administrators read the hashes with the entries.

-- What is hashed of an entry: a JSON array in one spelling.
CREATE OR REPLACE FUNCTION gongkai.trail_text(entry gongkai.trail)
RETURNS text
LANGUAGE sql STABLE
AS $$
    SELECT json_build_array(
        entry.number, to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), entry.account, entry.means,
        entry.address, entry.action, entry.target, entry.result, entry.detail)::text
$$;

-- Who waits here for another waits until that one's transaction ends: so let it be the last
-- thing that a transaction does.
CREATE OR REPLACE FUNCTION gongkai.trail_add(
    account text, means text, address text, action text, target text, result text, detail text)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    head gongkai.trail_head;
    entry gongkai.trail;
BEGIN
    SELECT * INTO head FROM gongkai.trail_head FOR UPDATE;
    entry.number := head.number + 1;
    entry.at := clock_timestamp();
    entry.account := left(trail_add.account, 200);
    entry.means := trail_add.means;
    entry.address := left(trail_add.address, 100);
    entry.action := left(trail_add.action, 200);
    entry.target := left(trail_add.target, 500);
    entry.result := left(trail_add.result, 200);
    entry.detail := left(trail_add.detail, 2000);
    entry.hash := sha256(head.hash || convert_to(gongkai.trail_text(entry), 'UTF8'));
    INSERT INTO gongkai.trail VALUES (entry.*);
    UPDATE gongkai.trail_head SET number = entry.number, hash = entry.hash;
END
$$;

-- For the desk: who acts is what the database knows, not what it is told.
CREATE OR REPLACE FUNCTION gongkai.trail_request(address text, action text, target text, result text, detail text)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    who record;
BEGIN
    SELECT a.account, CASE WHEN a.means = 'token' THEN 'token ' || a.id ELSE a.means END AS means
    INTO who
    FROM gongkai.acting() AS a;
    PERFORM gongkai.trail_add(who.account, coalesce(who.means, 'none'), address, action, target, result, detail);
END
$$;

-- The same of parts of a draft, which pages look at again and again: not where one of the newest
-- entries says that the account had it within the hour.
CREATE OR REPLACE FUNCTION gongkai.trail_glance(address text, action text, target text, result text, detail text)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
    IF NOT EXISTS (
        SELECT
        FROM (
            SELECT t.account, t.at, t.result
            FROM gongkai.trail AS t
            WHERE t.target = trail_glance.target
            ORDER BY t.number DESC
            LIMIT 100
        ) AS n
        WHERE n.account = gongkai.acting_account() AND n.at > now() - interval '1 hour' AND n.result ~ '^[23]'
    ) THEN
        PERFORM gongkai.trail_request(address, action, target, result, detail);
    END IF;
END
$$;

-- The number of the first entry that is not as it was written; NULL: all are.
CREATE OR REPLACE FUNCTION gongkai.trail_fault()
RETURNS bigint
LANGUAGE sql STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
    SELECT min(w.number)
    FROM (
        SELECT
            t.number,
            t.number = row_number() OVER o
            AND t.hash = sha256(
                coalesce(lag(t.hash) OVER o, decode(repeat('00', 32), 'hex'))
                || convert_to(gongkai.trail_text(t), 'UTF8')) AS is_right
        FROM gongkai.trail AS t
        WINDOW o AS (ORDER BY t.number)
        UNION ALL
        SELECT h.number + 1, EXISTS (
            SELECT FROM gongkai.trail AS t WHERE t.number = h.number AND t.hash = h.hash) OR h.number = 0
        FROM gongkai.trail_head AS h
        WHERE (SELECT max(t.number) FROM gongkai.trail AS t) IS NOT DISTINCT FROM nullif(h.number, 0)
        UNION ALL
        SELECT least(h.number, coalesce((SELECT max(t.number) FROM gongkai.trail AS t), 0)) + 1, false
        FROM gongkai.trail_head AS h
        WHERE (SELECT max(t.number) FROM gongkai.trail AS t) IS DISTINCT FROM nullif(h.number, 0)
    ) AS w
    WHERE NOT w.is_right
$$;

-- The hash of the newest entry, for the log of what is published: who follows that knows later
-- whether the trail is still the one of then. NULL: there is none.
CREATE OR REPLACE FUNCTION gongkai.trail_newest()
RETURNS text
LANGUAGE sql STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
    SELECT encode(h.hash, 'hex') FROM gongkai.trail_head AS h WHERE h.number > 0
$$;

-- What is wrong with the trail, for `gongkai verify`, which tells nothing else of it.
CREATE OR REPLACE FUNCTION gongkai.trail_faults()
RETURNS TABLE (what text, which text)
LANGUAGE sql STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
    SELECT '工作台的审计记录有改动', f.number::text
    FROM gongkai.trail_fault() AS f (number)
    WHERE f.number IS NOT NULL
    UNION ALL
    SELECT '日志所记的工作台审计记录没有了', e.number::text
    FROM (
        SELECT l.number, decode(substring(l.text FROM '"trail":"([0-9a-f]{64})"'), 'hex') AS hash
        FROM gongkai.log_entry AS l
    ) AS e
    WHERE e.hash IS NOT NULL AND NOT EXISTS (SELECT FROM gongkai.trail AS t WHERE t.hash = e.hash)
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.trail_newest(),
    gongkai.trail_faults()
    TO gongkai_staff;
GRANT EXECUTE ON FUNCTION
    gongkai.trail_request(text, text, text, text, text),
    gongkai.trail_glance(text, text, text, text, text)
    TO gongkai_desk;
