-- How points in time are written, wherever they leave the database.

-- RFC 3339 in China's time, in whole seconds: 2025-02-20T09:00:00+08:00. The
-- offset is a number and not a zone, so that no time zone data can change it.
CREATE OR REPLACE FUNCTION gongkai.rfc3339(at timestamptz)
RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE
AS $$
    SELECT to_char(at AT TIME ZONE INTERVAL '8 hours', 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"')
$$;

-- IMF-fixdate for HTTP: Thu, 20 Feb 2025 01:00:00 GMT. Without the prefix TM,
-- to_char names days and months in English whatever the locale is.
CREATE OR REPLACE FUNCTION gongkai.http_date(at timestamptz)
RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE
AS $$
    SELECT to_char(at AT TIME ZONE INTERVAL '0', 'Dy, DD Mon YYYY HH24:MI:SS "GMT"')
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.rfc3339(timestamptz),
    gongkai.http_date(timestamptz)
    TO gongkai_staff, gongkai_public;
