-- Scores, grades, rates, and whether an indicator was met. Exact numbers only.

-- A number as filled in, with or without thousands commas; NULL for anything else. Not
-- STRICT: so PostgreSQL writes it into the statement that calls it.
CREATE OR REPLACE FUNCTION gongkai.read_number(cell text)
RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE
        WHEN cell ~ '^-?([0-9]{1,18}|[0-9]{1,3}(,[0-9]{3}){1,5})(\.[0-9]{1,10})?$'
            THEN replace(cell, ',', '')::numeric
    END
$$;

-- Whether an actual value meets its target. NULL unless both are numbers in the
-- same unit and the operator says what to compare; without an operator, equal
-- values are met and others are not judged.
CREATE OR REPLACE FUNCTION gongkai.is_met(
    target_operator text, target_value text, target_unit text,
    actual_operator text, actual_value text, actual_unit text)
RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
DECLARE
    target CONSTANT numeric := gongkai.read_number(gongkai.plain(target_value));
    actual CONSTANT numeric := gongkai.read_number(gongkai.plain(actual_value));
BEGIN
    IF translate(gongkai.plain(target_unit), '％', '%') IS DISTINCT FROM translate(gongkai.plain(actual_unit), '％', '%')
        OR actual_operator NOT IN ('=', '＝')
    THEN
        RETURN NULL;
    END IF;
    RETURN CASE
        WHEN target_operator IN ('=', '＝') THEN actual = target
        WHEN target_operator IN ('≥', '≧') THEN actual >= target
        WHEN target_operator IN ('≤', '≦') THEN actual <= target
        WHEN target_operator IN ('>', '＞') THEN actual > target
        WHEN target_operator IN ('<', '＜') THEN actual < target
        WHEN target_operator IS NULL AND actual = target THEN true
    END;
END
$$;

-- A part of a whole in percent, two decimals; NULL where there is no whole.
CREATE OR REPLACE FUNCTION gongkai.percent(part numeric, whole numeric)
RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE WHEN whole > 0 THEN round(part * 100 / whole, 2) END
$$;

-- A score in percent of the points; of 100 where the form does not say.
CREATE OR REPLACE FUNCTION gongkai.rating(score numeric, weight numeric)
RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT gongkai.percent(score, coalesce(nullif(weight, 0), 100))
$$;

-- The tens of a rating, -1 without one.
CREATE OR REPLACE FUNCTION gongkai.band(rating numeric)
RETURNS smallint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE WHEN rating IS NULL THEN -1 ELSE least(trunc(rating / 10), 10) END::smallint
$$;

-- 财预〔2020〕10号: 优 from 90, 良 from 80, 中 from 60, 差 below.
CREATE OR REPLACE FUNCTION gongkai.grade(rating numeric)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE
        WHEN rating >= 90 THEN 'excellent'
        WHEN rating >= 80 THEN 'good'
        WHEN rating >= 60 THEN 'fair'
        WHEN rating IS NOT NULL THEN 'poor'
    END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.read_number(text),
    gongkai.is_met(text, text, text, text, text, text),
    gongkai.percent(numeric, numeric),
    gongkai.rating(numeric, numeric),
    gongkai.band(numeric),
    gongkai.grade(numeric)
    TO gongkai_staff, gongkai_public;
