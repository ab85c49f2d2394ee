-- name: desk_trail_list
-- role: desk
-- params: before bigint, account text, target text, since date, until date, limit integer, reach text
-- returns: body text
-- A page of the trail as JSON, the newest first.
-- `reach`, a JSON array, has the beginnings of the codes of the departments that are meant.
SELECT gongkai.trail_list($1::bigint, $2::text, $3::text,
    ($4::date::text || ' 00:00+08')::timestamptz, (($5::date + 1)::text || ' 00:00+08')::timestamptz, $6::integer,
    ARRAY(SELECT w.code FROM jsonb_array_elements_text($7::text::jsonb) AS w (code))) AS body;
