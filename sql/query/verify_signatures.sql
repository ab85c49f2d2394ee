-- name: verify_signatures
-- role: staff
-- params: after bigint, last bigint
-- returns: size bigint, algorithm text, id text, public_key text, signature text
-- Signatures of heads of more entries than the one and at most as many as the other, by size;
-- key and signature in hexadecimal digits. Without its key, one is no signature.
SELECT
    s.size,
    coalesce(k.algorithm, '公钥不见了') AS algorithm,
    s.key AS id,
    coalesce(encode(k.public_key, 'hex'), '') AS public_key,
    encode(s.signature, 'hex') AS signature
FROM gongkai.log_signature AS s
LEFT JOIN gongkai.log_key AS k ON k.id = s.key
WHERE s.size > $1::bigint AND s.size <= $2::bigint
ORDER BY s.size, s.key;
