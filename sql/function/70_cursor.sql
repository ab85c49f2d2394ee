-- Cursors of lists: where the last page ended, as text that is opaque to
-- clients. Inside is a JSON array, the list's name and the last row's key, in
-- base64url without padding.

CREATE OR REPLACE FUNCTION gongkai.cursor_encode(list text, VARIADIC key text[])
RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
    SELECT translate(encode(convert_to(to_json(list || key)::text, 'UTF8'), 'base64'), E'+/=\n', '-_')
$$;

-- The key in a cursor of this list. `shapes` has a regular expression for each
-- part of the key. Whatever cursor_encode() did not make is an error 22023 with
-- the column and the detail "cursor".
CREATE OR REPLACE FUNCTION gongkai.cursor_decode(cursor text, list text, VARIADIC shapes text[])
RETURNS text[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
    key text[];
    fits boolean;
BEGIN
    -- Ours are shorter by far, and a parser should not see megabytes of "[".
    IF length(cursor) <= 400 THEN
        BEGIN
            SELECT array_agg(e.part ORDER BY e.place) INTO key
            FROM json_array_elements_text(
                convert_from(
                    decode(
                        translate(cursor, '-_', '+/') || repeat('=', -length(cursor) & 3),
                        'base64'),
                    'UTF8')::json
            ) WITH ORDINALITY AS e (part, place);
        EXCEPTION
            WHEN data_exception THEN
                key := NULL;
        END;
    END IF;
    IF cardinality(key) = cardinality(shapes) + 1 THEN
        key := key[2:];
        SELECT bool_and(p.part IS NOT NULL AND p.part ~ ('^(?:' || p.shape || ')$')) INTO fits
        FROM unnest(key, shapes) AS p (part, shape);
        -- Encoding again refuses other lists and other spellings of the same key.
        IF fits AND gongkai.cursor_encode(list, VARIADIC key) = cursor THEN
            RETURN key;
        END IF;
    END IF;
    RAISE EXCEPTION 'this cursor does not come from this list'
        USING
            ERRCODE = '22023',
            COLUMN = 'cursor',
            DETAIL = 'cursor',
            HINT = 'Take it from "next" of the page before, or leave it out for the first page.';
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.cursor_encode(text, text[]),
    gongkai.cursor_decode(text, text, text[])
    TO gongkai_staff, gongkai_public;
