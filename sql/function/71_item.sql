-- How things look in a list: each item as text, ready to be put into a page.
-- Written with concat_ws, which passes over what is NULL and costs a quarter of
-- building JSON and stripping its nulls. Addresses, ids and codes need no
-- escaping: they have only letters, digits and hyphens.

CREATE OR REPLACE FUNCTION gongkai.coded(code text, name text)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT '{"code":"' || code || '","name":' || to_json(name) || '}'
$$;

-- Three amounts and their rate, as members.
CREATE OR REPLACE FUNCTION gongkai.money(initial_budget numeric, annual_budget numeric, executed numeric)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT nullif(
        concat_ws(
            ',',
            '"initial_budget":"' || initial_budget || '"',
            '"annual_budget":"' || annual_budget || '"',
            '"executed":"' || executed || '"',
            '"execution_rate":"' || gongkai.percent(executed, annual_budget) || '"'),
        '')
$$;

-- Sums over projects, as members. Not every project reports every amount, so each
-- sum stands with the number of those that do, and the rate with the two sums that
-- it comes from: of those that report both.
CREATE OR REPLACE FUNCTION gongkai.money_sums(
    with_initial numeric, with_annual numeric, with_executed numeric,
    initial_budget numeric, annual_budget numeric, executed numeric,
    rated_budget numeric, rated_executed numeric)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT concat_ws(
        ',',
        '"initial_budget":"' || CASE WHEN with_initial > 0 THEN initial_budget END || '"',
        '"annual_budget":"' || CASE WHEN with_annual > 0 THEN annual_budget END || '"',
        '"executed":"' || CASE WHEN with_executed > 0 THEN executed END || '"',
        '"reported":' || concat(
            '{"initial_budget":', coalesce(with_initial, 0), ',"annual_budget":', coalesce(with_annual, 0),
            ',"executed":', coalesce(with_executed, 0), '}'),
        '"execution_rate":"' || gongkai.percent(rated_executed, rated_budget) || '"',
        '"rated":' || CASE WHEN rated_budget > 0 THEN
            concat('{"annual_budget":"', rated_budget, '","executed":"', rated_executed, '"}')
        END)
$$;

-- Links to the faces of a document: those of the table in cgi/face/face.c that
-- have one, which a test compares.
CREATE OR REPLACE FUNCTION gongkai.face_links(address text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT '"pdf":"' || address || '.pdf","html":"' || address || '.html","xlsx":"' || address
        || '.xlsx","ofd":"' || address || '.ofd"'
$$;

CREATE OR REPLACE FUNCTION gongkai.report_item(p gongkai.publication)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT '{' || concat_ws(
        ',',
        '"id":"' || p.report_id || '"',
        '"index_number":"' || p.index_number || '"',
        '"title":' || to_json(p.title::text),
        '"form":"' || p.form || '"',
        '"year":' || p.year,
        '"region":' || gongkai.coded(p.region_code, p.region_name),
        '"department":' || gongkai.coded(p.department_code, p.department_name),
        '"project":' || gongkai.coded(p.project_code, p.project_name),
        '"published_at":"' || gongkai.rfc3339(p.published_at) || '"',
        '"revision":' || p.revision,
        '"links":{' || concat_ws(
            ',',
            '"self":"/api/v1/reports/' || p.report_id || '"',
            gongkai.face_links('/api/v1/reports/' || p.report_id),
            '"revisions":"/api/v1/reports/' || p.report_id || '/revisions"',
            '"department":"/api/v1/departments/' || p.department_code || '"',
            '"project":"/api/v1/projects/' || p.project_code || '"') || '}') || '}'
$$;

-- `expenditures` and `reports` are the items that the project's own page has
-- beyond the list, or NULL.
CREATE OR REPLACE FUNCTION gongkai.project_item(p gongkai.published_project, expenditures text, reports text)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT '{' || concat_ws(
        ',',
        '"code":"' || p.code || '"',
        '"name":' || to_json(p.name::text),
        '"department":' || gongkai.coded(p.department_code, p.department_name),
        '"region":' || gongkai.coded(p.region_code, p.region_name),
        '"years":' || to_json(p.years),
        '"currency":"CNY","unit":"yuan","rate_unit":"percent","expenditures":[' || expenditures || ']',
        '"reports":[' || reports || ']',
        '"links":{"self":"/api/v1/projects/' || p.code || '"',
        '"department":"/api/v1/departments/' || p.department_code || '"}}')
$$;

-- One year of a project, inside the project's own page or, with its code and
-- name, the department's.
CREATE OR REPLACE FUNCTION gongkai.project_year_item(y gongkai.project_year, code text, name text)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT '{' || concat_ws(
        ',',
        '"code":"' || code || '"',
        '"name":' || to_json(name),
        '"year":' || CASE WHEN code IS NULL THEN y.year END,
        '"form":"' || y.form || '"',
        gongkai.money(y.initial_budget, y.annual_budget, y.executed),
        '"score":"' || trim_scale(y.score) || '"',
        '"weight":"' || trim_scale(y.weight) || '"',
        '"grade":"' || gongkai.grade(gongkai.rating(y.score, y.weight)) || '"',
        '"links":{"self":"/api/v1/project-expenditures/' || y.project_code || '/' || y.year || '"}}')
$$;

-- `expenditures` are the items that the department's own page has beyond the
-- list, or NULL.
CREATE OR REPLACE FUNCTION gongkai.department_item(d gongkai.published_department, expenditures text)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT '{' || concat_ws(
        ',',
        '"code":"' || d.code || '"',
        '"name":' || to_json(d.name::text),
        '"region":' || gongkai.coded(d.region_code, d.region_name),
        '"parent":{"code":"' || d.parent_code || '"}',
        '"years":' || to_json(d.years),
        '"reports":' || d.reports,
        '"overall_expenditures":[' || expenditures || ']',
        '"links":{"self":"/api/v1/departments/' || d.code || '"',
        '"children":"/api/v1/departments?parent=' || d.code || '"',
        '"overall_expenditures":"/api/v1/overall-expenditures?department=' || d.code || '"',
        '"projects":"/api/v1/projects?department=' || d.code || '"',
        '"reports":"/api/v1/reports?department=' || d.code || '"}}')
$$;

-- The version of what depends on the changes up to this one: its number, and a
-- digest of the change, because a number can come twice: when a standby takes over
-- without the last changes of the primary, or a backup is restored. By the number
-- alone, a cache would be told that what was lost is still so. 0 before the first.
CREATE OR REPLACE FUNCTION gongkai.change_version(the_number bigint)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN coalesce(
        (
            SELECT concat(
                c.number, '-',
                left(encode(sha256(convert_to(
                    concat_ws(' ', c.report_id, c.revision, extract(epoch FROM c.at), r.sha256, c.kind, c.reason),
                    'UTF8')), 'hex'), 12))
            FROM gongkai.change AS c
            LEFT JOIN gongkai.revision AS r ON r.report_id = c.report_id AND r.number = c.revision
            WHERE c.number = the_number
        ),
        '0');
END
$$;

-- The version of lists and summaries: that of the last change.
CREATE OR REPLACE FUNCTION gongkai.last_change()
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN gongkai.change_version((SELECT max(c.number) FROM gongkai.change AS c));
END
$$;

-- A page of a list: what stands before the items (members with a comma at the
-- end), its items with commas between them or NULL, the cursor of the next page
-- or NULL, and the count of all or NULL. A cursor needs no escaping.
CREATE OR REPLACE FUNCTION gongkai.page(head text, items text, next_cursor text, total bigint)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT concat(
        '{', head, '"items":[', items, '],"next":',
        coalesce('"' || next_cursor || '"', 'null'), ',"count":' || total, '}')
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.coded(text, text),
    gongkai.money(numeric, numeric, numeric),
    gongkai.money_sums(numeric, numeric, numeric, numeric, numeric, numeric, numeric, numeric),
    gongkai.face_links(text),
    gongkai.report_item(gongkai.publication),
    gongkai.project_item(gongkai.published_project, text, text),
    gongkai.project_year_item(gongkai.project_year, text, text),
    gongkai.department_item(gongkai.published_department, text),
    gongkai.change_version(bigint),
    gongkai.last_change(),
    gongkai.page(text, text, text, bigint)
    TO gongkai_staff, gongkai_public;
