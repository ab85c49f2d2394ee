-- name: template_text
-- role: public
-- params: digest text
-- returns: text text
-- The text of a template that is or was in force. No row when it was never registered.
SELECT v.text
FROM gongkai.template_version AS v
WHERE v.digest = $1::text;
