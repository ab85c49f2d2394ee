-- name: role_restore
-- role: owner
-- params: none
-- returns: setting text
-- Put the public role's own settings back. One row for each that was changed.
SELECT r.setting FROM gongkai.restore_public() AS r (setting);
