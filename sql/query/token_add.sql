-- name: token_add
-- role: desk
-- params: account text, label text, roles text, department text, days integer, hash text
-- returns: number bigint
-- A new token; the roles are parted by commas. At the desk it is for who acts.
SELECT gongkai.token_add(
    $1::text, $2::text, string_to_array($3::text, ','), $4::text, $5::integer, $6::text) AS number;
