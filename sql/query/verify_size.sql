-- name: verify_size
-- role: staff
-- params: none
-- returns: entries bigint, signed bigint, departments bigint
-- What there is to verify at one moment: the last entry of the log, how many entries the last
-- signature is of, and how many departments have something that is listed.
SELECT
    (SELECT coalesce(max(e.number), 0) FROM gongkai.log_entry AS e) AS entries,
    (SELECT coalesce(max(s.size), 0) FROM gongkai.log_signature AS s) AS signed,
    (SELECT count(*) FROM gongkai.published_department) AS departments;
