-- name: finding_mask
-- role: staff, desk
-- params: finding text, reason text
-- returns: nothing
-- Mask in the public edition of its report what a finding of personal data found.
SELECT gongkai.mask($1::text, $2::text);
