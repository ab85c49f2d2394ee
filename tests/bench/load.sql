-- A country that does not exist: published reports, as many as asked for, the
-- same for the same seed. Run by tests/bench/load, and by tests/db, as the
-- owner. Everything is pg_temp's; it writes revisions and lets the functions of
-- publishing make all facts, so that nothing is there that publish() would not
-- have made.
--
-- Blocks of reports are the years of a department: two forms of the whole
-- department (D1, D2), then the self-evaluations of its projects (E1), then the
-- target (T2) of the first project.

CREATE TEMP TABLE scale (
    seed bigint, departments integer, years integer, projects integer, indicators integer
);

-- A number from 0 to n - 1 for a thing and an aspect of it.
CREATE FUNCTION pg_temp.pick(seed bigint, thing bigint, aspect integer, n bigint)
RETURNS bigint
LANGUAGE sql IMMUTABLE
AS $$
    SELECT (hashint8extended(thing * 64 + aspect, seed) & 9223372036854775807) % n
$$;

CREATE FUNCTION pg_temp.pick(seed bigint, thing bigint, aspect integer, words text[])
RETURNS text
LANGUAGE sql IMMUTABLE
AS $$
    SELECT words[1 + pg_temp.pick(seed, thing, aspect, cardinality(words))]
$$;

CREATE FUNCTION pg_temp.region_name(seed bigint, region bigint)
RETURNS text
LANGUAGE sql IMMUTABLE
AS $$
    SELECT pg_temp.pick(seed, region, 1, '{安,平,宁,和,清,新,永,福,长,东,南,西,北,江,海,云,山,石,金,青,玉,龙,凤,桃,松,柳,泉,湖,河,沙}'::text[])
        || pg_temp.pick(seed, region, 2, '{阳,城,川,原,丰,州,源,林,溪,岭,湾,塘,坪,岗,桥,口,门,台,水,谷,峰,乐,德,康,泰,顺,昌,化,安,远}'::text[])
        || pg_temp.pick(seed, region, 3, '{县,县,县,市,区,自治县}'::text[])
$$;

CREATE FUNCTION pg_temp.bureau_name(department bigint)
RETURNS text
LANGUAGE sql IMMUTABLE
AS $$
    SELECT (ARRAY[
        '教育局', '财政局', '民政局', '水利局', '农业农村局', '交通运输局', '卫生健康局', '文化和旅游局',
        '住房和城乡建设局', '自然资源局', '生态环境局', '应急管理局', '退役军人事务局', '司法局', '审计局',
        '统计局', '医疗保障局', '市场监督管理局', '林业和草原局', '科学技术局', '商务局', '乡村振兴局',
        '人力资源和社会保障局', '机关事务管理中心', '档案馆', '图书馆', '残疾人联合会', '气象局', '融媒体中心', '园林绿化中心'
    ])[1 + department % 30]
        || coalesce('第' || nullif(department / 30, 0) || '分局', '')
$$;

CREATE FUNCTION pg_temp.project_name(seed bigint, project bigint)
RETURNS text
LANGUAGE sql IMMUTABLE
AS $$
    SELECT pg_temp.pick(seed, project, 1, '{城乡,农村,社区,公共,全域,重点,基层,青少年,老年人,困难群众,中小企业,流域,山区,老旧小区,校园}'::text[])
        || pg_temp.pick(seed, project, 2, '{道路,供水,图书阅览,养老服务,卫生服务,职业技能,环境整治,安全生产,文化活动,信息化,灌溉设施,植树造林,法律援助,档案数字化,食品抽检,气象观测,公厕,路灯,疫苗接种,就业}'::text[])
        || pg_temp.pick(seed, project, 3, '{建设,维护,改造,保障,补助,培训,监测,提升,推广,管理}'::text[])
        || pg_temp.pick(seed, project, 4, '{项目,经费,资金,专项资金}'::text[])
$$;

-- An indicator at the bottom of the tree: a target in whole units and, when it
-- is evaluated, what became of it.
CREATE FUNCTION pg_temp.indicator(seed bigint, thing bigint, is_evaluated boolean, weight numeric)
RETURNS json
LANGUAGE plpgsql IMMUTABLE
AS $$
BEGIN
    RETURN (
        SELECT json_build_object(
            'name', m.subject || m.what,
            'target', json_build_object(
                'text', '≥' || m.target || m.unit, 'operator', '≥', 'value', m.target::text, 'unit', m.unit),
            'actual', CASE WHEN is_evaluated THEN json_build_object(
                'text', m.actual || m.unit, 'value', m.actual::text, 'unit', m.unit) END,
            'weight', CASE WHEN is_evaluated THEN trim_scale(weight)::text END,
            'score', CASE WHEN is_evaluated THEN
                trim_scale(round(weight * least(m.actual::numeric / m.target, 1), 2))::text END,
            'deviation', CASE WHEN is_evaluated AND m.actual < m.target THEN '受天气影响，工期顺延，下一年度加快进度。' END)
        FROM (
            SELECT
                pg_temp.pick(seed, thing, 10, '{全年,当年,累计,重点,辖区,新增}'::text[]) AS subject,
                w.parts[1] AS what,
                w.parts[2] AS unit,
                w.parts[3]::bigint + pg_temp.pick(seed, thing, 12, w.parts[4]::bigint) AS target,
                (w.parts[3]::bigint + pg_temp.pick(seed, thing, 12, w.parts[4]::bigint))
                    * (100 - CASE WHEN pg_temp.pick(seed, thing, 13, 7) = 0 THEN pg_temp.pick(seed, thing, 14, 40) ELSE 0 END) / 100
                    AS actual
            FROM string_to_array(
                pg_temp.pick(seed, thing, 11, '{培训人次/人次/100/2000,检查次数/次/10/200,改造里程/公里/2/90,验收合格率/%/90/10,按时完成率/%/85/15,服务对象满意度/%/80/20,受益户数/户/50/5000,设备完好率/%/90/10,发放资料/份/100/9000,开展活动/场/4/60,新建站点/个/1/40,绿化面积/亩/10/800}'::text[]),
                '/') AS w (parts)
        ) AS m
    );
END
$$;

-- The indicator tree of a project with so many indicators.
CREATE FUNCTION pg_temp.indicators(seed bigint, thing bigint, is_evaluated boolean, indicators integer)
RETURNS json
LANGUAGE plpgsql IMMUTABLE
AS $$
BEGIN
    RETURN (
        SELECT json_agg(
            json_build_object(
                'name', l.level1,
                'weight', CASE WHEN is_evaluated THEN l.weight::text END,
                'children', json_build_array(json_build_object(
                    'name', l.level2,
                    'children', (
                        SELECT json_agg(pg_temp.indicator(
                            seed, thing * 100 + i, is_evaluated,
                            trunc(l.weight::numeric / (1 + (indicators - l.part) / 3), 2)))
                        FROM generate_series(l.part, indicators, 3) AS i))))
            ORDER BY l.part)
        FROM (
            VALUES (1, '产出指标', '数量指标', 50), (2, '效益指标', '社会效益指标', 30), (3, '满意度指标', '服务对象满意度指标', 10)
        ) AS l (part, level1, level2, weight)
        WHERE l.part <= indicators
    );
END
$$;

-- Reports `first` to `last` of the country, counted from 0, with their documents
-- as publish() would freeze them.
CREATE FUNCTION pg_temp.country(first bigint, last bigint)
RETURNS TABLE (
    report bigint, report_id text, form text, year integer, region_code text, region_name text,
    department_code text, department_name text, project_code text, project_name text,
    title text, published_at timestamptz, document text)
LANGUAGE sql STABLE
AS $$
    SELECT
        n.i, lower(f.form) || '-' || t.year || '-' || coalesce(p.code, d.code),
        f.form, t.year, r.code, r.name, d.code, d.name, p.code, p.name,
        coalesce(p.name || '：', '') || f.title, t.published_at,
        gongkai.frozen_document(
            json_strip_nulls(json_build_object(
                'id', lower(f.form) || '-' || t.year || '-' || coalesce(p.code, d.code),
                'form', f.form,
                'title', f.title,
                'year', t.year,
                'region', json_build_object('code', r.code, 'name', r.name),
                'department', json_build_object('code', d.code, 'name', d.name),
                'project', CASE WHEN p.code IS NOT NULL THEN json_build_object('code', p.code, 'name', p.name) END,
                'texts', CASE WHEN f.form <> 'D1' THEN json_build_object(
                    'goal', '目标1：完成' || coalesce(p.name, '年度履职') || '的各项任务；目标2：'
                        || pg_temp.pick(s.seed, n.i, 20, '{提高资金使用效益，让群众得到实惠。,保障设施正常运行，消除安全隐患。,补齐短板，逐步缩小城乡差距。,扩大覆盖面，提升服务水平。}'::text[]),
                    'completion', CASE WHEN f.form <> 'T2' THEN
                        pg_temp.pick(s.seed, n.i, 21, '{已按计划全部完成。,主要任务如期完成，个别任务顺延至下一年度。,超额完成年度任务。}'::text[]) END) END,
                'funds', CASE WHEN f.form <> 'D1' THEN json_build_array(
                    json_build_object(
                        'kind', 'total', 'label', '年度资金总额', 'depth', 0,
                        'initial_budget', m.annual::text, 'annual_budget', m.annual::text,
                        'executed', m.executed::text,
                        'weight', CASE WHEN f.is_evaluated THEN '10' END,
                        'execution_rate', round(m.executed * 100 / m.annual, 2)::text,
                        'score', CASE WHEN f.is_evaluated THEN trim_scale(round(m.executed * 10 / m.annual, 2))::text END),
                    json_build_object(
                        'kind', 'fiscal_appropriation', 'label', '财政拨款', 'depth', 1,
                        'initial_budget', m.annual::text, 'annual_budget', m.annual::text,
                        'executed', m.executed::text)) END,
                'total', CASE WHEN f.is_evaluated THEN json_build_object(
                    'weight', '100', 'score', trim_scale(m.score)::text) END,
                'indicators', CASE WHEN f.form <> 'D1' THEN
                    pg_temp.indicators(s.seed, n.i, f.is_evaluated, s.indicators) END,
                'base_data', CASE WHEN f.form = 'D1' THEN json_build_array(
                    json_build_object('section', 'staff', 'rows', json_build_array(json_build_object(
                        'label', '', 'depth', 0, 'values', json_build_object(
                            'authorized_staff', m.staff::text, 'staff_in_post', (m.staff - m.staff / 9)::text,
                            'staff_control_rate', round((m.staff - m.staff / 9) * 100.0 / m.staff, 2)::text)))),
                    json_build_object('section', 'expenditure', 'rows', json_build_array(json_build_object(
                        'kind', 'three_public', 'label', '三公经费', 'depth', 0, 'values', json_build_object(
                            'previous_final', (m.staff * 1200)::numeric(18, 2)::text,
                            'budget', (m.staff * 1150)::numeric(18, 2)::text,
                            'final', (m.staff * 1080)::numeric(18, 2)::text))))) END)),
            1, t.published_at)
    FROM scale AS s
    CROSS JOIN generate_series(first, last) AS n (i)
    CROSS JOIN LATERAL (SELECT n.i / (s.projects + 3) AS block, n.i % (s.projects + 3) AS slot) AS b
    CROSS JOIN LATERAL (SELECT b.block / s.years AS department, 2024 - (b.block % s.years)::integer AS year,
        '2025-01-01T00:00:00Z'::timestamptz + n.i * interval '1 second' AS published_at) AS t
    CROSS JOIN LATERAL (SELECT (t.department / s.departments) AS number) AS q
    CROSS JOIN LATERAL (SELECT to_char(110000 + q.number, 'FM000000') AS code, pg_temp.region_name(s.seed, q.number) AS name) AS r
    CROSS JOIN LATERAL (SELECT
        r.code || '-' || to_char(t.department % s.departments + 1, 'FM000') AS code,
        r.name || pg_temp.bureau_name(t.department % s.departments) AS name) AS d
    CROSS JOIN LATERAL (SELECT
        (ARRAY['D1', 'D2'])[b.slot + 1] IS NULL AS is_project,
        CASE WHEN b.slot = s.projects + 2 THEN 0 ELSE b.slot - 2 END AS project) AS k
    CROSS JOIN LATERAL (SELECT
        CASE WHEN k.is_project THEN d.code || '-' || to_char(k.project + 1, 'FM000') END AS code,
        CASE WHEN k.is_project THEN pg_temp.project_name(s.seed, t.department * 1000 + k.project) END AS name) AS p
    CROSS JOIN LATERAL (
        SELECT
            CASE WHEN b.slot < 2 THEN (ARRAY['D1', 'D2'])[b.slot + 1] WHEN b.slot = s.projects + 2 THEN 'T2' ELSE 'E1' END AS form,
            CASE WHEN b.slot = 0 THEN '部门整体支出绩效评价基础数据表' WHEN b.slot = 1 THEN '部门整体支出绩效自评表'
                WHEN b.slot = s.projects + 2 THEN '部门项目支出预算绩效目标表' ELSE '项目支出绩效目标自评表' END AS title,
            b.slot BETWEEN 1 AND s.projects + 1 AS is_evaluated
    ) AS f
    CROSS JOIN LATERAL (
        SELECT
            a.annual,
            CASE WHEN f.is_evaluated THEN
                trunc(a.annual * (100 - pg_temp.pick(s.seed, n.i, 31, 9) * pg_temp.pick(s.seed, n.i, 32, 5)) / 100, 2) END AS executed,
            (100 - pg_temp.pick(s.seed, n.i, 33, 700) * pg_temp.pick(s.seed, n.i, 34, 9) / 100.0)::numeric(6, 2) AS score,
            5 + pg_temp.pick(s.seed, n.i, 35, 90) AS staff
        FROM (SELECT ((10000 + pg_temp.pick(s.seed, n.i, 30, 500000000)) / 100.0)::numeric(18, 2) AS annual) AS a
    ) AS m
$$;

-- Publish reports `first` to `last`.
CREATE FUNCTION pg_temp.load(first bigint, last bigint)
RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
    made record;
BEGIN
    CREATE TEMP TABLE chunk ON COMMIT DROP AS SELECT * FROM pg_temp.country(first, last);
    INSERT INTO gongkai.revision (
        report_id, number, document, sha256, title, template, template_digest, published_at, published_by)
    SELECT
        c.report_id, 1, c.document, encode(sha256(convert_to(c.document, 'UTF8')), 'hex'),
        c.title, c.form, 'bench', c.published_at, session_user
    FROM chunk AS c;
    INSERT INTO gongkai.change (
        number, kind, report_id, revision, at, made_by, form, year, department_code, department_name)
    SELECT
        c.report + 1, 'publication', c.report_id, 1, c.published_at, session_user,
        c.form, c.year, c.department_code, c.department_name
    FROM chunk AS c;
    INSERT INTO gongkai.publication (
        report_id, revision, form, year, region_code, region_name, department_code, department_name,
        project_code, project_name, title, published_at, change,
        parent_code, initial_budget, annual_budget, executed, weight, score, has_base_data)
    SELECT
        c.report_id, 1, c.form, c.year, c.region_code, c.region_name, c.department_code, c.department_name,
        c.project_code, c.project_name, c.title, c.published_at, c.report + 1, h.*
    FROM chunk AS c
    CROSS JOIN LATERAL gongkai.document_head(c.document::jsonb) AS h;
    SELECT
        array_agg(c.report_id) AS reports, array_agg(c.project_code) AS projects,
        array_agg(c.department_code) AS departments, array_agg(c.year) AS years
    INTO made
    FROM chunk AS c;
    PERFORM gongkai.write_indicators(made.reports);
    PERFORM gongkai.write_texts(made.reports);
    PERFORM gongkai.lock_changes();
    PERFORM gongkai.refresh_facts(made.projects, made.departments, made.years, NULL);
    DROP TABLE chunk;
END
$$;
