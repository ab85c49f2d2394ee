-- Which texts the rules of texts and persons have to look at closely. Most texts have
-- none of the signs that those rules start from; asked once, that spares each rule to
-- read them all. gongkai.has_signs() is of sql/function/audit, which knows the signs;
-- this one is only for the column to be made with.
CREATE FUNCTION gongkai.has_signs(body text)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT body IS NOT NULL
$$;

ALTER TABLE gongkai.audit_text
    ADD COLUMN has_signs boolean NOT NULL GENERATED ALWAYS AS (gongkai.has_signs(body)) STORED;
COMMENT ON COLUMN gongkai.audit_text.has_signs IS 'Whether a rule may find something in it.';
