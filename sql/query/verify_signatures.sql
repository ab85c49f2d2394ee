-- name: verify_signatures
-- role: staff
-- params: none
-- returns: size bigint, algorithm text, id text, public_key text, signature text
-- All signatures of heads by size; key and signature in hexadecimal digits.
SELECT
    s.size,
    k.algorithm,
    k.id,
    encode(k.public_key, 'hex') AS public_key,
    encode(s.signature, 'hex') AS signature
FROM gongkai.log_signature AS s
JOIN gongkai.log_key AS k ON k.id = s.key
ORDER BY s.size, k.id;
