-- name: verify_entries
-- role: staff
-- params: after bigint, last bigint, part integer, parts integer, limit integer
-- returns: number bigint, text text, leaf text, nodes text, expected text, document text, sha256 text, chain text, template text, template_digest text, report text, revision integer, form text, pdf text, ofd text, xlsx text, fonts text, code text, site text, listed text
-- Entries of the log behind a number, in order, each with all that it must agree with, as
-- the tables have it now: `expected` is the entry made anew, `nodes` are the nodes of the
-- tree that it completes, `chain` tells what is wrong with the chain of revisions, `listed`
-- what is wrong in what the public finds. The document is null for a withdrawal. Of what is
-- not of the part there is only the entry and its nodes.
SELECT
    e.number,
    e.text,
    encode(e.leaf, 'hex') AS leaf,
    (
        SELECT string_agg(encode(n.hash, 'hex'), ' ' ORDER BY n.level)
        FROM generate_series(0, 40) AS l (level)
        JOIN gongkai.log_node AS n ON n.level = l.level AND n.place = (e.number >> l.level) - 1
        WHERE e.number % (1::bigint << l.level) = 0
    ) AS nodes,
    json_strip_nulls(json_build_object(
        'number', c.number,
        'kind', c.kind,
        'report', c.report_id,
        'revision', c.revision,
        'document', v.sha256,
        'code', k.code,
        'template', CASE WHEN c.kind <> 'withdrawal' THEN v.template_digest END,
        'fonts', CASE WHEN d.fonts IS NOT NULL THEN coalesce(encode(sha256(convert_to(f.text, 'UTF8')), 'hex'), '') END,
        'program', d.program,
        'pdf', d.pdf_sha256,
        'ofd', d.ofd_sha256,
        'xlsx', d.xlsx_sha256,
        'reason', encode(sha256(convert_to(c.reason, 'UTF8')), 'hex'),
        'time', gongkai.rfc3339(c.at),
        'backdated', nullif(c.backdated, false),
        'recorded', substring(e.text FROM '"recorded":"([^"]*)"'),
        'previous', (
            SELECT encode(b.leaf, 'hex')
            FROM gongkai.change AS q
            JOIN gongkai.log_entry AS b ON b.number = q.number
            WHERE q.report_id = c.report_id AND q.number < c.number
            ORDER BY q.number DESC
            LIMIT 1
        ),
        'trail', substring(e.text FROM '"trail":"([^"]*)"'),
        -- Entries of before have none.
        'steps', CASE WHEN strpos(e.text, '"steps":') > 0 THEN coalesce(gongkai.log_steps(c.number, c.report_id), '') END
    ))::text AS expected,
    CASE WHEN c.kind <> 'withdrawal' THEN v.document END AS document,
    v.sha256,
    CASE
        WHEN v.number IS NULL THEN '没有这次修订'
        WHEN v.previous_sha256 IS DISTINCT FROM (
            SELECT b.sha256::text FROM gongkai.revision AS b WHERE b.report_id = v.report_id AND b.number = v.number - 1)
            THEN '前一修订的摘要不对'
        WHEN c.kind <> 'withdrawal' AND v.published_at <> c.at THEN '公开的时间与日志不符'
        WHEN d.sha256 <> v.sha256 THEN '登记的 PDF 是另一份文档的'
        WHEN v.withdrawn_at IS DISTINCT FROM (
            SELECT min(q.at) FROM gongkai.change AS q
            WHERE q.report_id = c.report_id AND q.kind = 'withdrawal'
                AND q.number > (SELECT min(o.number) FROM gongkai.change AS o
                    WHERE o.report_id = c.report_id AND o.revision = v.number AND o.kind <> 'withdrawal'))
            THEN '撤回的时间与日志不符'
        WHEN c.kind <> 'withdrawal' AND v.published_by <> c.made_by THEN '公开的人与变化的记录不符'
        -- Then it may be no JSON.
        WHEN v.sha256 <> encode(sha256(convert_to(v.document, 'UTF8')), 'hex') THEN NULL
        WHEN v.template <> c.form OR (c.form::text, c.year::text, c.department_code::text, c.department_name::text)
            IS DISTINCT FROM (
                v.document::json ->> 'form', v.document::json ->> 'year', v.document::json #>> '{department,code}',
                gongkai.plain_line(v.document::json #>> '{department,name}'))
            THEN '变化的记录与文档不符'
        WHEN v.title <> gongkai.composed_title(t.title, v.document::json) THEN '标题与模板和文档不符'
    END AS chain,
    t.text AS template,
    v.template_digest,
    c.report_id AS report,
    c.revision,
    c.form,
    d.pdf_sha256 AS pdf,
    d.ofd_sha256 AS ofd,
    d.xlsx_sha256 AS xlsx,
    f.text AS fonts,
    k.code,
    d.site,
    CASE
        WHEN EXISTS (SELECT FROM gongkai.change AS q WHERE q.report_id = c.report_id AND q.number > c.number) THEN NULL
        WHEN (c.kind = 'withdrawal') <> (p.report_id IS NULL) THEN '公开的目录与日志不符'
        WHEN p.report_id IS NULL THEN NULL
        -- Then it may be no JSON.
        WHEN v.sha256 <> encode(sha256(convert_to(v.document, 'UTF8')), 'hex') THEN NULL
        WHEN p.revision <> c.revision OR p.change <> c.number OR p.form <> c.form OR p.year <> c.year
            OR p.department_code <> c.department_code OR p.title <> v.title OR p.published_at <> v.published_at
            OR p.project_code IS DISTINCT FROM v.document::json #>> '{project,code}'
            OR p.region_code <> v.document::json #>> '{region,code}'
            THEN '目录中的内容与文档不符'
    END AS listed
FROM gongkai.log_entry AS e
-- The bound is for the planner, who would merge both from their beginnings.
LEFT JOIN gongkai.change AS c
    ON c.number = e.number AND c.number > $1::bigint AND e.number % $4::integer = $3::integer - 1
LEFT JOIN gongkai.revision AS v ON v.report_id = c.report_id AND v.number = c.revision
LEFT JOIN gongkai.short_code AS k ON k.report_id = c.report_id AND k.revision = c.revision AND c.kind <> 'withdrawal'
LEFT JOIN gongkai.rendition AS d ON d.report_id = c.report_id AND d.revision = c.revision AND c.kind <> 'withdrawal'
LEFT JOIN gongkai.font_set AS f ON f.digest = d.fonts
LEFT JOIN gongkai.template_version AS t ON t.digest = v.template_digest
LEFT JOIN gongkai.publication AS p ON p.report_id = c.report_id
WHERE e.number > $1::bigint AND e.number <= $2::bigint
ORDER BY e.number
LIMIT $5::integer;
