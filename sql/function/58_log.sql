-- The log of all changes: its entries, its tree, its head, its proofs.
--
-- An entry is a JSON object in one spelling: no white space, the members in this
-- order, left out where there is nothing, and nothing outside ASCII.
--   number    of the change, and of the entry: from 1 without gaps
--   kind      publication, correction or withdrawal
--   report    the report's id
--   revision  that was published, or was current when it was withdrawn
--   document  SHA-256 of that revision's document
--   code      of the revision, as it stands on its paper
--   template  SHA-256 of the template that prints it
--   fonts     SHA-256 of the list of fonts that printed it (gongkai.font_set)
--   program   that printed it
--   pdf       SHA-256 of its PDF, as that program claims
--   ofd       SHA-256 of its OFD, likewise
--   xlsx      SHA-256 of its workbook, likewise
--   reason    SHA-256 of the reason of a withdrawal or correction
--   time      of the publication or withdrawal, as published
--   backdated true, where somebody gave that time and not the database
--   recorded  when the entry was made, by the database's clock
--   previous  hash of the leaf of the entry before about the same report
--   trail     hash of the newest entry of the desk's trail
--   steps     SHA-256 of all steps in the life of the report up to this one
--
-- The hash of a leaf is SHA-256 of a zero byte and the entry, that of a node SHA-256 of
-- a one byte and the hashes of its two children; the tree of n entries has the largest
-- power of two below n to its left (RFC 9162, section 2.1).

-- What an entry says of who wrote, submitted, approved and returned what was published or
-- withdrawn, when and why: a line of JSON for each step. NULL where there is no step of it.
CREATE OR REPLACE FUNCTION gongkai.log_steps(the_change bigint, the_report text)
RETURNS text
LANGUAGE sql STABLE
AS $$
    SELECT encode(sha256(convert_to(string_agg(
        json_build_array(
            t.number, t.kind, t.from_state, t.to_state, t.person, t.role,
            to_char(t.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), t.reason, t.digest, t.change)::text,
        E'\n' ORDER BY t.number), 'UTF8')), 'hex')
    FROM gongkai.transition AS t
    WHERE t.report_id = the_report
        AND t.number <= (
            SELECT max(u.number) FROM gongkai.transition AS u WHERE u.report_id = the_report AND u.change = the_change)
$$;

-- The entry of a change.
CREATE OR REPLACE FUNCTION gongkai.log_text(the_number bigint)
RETURNS text
LANGUAGE sql STABLE
AS $$
    SELECT json_strip_nulls(json_build_object(
        'number', c.number,
        'kind', c.kind,
        'report', c.report_id,
        'revision', c.revision,
        'document', v.sha256,
        'code', k.code,
        'template', CASE WHEN c.kind <> 'withdrawal' THEN v.template_digest END,
        'fonts', d.fonts,
        'program', d.program,
        'pdf', d.pdf_sha256,
        'ofd', d.ofd_sha256,
        'xlsx', d.xlsx_sha256,
        'reason', encode(sha256(convert_to(c.reason, 'UTF8')), 'hex'),
        'time', gongkai.rfc3339(c.at),
        'backdated', nullif(c.backdated, false),
        'recorded', gongkai.rfc3339(now()),
        'previous', (
            SELECT encode(e.leaf, 'hex')
            FROM gongkai.change AS q
            JOIN gongkai.log_entry AS e ON e.number = q.number
            WHERE q.report_id = c.report_id AND q.number < c.number
            ORDER BY q.number DESC
            LIMIT 1
        ),
        'trail', gongkai.trail_newest(),
        'steps', gongkai.log_steps(c.number, c.report_id)))::text
    FROM gongkai.change AS c
    JOIN gongkai.revision AS v ON v.report_id = c.report_id AND v.number = c.revision
    LEFT JOIN gongkai.short_code AS k ON k.report_id = c.report_id AND k.revision = c.revision AND c.kind <> 'withdrawal'
    LEFT JOIN gongkai.rendition AS d
        ON d.report_id = c.report_id AND d.revision = c.revision AND d.sha256 = v.sha256 AND c.kind <> 'withdrawal'
    WHERE c.number = the_number
$$;

-- Put a leaf into the tree, behind those that are there, and make the nodes above that
-- it completes.
CREATE OR REPLACE FUNCTION gongkai.log_grow(leaf_place bigint, leaf bytea)
RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
    its_level integer := 0;
    its_place bigint := leaf_place;
    its_hash bytea := leaf;
BEGIN
    LOOP
        INSERT INTO gongkai.log_node (level, place, hash) VALUES (its_level, its_place, its_hash);
        EXIT WHEN its_place % 2 = 0;
        its_hash := sha256('\x01'::bytea || (
            SELECT n.hash FROM gongkai.log_node AS n WHERE n.level = its_level AND n.place = its_place - 1
        ) || its_hash);
        its_level := its_level + 1;
        its_place := its_place / 2;
    END LOOP;
END
$$;

-- Enter the changes that are not in the log yet, in their order. Under the lock.
CREATE OR REPLACE FUNCTION gongkai.log_changes()
RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
    size bigint := (SELECT coalesce(max(e.number), 0) FROM gongkai.log_entry AS e);
    last_change CONSTANT bigint := (SELECT coalesce(max(c.number), 0) FROM gongkai.change AS c);
    its_text text;
    its_leaf bytea;
BEGIN
    WHILE size < last_change LOOP
        INSERT INTO gongkai.short_code (code, report_id, revision)
        SELECT gongkai.next_code(v.sha256), v.report_id, v.number
        FROM gongkai.change AS c
        JOIN gongkai.revision AS v ON v.report_id = c.report_id AND v.number = c.revision
        WHERE c.number = size + 1 AND c.kind <> 'withdrawal';
        its_text := gongkai.log_text(size + 1);
        its_leaf := sha256('\x00'::bytea || convert_to(its_text, 'UTF8'));
        INSERT INTO gongkai.log_entry (number, text, leaf) VALUES (size + 1, its_text, its_leaf);
        PERFORM gongkai.log_grow(size, its_leaf);
        size := size + 1;
    END LOOP;
END
$$;

-- How many entries the log has.
CREATE OR REPLACE FUNCTION gongkai.log_size()
RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT coalesce(max(e.number), 0) FROM gongkai.log_entry AS e
$$;

-- The largest power of two below n, which is 2 at least: where a tree is split.
CREATE OR REPLACE FUNCTION gongkai.log_split(n bigint)
RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT 1::bigint << (length(ltrim((n - 1)::bit(64)::text, '0')) - 1)
$$;

-- The hash of the subtree with `size` leaves from `first` on, which is a place where a
-- tree is split: from complete nodes, the last of which is joined to that before it,
-- and so on.
CREATE OR REPLACE FUNCTION gongkai.log_hash(first bigint, size bigint)
RETURNS bytea
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
#variable_conflict use_column
DECLARE
    nodes bytea[];
    next_leaf bigint := first;
    remaining bigint := size;
    its_level integer;
    hash bytea;
BEGIN
    IF size = 0 THEN
        RETURN sha256('');
    END IF;
    WHILE remaining > 0 LOOP
        its_level := length(ltrim(remaining::bit(64)::text, '0')) - 1;
        nodes := nodes || (
            SELECT n.hash::bytea FROM gongkai.log_node AS n WHERE n.level = its_level AND n.place = next_leaf >> its_level
        );
        next_leaf := next_leaf + (1::bigint << its_level);
        remaining := remaining - (1::bigint << its_level);
    END LOOP;
    hash := nodes[cardinality(nodes)];
    FOR i IN REVERSE cardinality(nodes) - 1 .. 1 LOOP
        hash := sha256('\x01'::bytea || nodes[i] || hash);
    END LOOP;
    RETURN hash;
END
$$;

-- That an entry is in the tree of the first `size` entries: the hashes beside its path,
-- from the leaf up (RFC 9162, section 2.1.3).
CREATE OR REPLACE FUNCTION gongkai.log_inclusion(number bigint, size bigint)
RETURNS bytea[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
DECLARE
    first bigint := 0;
    remaining bigint := size;
    half bigint;
    path bytea[] := '{}';
BEGIN
    WHILE remaining > 1 LOOP
        half := gongkai.log_split(remaining);
        IF number - 1 - first < half THEN
            path := gongkai.log_hash(first + half, remaining - half) || path;
            remaining := half;
        ELSE
            path := gongkai.log_hash(first, half) || path;
            first := first + half;
            remaining := remaining - half;
        END IF;
    END LOOP;
    RETURN path;
END
$$;

-- That the tree of the first `size` entries begins with that of the first `old_size`
-- (RFC 9162, section 2.1.4).
CREATE OR REPLACE FUNCTION gongkai.log_consistency(old_size bigint, size bigint)
RETURNS bytea[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
DECLARE
    first bigint := 0;
    remaining bigint := size;
    old bigint := old_size;
    is_known boolean := true;
    half bigint;
    path bytea[] := '{}';
BEGIN
    WHILE old < remaining LOOP
        half := gongkai.log_split(remaining);
        IF old <= half THEN
            path := gongkai.log_hash(first + half, remaining - half) || path;
            remaining := half;
        ELSE
            path := gongkai.log_hash(first, half) || path;
            first := first + half;
            remaining := remaining - half;
            old := old - half;
            is_known := false;
        END IF;
    END LOOP;
    IF NOT is_known THEN
        path := gongkai.log_hash(first, remaining) || path;
    END IF;
    RETURN path;
END
$$;

-- Hashes as a JSON array.
CREATE OR REPLACE FUNCTION gongkai.log_hashes(hashes bytea[])
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT '[' || coalesce(string_agg('"' || encode(h.hash, 'hex') || '"', ',' ORDER BY h.place), '') || ']'
    FROM unnest(hashes) WITH ORDINALITY AS h (hash, place)
$$;

-- The head of the tree of the first `size` entries: what is signed, byte for byte.
CREATE OR REPLACE FUNCTION gongkai.log_head(the_size bigint)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT json_strip_nulls(json_build_object(
        'kind', 'gongkai-log-head',
        'size', the_size,
        'root', encode(gongkai.log_hash(0, the_size), 'hex'),
        'time', (SELECT e.text::json ->> 'recorded' FROM gongkai.log_entry AS e WHERE e.number = the_size)))::text
$$;

-- The head of the whole log with its signatures, as JSON.
CREATE OR REPLACE FUNCTION gongkai.log_head_item(the_size bigint)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT '{"head":' || gongkai.log_head(the_size) || ',"signatures":[' || coalesce(
        (
            SELECT string_agg(
                json_strip_nulls(json_build_object(
                    'algorithm', k.algorithm,
                    'key', k.id,
                    'public_key', translate(encode(k.public_key, 'base64'), E'\n', ''),
                    'signature', translate(encode(s.signature, 'base64'), E'\n', '')))::text,
                ',' ORDER BY k.algorithm, k.id)
            FROM gongkai.log_signature AS s
            JOIN gongkai.log_key AS k ON k.id = s.key
            WHERE s.size = the_size
        ), '') || ']}'
$$;

-- What an answer with the head is known by: the last change, and who has signed since.
CREATE OR REPLACE FUNCTION gongkai.log_version(the_size bigint)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN concat_ws(
        '-',
        gongkai.last_change(),
        (
            SELECT left(encode(sha256(string_agg(s.signature, '' ORDER BY s.key)), 'hex'), 12)
            FROM gongkai.log_signature AS s
            WHERE s.size = the_size
        ));
END
$$;

-- An entry with its proof in the log as it is now, as JSON.
CREATE OR REPLACE FUNCTION gongkai.log_proof(the_number bigint, size bigint)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT concat(
        '{"entry":', e.text, ',"leaf":"', encode(e.leaf, 'hex'), '","path":',
        gongkai.log_hashes(gongkai.log_inclusion(e.number, size)), '}')
    FROM gongkai.log_entry AS e
    WHERE e.number = the_number
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.log_size(),
    gongkai.log_split(bigint),
    gongkai.log_hash(bigint, bigint),
    gongkai.log_inclusion(bigint, bigint),
    gongkai.log_consistency(bigint, bigint),
    gongkai.log_hashes(bytea[]),
    gongkai.log_head(bigint),
    gongkai.log_head_item(bigint),
    gongkai.log_proof(bigint, bigint),
    gongkai.log_version(bigint)
    TO gongkai_staff, gongkai_public;
GRANT EXECUTE ON FUNCTION
    gongkai.log_steps(bigint, text),
    gongkai.log_text(bigint)
    TO gongkai_staff;
