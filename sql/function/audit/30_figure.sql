-- Figures as the rules of money, points and codes read, compare and show them.

-- Whether a printed figure is what it should be, at the precision that it is printed
-- with: 98.4 is 98.44 with one decimal. Zeros at the end are not stored, so they do
-- not count as precision.
CREATE OR REPLACE FUNCTION gongkai.fits_printed(printed numeric, exact numeric)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT round(exact, scale(trim_scale(printed))) = printed
$$;

-- The same of a percentage. 100 says that all of it was reached, and is never what less
-- than that was rounded to.
CREATE OR REPLACE FUNCTION gongkai.fits_rate(printed numeric, part numeric, whole numeric)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT gongkai.fits_printed(printed, part * 100 / whole)
        AND (printed <> 100 OR round(part * 100 / whole, 2) = 100)
$$;

-- How many yuan a unit of money is; NULL for any other unit.
CREATE OR REPLACE FUNCTION gongkai.unit_in_yuan(unit text)
RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE unit
        WHEN '元' THEN 1
        WHEN '百元' THEN 100
        WHEN '千元' THEN 1000
        WHEN '万元' THEN 10000
        WHEN '万' THEN 10000
        WHEN '百万元' THEN 1000000
        WHEN '千万元' THEN 10000000
        WHEN '亿元' THEN 100000000
    END
$$;

-- The unit of an indicator's value: its own, or where it has none the one in brackets at
-- the end of the name: 宣传经费（万元）.
CREATE OR REPLACE FUNCTION gongkai.unit_of(unit text, name text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT coalesce(nullif(unit, ''), substring(name FROM '[（(](?:单位[:：])?([百千]?万?元|亿元)[）)]$'))
$$;

CREATE OR REPLACE FUNCTION gongkai.base_cell(section_position integer, "position" integer, name text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    -- PostgreSQL writes it into its callers as long as nothing depends on settings, as an integer beside || does.
    SELECT '/base_data/' || (section_position - 1)::text || '/rows/' || ("position" - 1)::text || '/values/' || name
$$;

-- Points, rates and other figures without zeros at the end.
CREATE OR REPLACE FUNCTION gongkai.shown_number(figure numeric)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT trim_scale(figure)::text
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.fits_printed(numeric, numeric),
    gongkai.fits_rate(numeric, numeric, numeric),
    gongkai.unit_in_yuan(text),
    gongkai.unit_of(text, text),
    gongkai.base_cell(integer, integer, text),
    gongkai.shown_number(numeric)
    TO gongkai_staff;
