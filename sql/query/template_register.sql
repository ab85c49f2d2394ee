-- name: template_register
-- role: owner
-- params: text text
-- returns: outcome text
-- Make a template the one in force of its form: registered or unchanged.
SELECT gongkai.register_template($1::text) AS outcome;
