-- name: form_list
-- role: public, desk
-- params: none
-- returns: form text
-- The forms of the published reports, in order. From one to the next the index
-- is asked for what is greater: as many steps as there are forms, not reports.
WITH RECURSIVE known AS (
    SELECT min(p.form) AS form
    FROM gongkai.publication AS p
    UNION ALL
    SELECT (SELECT min(p.form) FROM gongkai.publication AS p WHERE p.form > k.form)
    FROM known AS k
    WHERE k.form IS NOT NULL
)
SELECT k.form::text AS form
FROM known AS k
WHERE k.form IS NOT NULL
ORDER BY k.form;
