-- name: desk_trail_list
-- role: desk
-- params: before bigint, account text, target text, since date, until date, limit integer
-- returns: body text
-- A page of the trail as JSON, the newest first.
SELECT gongkai.trail_list($1::bigint, $2::text, $3::text,
    ($4::date::text || ' 00:00+08')::timestamptz, (($5::date + 1)::text || ' 00:00+08')::timestamptz, $6::integer) AS body;
