-- name: account_change
-- role: desk
-- params: name text, person text, department text, is_disabled boolean, may_sign_on boolean
-- returns: nothing
-- Change of an account what is not null.
SELECT gongkai.account_change($1::text, $2::text, $3::text, $4::boolean, $5::boolean);
