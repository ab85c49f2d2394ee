-- name: account_add
-- role: desk
-- params: name text, person text, department text, salt text, memory_kib integer, passes integer, lanes integer, key text, must_change boolean, may_sign_on boolean
-- returns: nothing
-- Make an account. Salt and key are hexadecimal, NULL for one without a password.
SELECT gongkai.account_add(
    $1::text, $2::text, $3::text, $4::text, $5::integer, $6::integer, $7::integer, $8::text, $9::boolean, $10::boolean);
