-- Parameters of the rules, for administrators of the desk in their regions.

CREATE OR REPLACE FUNCTION gongkai.desk_set_parameters(parameters jsonb)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    place integer := 0;
    given record;
BEGIN
    FOR given IN
        SELECT p.value ->> 'region' AS region
        FROM jsonb_array_elements(parameters) AS p
    LOOP
        IF (given.region ~ '^[0-9]{1,6}$') IS NOT TRUE THEN
            RAISE EXCEPTION '地区应为行政区划代码的前 1 至 6 位' USING ERRCODE = '22023', DETAIL = '/' || place || '/region';
        END IF;
        PERFORM gongkai.acting_must('administrator', given.region);
        place := place + 1;
    END LOOP;
    RETURN gongkai.set_parameters(parameters);
END
$$;

GRANT EXECUTE ON FUNCTION gongkai.desk_set_parameters(jsonb) TO gongkai_desk;
