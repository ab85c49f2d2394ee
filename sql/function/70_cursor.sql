-- Cursors of lists: where the last page ended, as text that is opaque to
-- clients and of no use to another list or other filters. Inside are twelve
-- bytes of an HMAC over all three and a JSON array, the last row's key, in
-- base64url without padding.

-- HMAC with SHA-256 and this database's own key, which is read with the
-- owner's rights: nobody else may see it.
CREATE OR REPLACE FUNCTION gongkai.cursor_mac(message bytea)
RETURNS bytea
LANGUAGE plpgsql STABLE STRICT
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
    RETURN (
        SELECT sha256(s.outer_key || sha256(s.inner_key || message))
        FROM gongkai.secret AS s
        WHERE s.name = 'cursor'
    );
END
$$;

CREATE OR REPLACE FUNCTION gongkai.cursor_seal(list text, filters text[], key bytea)
RETURNS text
LANGUAGE sql STABLE
AS $$
    SELECT translate(
        encode(
            substr(gongkai.cursor_mac(convert_to(to_json(list || filters)::text, 'UTF8') || key), 1, 12) || key,
            'base64'),
        E'+/=\n', '-_')
$$;

-- NULL for a key that is NULL: there is no next page.
CREATE OR REPLACE FUNCTION gongkai.cursor_encode(list text, filters text[], VARIADIC key text[])
RETURNS text
LANGUAGE sql STABLE
AS $$
    SELECT gongkai.cursor_seal(list, filters, convert_to(to_json(key)::text, 'UTF8'))
$$;

-- The key in a cursor of this list with these filters, NULL without a cursor.
-- `shapes` has a regular expression for each part of the key. Whatever
-- cursor_encode() did not make is an error 22023 with the name of the parameter
-- as column and detail.
CREATE OR REPLACE FUNCTION gongkai.cursor_decode(cursor text, list text, filters text[], VARIADIC shapes text[])
RETURNS text[]
LANGUAGE plpgsql STABLE
AS $$
DECLARE
    parameter CONSTANT text := CASE list WHEN 'changes' THEN 'since' ELSE 'cursor' END;
    sealed bytea;
    key text[];
BEGIN
    IF cursor IS NULL THEN
        RETURN NULL;
    END IF;
    -- Ours are shorter by far.
    IF length(cursor) <= 400 THEN
        BEGIN
            sealed := decode(
                translate(cursor, '-_', '+/') || repeat('=', -length(cursor) & 3), 'base64');
        EXCEPTION
            WHEN data_exception THEN
                sealed := NULL;
        END;
    END IF;
    -- Sealing again refuses other lists, other filters and other spellings.
    IF gongkai.cursor_seal(list, filters, substr(sealed, 13)) = cursor THEN
        key := ARRAY(SELECT json_array_elements_text(convert_from(substr(sealed, 13), 'UTF8')::json));
        -- A cursor of an older version of the list may have another key.
        IF cardinality(key) = cardinality(shapes)
            AND (
                SELECT bool_and(coalesce(p.part ~ ('^(?:' || p.shape || ')$'), false))
                FROM unnest(key, shapes) AS p (part, shape)
            )
        THEN
            RETURN key;
        END IF;
    END IF;
    RAISE EXCEPTION 'this cursor does not come from this list with these filters'
        USING
            ERRCODE = '22023',
            COLUMN = parameter,
            DETAIL = parameter,
            HINT = 'Take it from "next" of the page before, or leave it out for the first page.';
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.cursor_mac(bytea),
    gongkai.cursor_seal(text, text[], bytea),
    gongkai.cursor_encode(text, text[], text[]),
    gongkai.cursor_decode(text, text, text[], text[])
    TO gongkai_staff, gongkai_public;
