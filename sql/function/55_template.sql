-- Templates: registering them, and the title of a document as its template composes it.

-- Make a template the one in force of its form. For the owner alone. The outcome is
-- registered, or unchanged when it is in force already.
CREATE OR REPLACE FUNCTION gongkai.register_template(body text)
RETURNS text
LANGUAGE plpgsql
AS $$
DECLARE
    head record;
    its_digest CONSTANT text := encode(sha256(convert_to(body, 'UTF8')), 'hex');
BEGIN
    SELECT t.form, t.title
    INTO head
    FROM xmltable('/form' PASSING xmlparse(DOCUMENT body) COLUMNS form text PATH '@id', title text PATH '@title') AS t;
    INSERT INTO gongkai.template_version (digest, form, title, text)
    VALUES (its_digest, head.form, head.title, body)
    ON CONFLICT DO NOTHING;
    INSERT INTO gongkai.template AS t (form, digest)
    VALUES (head.form, its_digest)
    ON CONFLICT (form) DO UPDATE SET digest = EXCLUDED.digest WHERE t.digest <> EXCLUDED.digest;
    RETURN CASE WHEN FOUND THEN 'registered' ELSE 'unchanged' END;
END
$$;

-- A filter of a title, as cgi/template/filter.c has it.
CREATE OR REPLACE FUNCTION gongkai.title_filter(value text, name text, argument text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE
        WHEN name = 'absent' THEN coalesce(value, argument)
        WHEN name = 'blank' THEN coalesce(nullif(value, ''), argument)
        WHEN value IS NULL OR value = '' THEN value
        WHEN name = 'prefix' THEN argument || value
        WHEN name = 'suffix' THEN value || argument
        WHEN argument = 'yyyymmdd' THEN replace(value, '-', '')
        WHEN argument = 'yyyy.mm.dd' THEN replace(value, '-', '.')
        WHEN argument = '年月日' THEN to_char(value::date, 'YYYY"年"FMMM"月"FMDD"日"')
        WHEN argument = '年月' THEN to_char(value::date, 'YYYY"年"FMMM"月"')
        ELSE value
    END
$$;

-- The title of a document by its template's words: text, and in braces a member with
-- filters; two braces are one. cgi/template/compile_title.c lets nothing else into a title.
CREATE OR REPLACE FUNCTION gongkai.composed_title(words text, document json)
RETURNS text
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
AS $$
DECLARE
    piece text;
    parts text[];
    value text;
    filter text;
    title text := '';
BEGIN
    FOR piece IN SELECT m[1] FROM regexp_matches(words, '(\{\{|\}\}|\{[^{}][^}]*\}|[^{}]+|\})', 'g') AS m LOOP
        IF piece !~ '^\{[^{]' THEN
            title := title || CASE piece WHEN '{{' THEN '{' WHEN '}}' THEN '}' ELSE piece END;
            CONTINUE;
        END IF;
        parts := string_to_array(btrim(piece, '{}'), '|');
        value := gongkai.plain(document #>> string_to_array(parts[1], '.'));
        FOREACH filter IN ARRAY parts[2:] LOOP
            value := gongkai.title_filter(
                value, split_part(filter, ':', 1), substr(filter, strpos(filter, ':') + 1));
        END LOOP;
        title := title || coalesce(value, '');
    END LOOP;
    RETURN title;
END
$$;
GRANT EXECUTE ON FUNCTION
    gongkai.title_filter(text, text, text),
    gongkai.composed_title(text, json)
    TO gongkai_staff;
