-- name: desk_job_file_take
-- role: desk
-- params: job text, number integer
-- returns: name text, bytes text, secret text
-- Take a file in hand: its bytes in hexadecimal digits. No row when another worker has it.
SELECT t.name, t.bytes, t.secret
FROM gongkai.take_job_file($1::text, $2::integer) AS t;
