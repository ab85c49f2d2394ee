-- name: desk_difference
-- role: desk
-- params: id text, from integer, to integer
-- returns: before text, after text, number integer, form text
-- What to compare of a report that the account may read: the frozen document of a revision,
-- by default the newest one or that before `to`, and its number; and that of the revision
-- `to`, by default the public edition of the draft. No row when there is no such report,
-- and no document of a revision that there is not.
WITH compared AS (
    SELECT
        r.id, r.form,
        coalesce($2::integer, $3::integer - 1, (
            SELECT max(v.number) FROM gongkai.revision AS v WHERE v.report_id = r.id)) AS number
    FROM gongkai.report AS r
    WHERE r.id = $1::text
)
SELECT
    (SELECT v.document FROM gongkai.revision AS v WHERE v.report_id = c.id AND v.number = c.number) AS before,
    CASE
        WHEN $3::integer IS NULL THEN gongkai.draft_document(c.id, 'public')::text
        ELSE (SELECT v.document FROM gongkai.revision AS v WHERE v.report_id = c.id AND v.number = $3::integer)
    END AS after,
    c.number,
    c.form
FROM compared AS c;
