-- CODE: codes of regions, departments, projects and items of expenditure.

-- The last character of a 项目编码 as its first twenty give it: weights are powers of 3, the
-- remainder is of 31, as in GB 32100 for organisations. The alphabet has no I, O, S, V, Z;
-- NULL for a code with one of those. Inferred from published codes, not read in a standard.
CREATE OR REPLACE FUNCTION gongkai.project_check(code text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE WHEN bool_and(d.index > 0) THEN
        substr('0123456789ABCDEFGHJKLMNPQRTUWXY', 1 + (30 - sum((d.index - 1) * d.weight) % 31)::integer, 1)
    END
    FROM (
        SELECT
            strpos('0123456789ABCDEFGHJKLMNPQRTUWXY', substr(code, w.place::integer, 1)) AS index, w.weight
        FROM unnest('{1,3,9,27,19,26,16,17,20,29,25,13,8,24,10,30,28,22,4,12}'::integer[])
            WITH ORDINALITY AS w (weight, place)
    ) AS d
$$;

SELECT gongkai.define_rule(
    'CODE-01', 'warning', 'document',
    reads => 'project',
    checks => '21 位项目编码的最后一位是校验码',
    source => '由已公开的项目编码推得：模 31，权为 3 的幂',
    sentence => '项目编码 {code} 的最后一位应是 {check}',
    cure => '请与预算管理系统里的项目编码核对，多半是抄错了一个字符。');

-- Six digits of the region, two of the year, a letter, eleven digits, the check character.
CREATE OR REPLACE FUNCTION gongkai.audit_code_01(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT r.id::text, ARRAY['/project/code'], jsonb_build_object('code', r.project_code, 'check', c.check)
    FROM gongkai.report AS r
    CROSS JOIN LATERAL (SELECT gongkai.project_check(r.project_code) AS check) AS c
    WHERE r.id = ANY (reports) AND r.project_code ~ '^[0-9]{8}[A-Z][0-9]{11}[0-9A-Z]$'
        AND right(r.project_code, 1) <> c.check;
END
$$;

-- A region's code without the zeros that stand for the levels below it.
CREATE OR REPLACE FUNCTION gongkai.region_stem(code text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE WHEN code LIKE '%0000' THEN left(code, 2) WHEN code LIKE '%00' THEN left(code, 4) ELSE code END
$$;

SELECT gongkai.define_rule(
    'CODE-02', 'warning', 'document',
    reads => 'project',
    checks => '项目编码的前六位是本地区或其上下级地区的代码',
    source => 'GB/T 2260；项目编码以行政区划代码开头',
    sentence => '项目编码 {code} 以 {prefix} 开头，地区代码是 {region}',
    cure => '请核对项目编码和地区代码。');

-- Codes of the two kinds that begin so: 21 characters, or made of the department's.
CREATE OR REPLACE FUNCTION gongkai.audit_code_02(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT r.id::text, ARRAY['/project/code', '/region/code'], jsonb_build_object(
        'code', r.project_code, 'prefix', left(r.project_code, 6), 'region', r.region_code)
    FROM gongkai.report AS r
    WHERE r.id = ANY (reports)
        AND (r.project_code ~ '^[0-9]{8}[A-Z][0-9]{11}[0-9A-Z]$' OR r.project_code ~ '^[0-9]{6}-')
        AND NOT starts_with(r.region_code, gongkai.region_stem(left(r.project_code, 6)))
        AND NOT starts_with(r.project_code, gongkai.region_stem(r.region_code));
END
$$;

SELECT gongkai.define_rule(
    'CODE-03', 'warning', 'document',
    reads => 'project',
    checks => '项目编码里的年份不晚于表的年度',
    source => '项目编码的第七、八位是立项年份',
    sentence => '项目编码 {code} 是 {coded} 年的，表是 {year} 年度的',
    cure => '请核对项目编码和年度。');

CREATE OR REPLACE FUNCTION gongkai.audit_code_03(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT r.id::text, ARRAY['/project/code', '/year'], jsonb_build_object(
        'code', r.project_code, 'coded', c.coded, 'year', r.year::text)
    FROM gongkai.report AS r
    CROSS JOIN LATERAL (
        SELECT coalesce(
            '20' || substring(r.project_code FROM '^[0-9]{6}([0-9]{2})[A-Z][0-9]{11}[0-9A-Z]$'),
            substring(r.project_code FROM '-(20[0-9]{2})-[0-9]+$')) AS coded
    ) AS c
    WHERE r.id = ANY (reports) AND c.coded::integer > r.year;
END
$$;

SELECT gongkai.define_rule(
    'CODE-04', 'warning', 'document',
    checks => '地区代码的前四位在 GB/T 2260 里',
    source => 'GB/T 2260 中华人民共和国行政区划代码',
    sentence => '地区代码 {code} 的前{digits}位 {prefix} 不在 GB/T 2260 里',
    cure => '请核对地区代码。');

CREATE OR REPLACE FUNCTION gongkai.audit_code_04(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT r.id::text, ARRAY['/region/code'], jsonb_build_object(
        'code', r.region_code, 'prefix', c.prefix, 'digits', CASE length(c.prefix) WHEN 2 THEN '两' ELSE '四' END)
    FROM gongkai.report AS r
    CROSS JOIN LATERAL (SELECT left(gongkai.region_stem(r.region_code), 4) AS prefix) AS c
    WHERE r.id = ANY (reports)
        AND NOT EXISTS (SELECT FROM gongkai.administrative_division AS d WHERE d.code = c.prefix);
END
$$;

SELECT gongkai.define_rule(
    'CODE-05', 'warning', 'document',
    checks => '省、市两级地区的名称与代码相符',
    source => 'GB/T 2260 中华人民共和国行政区划代码',
    sentence => '代码 {code} 是{expected}，名称填的是“{name}”',
    cure => '请核对地区的代码和名称。');

-- Names are written with the province before them, and shortened: two characters tell which.
CREATE OR REPLACE FUNCTION gongkai.audit_code_05(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT r.id::text, ARRAY['/region/name', '/region/code'], jsonb_build_object(
        'code', r.region_code, 'expected', d.name, 'name', gongkai.plain(r.region_name))
    FROM gongkai.report AS r
    JOIN gongkai.administrative_division AS d ON d.code = gongkai.region_stem(r.region_code)
    WHERE r.id = ANY (reports) AND r.region_code LIKE '%00' AND strpos(r.region_name, left(d.name, 2)) = 0;
END
$$;

SELECT gongkai.define_rule(
    'CODE-06', 'warning', 'document',
    checks => '部门代码以地区代码开头',
    source => '部门代码由地区代码、连字符和本地代码组成',
    sentence => '部门代码 {code} 以 {prefix} 开头，地区代码是 {region}',
    cure => '请核对部门代码和地区代码。');

CREATE OR REPLACE FUNCTION gongkai.audit_code_06(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT r.id::text, ARRAY['/department/code', '/region/code'], jsonb_build_object(
        'code', r.department_code, 'prefix', left(r.department_code, 6), 'region', r.region_code)
    FROM gongkai.report AS r
    WHERE r.id = ANY (reports) AND r.department_code ~ '^[0-9]{6}-' AND left(r.department_code, 6) <> r.region_code;
END
$$;

SELECT gongkai.define_rule(
    'CODE-07', 'warning', 'document',
    reads => 'lists',
    checks => '科目编码是支出功能分类的类、款、项',
    source => '政府收支分类科目：支出功能分类的类三位、款五位、项七位，以 2 开头',
    sentence => '“{label}”的科目编码 {code} 不是三位、五位或七位的支出功能分类编码',
    cure => '请按当年的政府收支分类科目核对。');

CREATE OR REPLACE FUNCTION gongkai.audit_code_07(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT r.report_id, ARRAY[r.pointer || '/code'], jsonb_build_object('label', r.label, 'code', r.code)
    FROM gongkai.fund_rows(reports) AS r
    WHERE r.code <> '' AND r.code !~ '^2[0-9]{2}(?:[0-9]{2}){0,2}$';
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.project_check(text),
    gongkai.region_stem(text)
    TO gongkai_staff;
