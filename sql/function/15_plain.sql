-- What a stored text says, for all of SQL that reads a text to mean it. A text is
-- in the canonical form of cgi/text/canonical.h: characters with a little markup
-- (b, u, s, sup, sub, p) and decimal references for what would be read as markup.
-- What was frozen before `import` made texts so may have any HTML, and is read as
-- well as can be.

CREATE OR REPLACE FUNCTION gongkai.plain_markup(body text)
RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
    read text := body;
    part text;
BEGIN
    IF strpos(read, '<') > 0 THEN
        read := regexp_replace(read, '<!--.*?-->', '', 'g');
        read := regexp_replace(read, '<(script|style|head|title)\y[^<>]*>.*?</\1\s*>', '', 'gi');
        -- Blocks are lines; where they follow each other there is one line end.
        read := regexp_replace(
            read,
            '(?:\s*</?(?:p|div|br|hr|li|ul|ol|dl|dt|dd|tr|table|caption|h[1-6]|center|pre|blockquote)\y[^<>]*>\s*)+',
            E'\n', 'gi');
        read := regexp_replace(read, '<(?:td|th)\y[^<>]*>', ' ', 'gi');
        -- What would say something else without its look, as cgi/text/mark.c has it.
        read := regexp_replace(read, '</s>((?:</?(?:b|u|sup|sub)>|\n)*)<s>', '\1', 'g');
        read := replace(replace(read, '<s>', '〔删去：'), '</s>', '〕');
        FOR part IN SELECT DISTINCT m[1] FROM regexp_matches(read, '<sup>([-0-9+−=()n]+)</sup>', 'g') AS m LOOP
            read := replace(read, '<sup>' || part || '</sup>', translate(part, '0123456789+-−=()n', '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ'));
        END LOOP;
        FOR part IN SELECT DISTINCT m[1] FROM regexp_matches(read, '<sub>([-0-9+−=()]+)</sub>', 'g') AS m LOOP
            read := replace(read, '<sub>' || part || '</sub>', translate(part, '0123456789+-−=()', '₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎'));
        END LOOP;
        read := regexp_replace(read, '<sup>([^<\n]*[0-9][^<]*)</sup>', '^(\1)', 'g');
        read := regexp_replace(read, '<sub>([^<\n]*[0-9][^<]*)</sub>', '_(\1)', 'g');
        read := regexp_replace(read, '</?[a-z][^<>]*>', '', 'gi');
        read := btrim(read, E'\n');
    END IF;
    IF strpos(read, '&') > 0 THEN
        -- In this order: what comes out of one reference is not read as another.
        FOR part IN SELECT DISTINCT m[1] FROM regexp_matches(read, '&#0*([1-9][0-9]{0,6});', 'g') AS m LOOP
            IF part IN ('9', '10')
                OR part <> '38' AND part::integer BETWEEN 32 AND 1114111 AND part::integer NOT BETWEEN 55296 AND 57343
            THEN
                read := regexp_replace(
                    read, '&#0*' || part || ';', CASE part WHEN '92' THEN '\\' ELSE chr(part::integer) END, 'g');
            END IF;
        END LOOP;
        read := replace(replace(replace(read, '&nbsp;', ' '), '&lt;', '<'), '&gt;', '>');
        read := regexp_replace(replace(read, '&quot;', '"'), '&(?:amp|#0*38);', '&', 'g');
    END IF;
    RETURN read;
END
$$;

-- Most texts have none: PostgreSQL writes this into the statement that calls it.
CREATE OR REPLACE FUNCTION gongkai.plain(body text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE WHEN strpos(body, '<') = 0 AND strpos(body, '&') = 0 THEN body ELSE gongkai.plain_markup(body) END
$$;

-- The same of a name, which is never empty.
CREATE OR REPLACE FUNCTION gongkai.plain_line(body text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT coalesce(nullif(gongkai.plain(body), ''), body)
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.plain_markup(text),
    gongkai.plain(text),
    gongkai.plain_line(text)
    TO gongkai_staff, gongkai_public;
