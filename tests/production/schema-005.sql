-- What a database had in it that the first version left which could publish: three
-- published reports, one of them corrected once, and a draft. Its schema was that of
-- the migrations up to 005, which fill base_column themselves. Made by
-- pg_dump --data-only --disable-triggers.
--
-- PostgreSQL database dump
--

-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Data for Name: region; Type: TABLE DATA; Schema: gongkai; Owner: gongkai_owner
--

ALTER TABLE gongkai.region DISABLE TRIGGER ALL;

COPY gongkai.region (code, name) FROM stdin;
522700	黔南布依族苗族自治州
640221	平罗县
\.

ALTER TABLE gongkai.region ENABLE TRIGGER ALL;

--
-- Data for Name: department; Type: TABLE DATA; Schema: gongkai; Owner: gongkai_owner
--

ALTER TABLE gongkai.department DISABLE TRIGGER ALL;

COPY gongkai.department (code, region_code, name) FROM stdin;
522700-300	522700	中共黔南州直属机关工作委员会
522700-197	522700	中共黔南州委社会工作部
640221-001	640221	中共平罗县委办公室
\.

ALTER TABLE gongkai.department ENABLE TRIGGER ALL;

--
-- Data for Name: project; Type: TABLE DATA; Schema: gongkai; Owner: gongkai_owner
--

ALTER TABLE gongkai.project DISABLE TRIGGER ALL;

COPY gongkai.project (code, department_code, name) FROM stdin;
52270022P004296102284	522700-300	党员志愿服务工作经费
522700-197-2024-01	522700-197	定额公用经费
640221-001-2024-03	640221-001	平罗县委宣传部宣传学习教育工作专项资金
640221-001-2024-05	640221-001	县委办提前人员住房公积金（蒋某某）
\.

ALTER TABLE gongkai.project ENABLE TRIGGER ALL;

--
-- Data for Name: report; Type: TABLE DATA; Schema: gongkai; Owner: gongkai_owner
--

ALTER TABLE gongkai.report DISABLE TRIGGER ALL;

COPY gongkai.report (form, year, department_code, project_code, title, filled_on, budget_code, supervising_department, implementing_unit, total_weight, total_score) FROM stdin;
T1	2022	522700-300	52270022P004296102284	预算项目绩效目标表	\N	\N	\N	\N	\N	\N
T2	2024	640221-001	640221-001-2024-03	部门项目支出预算绩效目标表	\N	\N	中共平罗县委办公室	中国共产党平罗县委员会办公室本级	\N	\N
E1	2024	522700-197	522700-197-2024-01	项目支出绩效目标自评表	2025-02-20	197	中共黔南州委社会工作部	中共黔南州委社会工作部	100.00	99.84
T2	2024	640221-001	640221-001-2024-05	部门项目支出预算绩效目标表	\N	\N	中共平罗县委办公室	中国共产党平罗县委员会办公室本级	\N	\N
\.

ALTER TABLE gongkai.report ENABLE TRIGGER ALL;

--
-- Data for Name: base_section; Type: TABLE DATA; Schema: gongkai; Owner: gongkai_owner
--

ALTER TABLE gongkai.base_section DISABLE TRIGGER ALL;

COPY gongkai.base_section (report_id, section, "position") FROM stdin;
\.

ALTER TABLE gongkai.base_section ENABLE TRIGGER ALL;

--
-- Data for Name: base_row; Type: TABLE DATA; Schema: gongkai; Owner: gongkai_owner
--

ALTER TABLE gongkai.base_row DISABLE TRIGGER ALL;

COPY gongkai.base_row (report_id, section, "position", kind, label, depth) FROM stdin;
\.

ALTER TABLE gongkai.base_row ENABLE TRIGGER ALL;

--
-- Data for Name: base_value; Type: TABLE DATA; Schema: gongkai; Owner: gongkai_owner
--

ALTER TABLE gongkai.base_value DISABLE TRIGGER ALL;

COPY gongkai.base_value (report_id, section, "position", name, number, dash) FROM stdin;
\.

ALTER TABLE gongkai.base_value ENABLE TRIGGER ALL;

--
-- Data for Name: chapter; Type: TABLE DATA; Schema: gongkai; Owner: gongkai_owner
--

ALTER TABLE gongkai.chapter DISABLE TRIGGER ALL;

COPY gongkai.chapter (report_id, "position", level, heading, run_in, body) FROM stdin;
\.

ALTER TABLE gongkai.chapter ENABLE TRIGGER ALL;

--
-- Data for Name: fund_line; Type: TABLE DATA; Schema: gongkai; Owner: gongkai_owner
--

ALTER TABLE gongkai.fund_line DISABLE TRIGGER ALL;

COPY gongkai.fund_line (report_id, "position", kind, label, depth, initial_budget, annual_budget, executed, weight, execution_rate, score) FROM stdin;
t2-2024-640221-001-2024-03	1	total	年度资金总额	0	\N	1800000.00	\N	\N	\N	\N
t2-2024-640221-001-2024-03	2	fiscal_appropriation	其中：财政拨款	1	\N	1800000.00	\N	\N	\N	\N
t2-2024-640221-001-2024-03	3	other	其他资金	1	\N	\N	\N	\N	\N	\N
e1-2024-522700-197-2024-01	1	total	年度资金总额	0	0.00	200000.00	196876.30	10.00	98.44	9.84
e1-2024-522700-197-2024-01	2	fiscal_appropriation	财政拨款	1	0.00	200000.00	196876.30	\N	\N	\N
e1-2024-522700-197-2024-01	3	own_level	本级安排	2	0.00	200000.00	196876.30	\N	\N	\N
e1-2024-522700-197-2024-01	4	upper_level_transfer	其中：上级补助	2	0.00	0.00	0.00	\N	\N	\N
e1-2024-522700-197-2024-01	5	other	其他	1	0.00	0.00	0.00	\N	\N	\N
t2-2024-640221-001-2024-05	1	total	年度资金总额	0	\N	6420.00	\N	\N	\N	\N
t2-2024-640221-001-2024-05	2	fiscal_appropriation	其中：财政拨款	1	\N	6420.00	\N	\N	\N	\N
t2-2024-640221-001-2024-05	3	other	其他资金	1	\N	\N	\N	\N	\N	\N
\.

ALTER TABLE gongkai.fund_line ENABLE TRIGGER ALL;

--
-- Data for Name: indicator; Type: TABLE DATA; Schema: gongkai; Owner: gongkai_owner
--

ALTER TABLE gongkai.indicator DISABLE TRIGGER ALL;

COPY gongkai.indicator (report_id, number, parent, level, "position", code, name, obligation, target_text, target_operator, target_value, target_unit, actual_text, actual_operator, actual_value, actual_unit, weight, score, deviation, remark, explanation, standard) FROM stdin;
t1-2022-52270022P004296102284	14	\N	1	3	\N	满意度指标	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t1-2022-52270022P004296102284	1	\N	1	1	\N	产出指标	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t1-2022-52270022P004296102284	11	\N	1	2	\N	效益指标	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t1-2022-52270022P004296102284	2	1	2	1	\N	数量指标	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t1-2022-52270022P004296102284	4	1	2	2	\N	质量指标	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t1-2022-52270022P004296102284	6	1	2	3	\N	时效指标	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t1-2022-52270022P004296102284	8	1	2	4	\N	成本指标	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t1-2022-52270022P004296102284	3	2	3	1	\N	抓好机关“志愿服务”工作	\N	\N	定性	党员志愿服务等志愿活动≥1次	\N	\N	\N	\N	\N	\N	\N	\N	\N	按照机关党员“志愿服务”和“微心愿行动”工作要求，引领各基层党组织积极开展党员志愿服务和“微心愿行动”，实现服务工作常态化。倡导广大党员干部积极参与到州级重大项目建设、重大节庆活动中去。	\N
t1-2022-52270022P004296102284	5	4	3	1	\N	宣传、活动效果。	\N	\N	定性	良好	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t1-2022-52270022P004296102284	7	6	3	1	\N	完成时限	\N	\N	定性	2022年1月至12月	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t1-2022-52270022P004296102284	9	8	3	1	\N	项目或定额成本控制率	\N	\N	=	100	%	\N	\N	\N	\N	\N	\N	\N	\N	项目或定额成本控制率	\N
t1-2022-52270022P004296102284	10	8	3	2	\N	开展活动场地布置、租用车辆，配备购买志愿者必要物资	\N	\N	≤	2.73	万元	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t1-2022-52270022P004296102284	12	11	2	1	\N	社会效益指标	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t1-2022-52270022P004296102284	13	12	3	1	\N	加大州直机关党员志愿服务力度，展现州直机关党组织党员风采，进一步彰显州直机关党员走前列、作表率模范作用。	\N	\N	定性	展倡导服务社会，回报社会，共筑美好大家庭。	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t1-2022-52270022P004296102284	15	14	2	1	\N	满意度指标	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t1-2022-52270022P004296102284	16	15	3	1	\N	州直机关党组织及党员的满意度	\N	\N	=	100	%	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-03	25	\N	1	3	3	满意度指标	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-03	16	\N	1	2	2	效益指标	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-03	1	\N	1	1	1	产出指标	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-03	2	1	2	1	11	数量指标	必填 硬性指标	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-03	6	1	2	2	12	质量指标	必填	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-03	9	1	2	3	13	时效指标	必填	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-03	11	1	2	4	14	成本指标	必填 硬性指标	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-03	3	2	3	1	\N	“扫黄打非”宣传教育工作场次	\N	≥12 场次	≥	12	场次	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-03	4	2	3	2	\N	美食文化节、种业博览会及各类文化文艺活动，开展各类广场文化演出	\N	≥500 场次	≥	500	场次	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-03	5	2	3	3	\N	组织开展县委理论中心组学习会议	\N	≥12 场次	≥	12	场次	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-03	8	6	3	2	\N	精心策划各类主题宣传报道活动，讲好平罗故事，传播平罗声音	\N	显著	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-03	7	6	3	1	\N	加强正面宣传，着力在舆论引导水平上实现新提升。	\N	显著	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-03	10	9	3	1	\N	各项工作正式开展时间	\N	2024 年 1 月-12 月	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-03	14	11	3	3	\N	新闻出版、行政审批及扫黄打非工作经费（万元）	\N	16	\N	16	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-03	12	11	3	1	\N	石嘴山日报《平罗人》专版宣传、大型公益广告宣传、新闻媒体专刊、宁夏新闻网宣传工作、新华社、新华网宣传经费（万元）	\N	95	\N	95	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-03	13	11	3	2	\N	文化科技卫生三下乡活动经费及全民阅读工作经费（万元）	\N	7	\N	7	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-03	15	11	3	4	\N	意识形态工作、中心组理论学习、党报党刊征订及日常办公经费（万元）	\N	62	\N	62	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-03	17	16	2	1	21	经济效益	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-03	21	16	2	3	23	生态效益	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-03	22	16	2	4	24	可持续影响	必填	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-03	18	16	2	2	22	社会效益	必填	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-03	19	18	3	1	\N	提升基层群众思想觉悟、道德水平、文化素养和法治观念	\N	显著	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-03	20	18	3	2	\N	通过网站、微信公众号、客户端等多媒体宣传平台，拉近与群众的距离。	\N	显著	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-03	23	22	3	1	\N	扩大平罗对外的影响力和公信力	\N	显著	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-03	24	22	3	2	\N	抓好重大主题宣传活动，唱响主旋律。	\N	显著	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-03	26	25	2	1	31	服务对象满意度	必填	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-03	27	26	3	1	\N	满意	\N	≥90%	≥	90	%	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
e1-2024-522700-197-2024-01	17	\N	1	2	\N	效益指标	\N	\N	\N	\N	\N	\N	\N	\N	\N	30.00	\N	\N	\N	\N	\N
e1-2024-522700-197-2024-01	1	\N	1	1	\N	产出指标	\N	\N	\N	\N	\N	\N	\N	\N	\N	50.00	\N	\N	\N	\N	\N
e1-2024-522700-197-2024-01	20	\N	1	3	\N	满意度指标	\N	\N	\N	\N	\N	\N	\N	\N	\N	10.00	\N	\N	\N	\N	\N
e1-2024-522700-197-2024-01	12	1	2	4	\N	成本指标	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
e1-2024-522700-197-2024-01	2	1	2	1	\N	数量指标	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
e1-2024-522700-197-2024-01	6	1	2	2	\N	质量指标	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
e1-2024-522700-197-2024-01	10	1	2	3	\N	时效指标	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
e1-2024-522700-197-2024-01	4	2	3	2	\N	工作调研等	\N	≥30次	≥	30	次	35次	\N	35	次	5.00	5.00	\N	\N	\N	\N
e1-2024-522700-197-2024-01	5	2	3	3	\N	办公用品等保障	\N	≥6批次	≥	6	批次	8批次	\N	8	批次	5.00	5.00	偏差原因：2024年4月新组建部门，办公用品需求量测算值偏小。改进措施：科学测算办公用品需求量，精准设置绩效数量指标。	\N	\N	\N
e1-2024-522700-197-2024-01	3	2	3	1	\N	水电通讯等保障	\N	≥9次	≥	9	次	9次	\N	9	次	5.00	5.00	\N	\N	\N	\N
e1-2024-522700-197-2024-01	8	6	3	2	\N	水电通讯等	\N	保运转	\N	\N	\N	达成预期指标	\N	\N	\N	5.00	5.00	\N	\N	\N	\N
e1-2024-522700-197-2024-01	9	6	3	3	\N	调研工作	\N	促发展	\N	\N	\N	达成预期指标	\N	\N	\N	5.00	5.00	\N	\N	\N	\N
e1-2024-522700-197-2024-01	7	6	3	1	\N	办公用品等	\N	强效益	\N	\N	\N	达成预期指标	\N	\N	\N	5.00	5.00	\N	\N	\N	\N
e1-2024-522700-197-2024-01	11	10	3	1	\N	完成时限	\N	2024年12月31日前	\N	\N	\N	达成预期指标	\N	\N	\N	5.00	5.00	\N	\N	\N	\N
e1-2024-522700-197-2024-01	15	12	3	3	\N	调研工作支出	\N	≤105000元	≤	105000	元	105000元	\N	105000	元	4.00	4.00	\N	\N	\N	\N
e1-2024-522700-197-2024-01	16	12	3	4	\N	项目或定额成本控制率	\N	＝100%	＝	100	%	100%	\N	100	%	3.00	3.00	\N	\N	\N	\N
e1-2024-522700-197-2024-01	14	12	3	2	\N	水电通讯等支出	\N	≤35000元	≤	35000	元	31876.3元	\N	31876.3	元	4.00	4.00	\N	\N	\N	\N
e1-2024-522700-197-2024-01	13	12	3	1	\N	办公用品等支出	\N	≤60000元	≤	60000	元	60000元	\N	60000	元	4.00	4.00	\N	\N	\N	\N
e1-2024-522700-197-2024-01	18	17	2	1	\N	社会效益指标	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
e1-2024-522700-197-2024-01	19	18	3	1	\N	全州性社会组织党建工、党建引领基层治理和基层政权建设等工作	\N	持续推进	\N	\N	\N	达成预期指标	\N	\N	\N	30.00	30.00	\N	\N	\N	\N
e1-2024-522700-197-2024-01	21	20	2	1	\N	满意度指标	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
e1-2024-522700-197-2024-01	22	21	3	1	\N	各县市党委社会工作部门和全州性社会组织等满意度	\N	≥90%	≥	90	%	90%	\N	90	%	10.00	10.00	\N	\N	\N	\N
t2-2024-640221-001-2024-05	1	\N	1	1	1	产出指标	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-05	10	\N	1	2	2	效益指标	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-05	17	\N	1	3	3	满意度指标	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-05	8	1	2	4	14	成本指标	必填硬性指标	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-05	4	1	2	2	12	质量指标	必填	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-05	6	1	2	3	13	时效指标	必填	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-05	2	1	2	1	11	数量指标	必填硬性指标	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-05	3	2	3	1	\N	每月足额缴纳	\N	100%	\N	100	%	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-05	5	4	3	1	\N	足额保障缴纳财政部分公积金	\N	100%	\N	100	%	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-05	7	6	3	1	\N	完成时限	\N	2024 年	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-05	9	8	3	1	\N	足额保障缴纳全年住房公积金	\N	6420 元	\N	6420	元	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-05	11	10	2	1	21	经济效益	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-05	14	10	2	3	23	生态效益	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-05	15	10	2	4	24	可持续影响	必填	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-05	12	10	2	2	22	社会效益	必填	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-05	13	12	3	1	\N	到法定退休年龄为止	\N	效果明显	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-05	16	15	3	1	\N	到法定退休年龄为止	\N	有限提升	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-05	18	17	2	1	31	服务对象满意度	必填	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
t2-2024-640221-001-2024-05	19	18	3	1	\N	满意	\N	≥98%	≥	98	%	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
\.

ALTER TABLE gongkai.indicator ENABLE TRIGGER ALL;

--
-- Data for Name: migration; Type: TABLE DATA; Schema: gongkai; Owner: gongkai_owner
--

ALTER TABLE gongkai.migration DISABLE TRIGGER ALL;

COPY gongkai.migration (number, name, sha256, applied_at) FROM stdin;
1	001_base.sql	c68a7595ac5ec656790dc01ee761ff4c672da86e6f6f1d67998129d25b89b1bb	2026-11-29 08:24:40.419829+00
2	002_report.sql	ad363f0728640857c494063f79e0d6cee40c9513a950a3f55051110f87297cfc	2026-11-29 08:24:40.487812+00
3	003_content.sql	dd4a815c0e50be0d99b80ffaa6dc37d14d9fe3f5934ddfd8268f0d77c1ba65a9	2026-11-29 08:24:40.645787+00
4	004_cells.sql	0bfefd317fcefaf0a93987d20b7a6c8f9683a094aee7768b1961979881dc6069	2026-11-29 08:24:40.847301+00
5	005_published.sql	f5b7d938e093db0717f0336b497e5921551041feed12279254d94dfa3d52e271	2026-11-29 08:24:41.0301+00
\.

ALTER TABLE gongkai.migration ENABLE TRIGGER ALL;

--
-- Data for Name: revision; Type: TABLE DATA; Schema: gongkai; Owner: gongkai_owner
--

ALTER TABLE gongkai.revision DISABLE TRIGGER ALL;

COPY gongkai.revision (report_id, number, document, sha256, previous_sha256, title, template, template_digest, published_at, published_by) FROM stdin;
e1-2024-522700-197-2024-01	1	{"id":"e1-2024-522700-197-2024-01","form":"E1","title":"项目支出绩效目标自评表","year":2024,"region":{"code":"522700","name":"黔南布依族苗族自治州"},"department":{"code":"522700-197","budget_code":"197","name":"中共黔南州委社会工作部"},"project":{"code":"522700-197-2024-01","name":"定额公用经费","supervising_department":"中共黔南州委社会工作部","implementing_unit":"中共黔南州委社会工作部"},"filled_on":"2025-02-11","texts":{"goal":"目标1：保障部机关高效运转；目标2：统筹指导全州性社会组织党建工作，统筹推进党建引领基层治理和基层政权建设等工作。目标3：指导县市级党委社会工作部门开展工作。","completion":"1，完成办公用品保障8批次、水电通讯等保障9次，为部机关高效运转提供了强有力的后勤保障；2，开展工作调研、督查督导等35次，协调推进城乡社区治理体系和治理能力建设，推动基层民主政治建设，指导监督基层群众自治制度的有效实施，健全基层群众自治机制。3，指导全州性社会组织党建工作，负责全州志愿者服务工作的统筹规划、协调指导、督促检查以及指导社会工作人才队伍建设，指导县市级党委社会工作部门开展工作等目标任务如期完成。","conclusion":"优。自评为优的理由：一是项目年度目标任务设置合理，在项目期限内全面达成预期指标；二是坚决贯彻“过紧日子”的要求，节约经费开支，提高资金使用效率；三是工作成效显著，各项工作实现目标值。今后努力方向：一是高度重视项目经费预算、绩效自评等工作。明确责任分工，加强内部项目管理人员与财务人员协调配合，确保绩效自评质量更优；二是加强对绩效自评结果的分析和运用。针对自评发现的问题，及时改进项目管理，切实提升财政资金使用效益；三是坚持围绕州委的中心工作和全州改革发展稳定大局，继续围绕“1248”工作思路，以争当“民族地区社会工作创新发展先行示范”为引领，坚决做到“勇担当，出实招”，全力以赴推动全州社会工作高质量发展。"},"funds":[{"kind":"total","label":"年度资金总额","depth":0,"initial_budget":"0.00","annual_budget":"200000.00","executed":"196876.30","weight":"10","execution_rate":"98.44","score":"9.84"},{"kind":"fiscal_appropriation","label":"财政拨款","depth":1,"initial_budget":"0.00","annual_budget":"200000.00","executed":"196876.30"},{"kind":"own_level","label":"本级安排","depth":2,"initial_budget":"0.00","annual_budget":"200000.00","executed":"196876.30"},{"kind":"upper_level_transfer","label":"其中：上级补助","depth":2,"initial_budget":"0.00","annual_budget":"0.00","executed":"0.00"},{"kind":"other","label":"其他","depth":1,"initial_budget":"0.00","annual_budget":"0.00","executed":"0.00"}],"total":{"weight":"100","score":"99.84"},"indicators":[{"name":"产出指标","weight":"50","children":[{"name":"数量指标","children":[{"name":"水电通讯等保障","target":{"text":"≥9次","operator":"≥","value":"9","unit":"次"},"actual":{"text":"9次","value":"9","unit":"次"},"weight":"5","score":"5"},{"name":"工作调研等","target":{"text":"≥30次","operator":"≥","value":"30","unit":"次"},"actual":{"text":"35次","value":"35","unit":"次"},"weight":"5","score":"5"},{"name":"办公用品等保障","target":{"text":"≥6批次","operator":"≥","value":"6","unit":"批次"},"actual":{"text":"8批次","value":"8","unit":"批次"},"weight":"5","score":"5","deviation":"偏差原因：2024年4月新组建部门，办公用品需求量测算值偏小。改进措施：科学测算办公用品需求量，精准设置绩效数量指标。"}]},{"name":"质量指标","children":[{"name":"办公用品等","target":{"text":"强效益"},"actual":{"text":"达成预期指标"},"weight":"5","score":"5"},{"name":"水电通讯等","target":{"text":"保运转"},"actual":{"text":"达成预期指标"},"weight":"5","score":"5"},{"name":"调研工作","target":{"text":"促发展"},"actual":{"text":"达成预期指标"},"weight":"5","score":"5"}]},{"name":"时效指标","children":[{"name":"完成时限","target":{"text":"2024年12月31日前"},"actual":{"text":"达成预期指标"},"weight":"5","score":"5"}]},{"name":"成本指标","children":[{"name":"办公用品等支出","target":{"text":"≤60000元","operator":"≤","value":"60000","unit":"元"},"actual":{"text":"60000元","value":"60000","unit":"元"},"weight":"4","score":"4"},{"name":"水电通讯等支出","target":{"text":"≤35000元","operator":"≤","value":"35000","unit":"元"},"actual":{"text":"31876.3元","value":"31876.3","unit":"元"},"weight":"4","score":"4"},{"name":"调研工作支出","target":{"text":"≤105000元","operator":"≤","value":"105000","unit":"元"},"actual":{"text":"105000元","value":"105000","unit":"元"},"weight":"4","score":"4"},{"name":"项目或定额成本控制率","target":{"text":"＝100%","operator":"＝","value":"100","unit":"%"},"actual":{"text":"100%","value":"100","unit":"%"},"weight":"3","score":"3"}]}]},{"name":"效益指标","weight":"30","children":[{"name":"社会效益指标","children":[{"name":"全州性社会组织党建工、党建引领基层治理和基层政权建设等工作","target":{"text":"持续推进"},"actual":{"text":"达成预期指标"},"weight":"30","score":"30"}]}]},{"name":"满意度指标","weight":"10","children":[{"name":"满意度指标","children":[{"name":"各县市党委社会工作部门和全州性社会组织等满意度","target":{"text":"≥90%","operator":"≥","value":"90","unit":"%"},"actual":{"text":"90%","value":"90","unit":"%"},"weight":"10","score":"10"}]}]}],"published":{"revision":1,"at":"2025-03-01T09:00:00+08:00"}}	8aed9079ebb6256be923651949a752b75922671ced8da08765453d9290855d50	\N	项目支出绩效目标自评表：定额公用经费（2024年度）	E1	d54f26f54067402b8bca84cf607144df1f5aff3c3354cd2007f6eb8cff72e3b0	2025-03-01 01:00:00+00	gongkai_staff
t1-2022-52270022P004296102284	1	{"id":"t1-2022-52270022P004296102284","form":"T1","title":"预算项目绩效目标表","year":2022,"region":{"code":"522700","name":"黔南布依族苗族自治州"},"department":{"code":"522700-300","name":"中共黔南州直属机关工作委员会"},"project":{"code":"52270022P004296102284","name":"党员志愿服务工作经费"},"texts":{"goal":"根据《黔南州党建工作成效考核实施办法（试行）》（黔南考发〔2021〕1号）相关要求，继续推进“微心愿”行动、党员志愿服务活动，充分展现州直机关党员先锋模范作用。"},"indicators":[{"name":"产出指标","children":[{"name":"数量指标","children":[{"name":"抓好机关“志愿服务”工作","target":{"operator":"定性","value":"党员志愿服务等志愿活动≥1次"},"explanation":"按照机关党员“志愿服务”和“微心愿行动”工作要求，引领各基层党组织积极开展党员志愿服务和“微心愿行动”，实现服务工作常态化。倡导广大党员干部积极参与到州级重大项目建设、重大节庆活动中去。"}]},{"name":"质量指标","children":[{"name":"宣传、活动效果。","target":{"operator":"定性","value":"良好"}}]},{"name":"时效指标","children":[{"name":"完成时限","target":{"operator":"定性","value":"2022年1月至12月"}}]},{"name":"成本指标","children":[{"name":"项目或定额成本控制率","target":{"operator":"=","value":"100","unit":"%"},"explanation":"项目或定额成本控制率"},{"name":"开展活动场地布置、租用车辆，配备购买志愿者必要物资","target":{"operator":"≤","value":"2.73","unit":"万元"}}]}]},{"name":"效益指标","children":[{"name":"社会效益指标","children":[{"name":"加大州直机关党员志愿服务力度，展现州直机关党组织党员风采，进一步彰显州直机关党员走前列、作表率模范作用。","target":{"operator":"定性","value":"展倡导服务社会，回报社会，共筑美好大家庭。"}}]}]},{"name":"满意度指标","children":[{"name":"满意度指标","children":[{"name":"州直机关党组织及党员的满意度","target":{"operator":"=","value":"100","unit":"%"}}]}]}],"published":{"revision":1,"at":"2025-03-01T09:00:00+08:00"}}	f334b840da90f7b126b8877175ab6d9763dd9c70c85cf1d88350b46e0877b9e8	\N	预算项目绩效目标表：党员志愿服务工作经费（2022年度）	T1	f557fde2e85647b34f6eb1eee931707b1347286a4b3a98fda24022608f9659ff	2025-03-01 01:00:00+00	gongkai_staff
t2-2024-640221-001-2024-03	1	{"id":"t2-2024-640221-001-2024-03","form":"T2","title":"部门项目支出预算绩效目标表","year":2024,"region":{"code":"640221","name":"平罗县"},"department":{"code":"640221-001","name":"中共平罗县委办公室"},"project":{"code":"640221-001-2024-03","name":"平罗县委宣传部宣传学习教育工作专项资金","supervising_department":"中共平罗县委办公室","implementing_unit":"中国共产党平罗县委员会办公室本级"},"texts":{"goal":"平罗县宣传思想文化系统坚持以习近平新时代中国特色社会主义思想为指导，积极推进《中国共产党宣传工作条例》、“十大工程”落实落细，理论武装、舆论引导、精神文明创建、文化繁荣和队伍建设等各项工作。加强对外影响力，对全县高质量发展作专题报道，精心策划新闻选题，讲好平罗故事，传播平罗声音。"},"funds":[{"kind":"total","label":"年度资金总额","depth":0,"annual_budget":"1800000.00"},{"kind":"fiscal_appropriation","label":"其中：财政拨款","depth":1,"annual_budget":"1800000.00"},{"kind":"other","label":"其他资金","depth":1}],"indicators":[{"code":"1","name":"产出指标","children":[{"code":"11","name":"数量指标","obligation":"必填 硬性指标","children":[{"name":"“扫黄打非”宣传教育工作场次","target":{"text":"≥12 场次","operator":"≥","value":"12","unit":"场次"}},{"name":"美食文化节、种业博览会及各类文化文艺活动，开展各类广场文化演出","target":{"text":"≥500 场次","operator":"≥","value":"500","unit":"场次"}},{"name":"组织开展县委理论中心组学习会议","target":{"text":"≥12 场次","operator":"≥","value":"12","unit":"场次"}}]},{"code":"12","name":"质量指标","obligation":"必填","children":[{"name":"加强正面宣传，着力在舆论引导水平上实现新提升。","target":{"text":"显著"}},{"name":"精心策划各类主题宣传报道活动，讲好平罗故事，传播平罗声音","target":{"text":"显著"}}]},{"code":"13","name":"时效指标","obligation":"必填","children":[{"name":"各项工作正式开展时间","target":{"text":"2024 年 1 月-12 月"}}]},{"code":"14","name":"成本指标","obligation":"必填 硬性指标","children":[{"name":"石嘴山日报《平罗人》专版宣传、大型公益广告宣传、新闻媒体专刊、宁夏新闻网宣传工作、新华社、新华网宣传经费（万元）","target":{"text":"95","value":"95"}},{"name":"文化科技卫生三下乡活动经费及全民阅读工作经费（万元）","target":{"text":"7","value":"7"}},{"name":"新闻出版、行政审批及扫黄打非工作经费（万元）","target":{"text":"16","value":"16"}},{"name":"意识形态工作、中心组理论学习、党报党刊征订及日常办公经费（万元）","target":{"text":"62","value":"62"}}]}]},{"code":"2","name":"效益指标","children":[{"code":"21","name":"经济效益"},{"code":"22","name":"社会效益","obligation":"必填","children":[{"name":"提升基层群众思想觉悟、道德水平、文化素养和法治观念","target":{"text":"显著"}},{"name":"通过网站、微信公众号、客户端等多媒体宣传平台，拉近与群众的距离。","target":{"text":"显著"}}]},{"code":"23","name":"生态效益"},{"code":"24","name":"可持续影响","obligation":"必填","children":[{"name":"扩大平罗对外的影响力和公信力","target":{"text":"显著"}},{"name":"抓好重大主题宣传活动，唱响主旋律。","target":{"text":"显著"}}]}]},{"code":"3","name":"满意度指标","children":[{"code":"31","name":"服务对象满意度","obligation":"必填","children":[{"name":"满意","target":{"text":"≥90%","operator":"≥","value":"90","unit":"%"}}]}]}],"extra":{"project_attribute":"0101—一年期项目","project_period":"2024 年 1-12 月"},"published":{"revision":1,"at":"2025-03-01T09:00:00+08:00"}}	31c6e9831ac3c13d258591da0ea9aa5fc3878f5a38d2f772ff0d30f9447da9e7	\N	部门项目支出预算绩效目标表：平罗县委宣传部宣传学习教育工作专项资金（2024年度）	T2	c5013ab5cce029eec43e1ecd8dc5580a93431a794db6350333493c5c776e8934	2025-03-01 01:00:00+00	gongkai_staff
e1-2024-522700-197-2024-01	2	{"id":"e1-2024-522700-197-2024-01","form":"E1","title":"项目支出绩效目标自评表","year":2024,"region":{"code":"522700","name":"黔南布依族苗族自治州"},"department":{"code":"522700-197","budget_code":"197","name":"中共黔南州委社会工作部"},"project":{"code":"522700-197-2024-01","name":"定额公用经费","supervising_department":"中共黔南州委社会工作部","implementing_unit":"中共黔南州委社会工作部"},"filled_on":"2025-02-20","texts":{"goal":"目标1：保障部机关高效运转；目标2：统筹指导全州性社会组织党建工作，统筹推进党建引领基层治理和基层政权建设等工作。目标3：指导县市级党委社会工作部门开展工作。","completion":"1，完成办公用品保障8批次、水电通讯等保障9次，为部机关高效运转提供了强有力的后勤保障；2，开展工作调研、督查督导等35次，协调推进城乡社区治理体系和治理能力建设，推动基层民主政治建设，指导监督基层群众自治制度的有效实施，健全基层群众自治机制。3，指导全州性社会组织党建工作，负责全州志愿者服务工作的统筹规划、协调指导、督促检查以及指导社会工作人才队伍建设，指导县市级党委社会工作部门开展工作等目标任务如期完成。","conclusion":"优。自评为优的理由：一是项目年度目标任务设置合理，在项目期限内全面达成预期指标；二是坚决贯彻“过紧日子”的要求，节约经费开支，提高资金使用效率；三是工作成效显著，各项工作实现目标值。今后努力方向：一是高度重视项目经费预算、绩效自评等工作。明确责任分工，加强内部项目管理人员与财务人员协调配合，确保绩效自评质量更优；二是加强对绩效自评结果的分析和运用。针对自评发现的问题，及时改进项目管理，切实提升财政资金使用效益；三是坚持围绕州委的中心工作和全州改革发展稳定大局，继续围绕“1248”工作思路，以争当“民族地区社会工作创新发展先行示范”为引领，坚决做到“勇担当，出实招”，全力以赴推动全州社会工作高质量发展。"},"funds":[{"kind":"total","label":"年度资金总额","depth":0,"initial_budget":"0.00","annual_budget":"200000.00","executed":"196876.30","weight":"10","execution_rate":"98.44","score":"9.84"},{"kind":"fiscal_appropriation","label":"财政拨款","depth":1,"initial_budget":"0.00","annual_budget":"200000.00","executed":"196876.30"},{"kind":"own_level","label":"本级安排","depth":2,"initial_budget":"0.00","annual_budget":"200000.00","executed":"196876.30"},{"kind":"upper_level_transfer","label":"其中：上级补助","depth":2,"initial_budget":"0.00","annual_budget":"0.00","executed":"0.00"},{"kind":"other","label":"其他","depth":1,"initial_budget":"0.00","annual_budget":"0.00","executed":"0.00"}],"total":{"weight":"100","score":"99.84"},"indicators":[{"name":"产出指标","weight":"50","children":[{"name":"数量指标","children":[{"name":"水电通讯等保障","target":{"text":"≥9次","operator":"≥","value":"9","unit":"次"},"actual":{"text":"9次","value":"9","unit":"次"},"weight":"5","score":"5"},{"name":"工作调研等","target":{"text":"≥30次","operator":"≥","value":"30","unit":"次"},"actual":{"text":"35次","value":"35","unit":"次"},"weight":"5","score":"5"},{"name":"办公用品等保障","target":{"text":"≥6批次","operator":"≥","value":"6","unit":"批次"},"actual":{"text":"8批次","value":"8","unit":"批次"},"weight":"5","score":"5","deviation":"偏差原因：2024年4月新组建部门，办公用品需求量测算值偏小。改进措施：科学测算办公用品需求量，精准设置绩效数量指标。"}]},{"name":"质量指标","children":[{"name":"办公用品等","target":{"text":"强效益"},"actual":{"text":"达成预期指标"},"weight":"5","score":"5"},{"name":"水电通讯等","target":{"text":"保运转"},"actual":{"text":"达成预期指标"},"weight":"5","score":"5"},{"name":"调研工作","target":{"text":"促发展"},"actual":{"text":"达成预期指标"},"weight":"5","score":"5"}]},{"name":"时效指标","children":[{"name":"完成时限","target":{"text":"2024年12月31日前"},"actual":{"text":"达成预期指标"},"weight":"5","score":"5"}]},{"name":"成本指标","children":[{"name":"办公用品等支出","target":{"text":"≤60000元","operator":"≤","value":"60000","unit":"元"},"actual":{"text":"60000元","value":"60000","unit":"元"},"weight":"4","score":"4"},{"name":"水电通讯等支出","target":{"text":"≤35000元","operator":"≤","value":"35000","unit":"元"},"actual":{"text":"31876.3元","value":"31876.3","unit":"元"},"weight":"4","score":"4"},{"name":"调研工作支出","target":{"text":"≤105000元","operator":"≤","value":"105000","unit":"元"},"actual":{"text":"105000元","value":"105000","unit":"元"},"weight":"4","score":"4"},{"name":"项目或定额成本控制率","target":{"text":"＝100%","operator":"＝","value":"100","unit":"%"},"actual":{"text":"100%","value":"100","unit":"%"},"weight":"3","score":"3"}]}]},{"name":"效益指标","weight":"30","children":[{"name":"社会效益指标","children":[{"name":"全州性社会组织党建工、党建引领基层治理和基层政权建设等工作","target":{"text":"持续推进"},"actual":{"text":"达成预期指标"},"weight":"30","score":"30"}]}]},{"name":"满意度指标","weight":"10","children":[{"name":"满意度指标","children":[{"name":"各县市党委社会工作部门和全州性社会组织等满意度","target":{"text":"≥90%","operator":"≥","value":"90","unit":"%"},"actual":{"text":"90%","value":"90","unit":"%"},"weight":"10","score":"10"}]}]}],"published":{"revision":2,"at":"2025-03-05T10:30:00+08:00"}}	ad3dd626a647498684d5edca682d808330362adc4133393f15f9da28c892ed7e	8aed9079ebb6256be923651949a752b75922671ced8da08765453d9290855d50	项目支出绩效目标自评表：定额公用经费（2024年度）	E1	d54f26f54067402b8bca84cf607144df1f5aff3c3354cd2007f6eb8cff72e3b0	2025-03-05 02:30:00+00	gongkai_staff
\.

ALTER TABLE gongkai.revision ENABLE TRIGGER ALL;

--
-- Data for Name: publication; Type: TABLE DATA; Schema: gongkai; Owner: gongkai_owner
--

ALTER TABLE gongkai.publication DISABLE TRIGGER ALL;

COPY gongkai.publication (report_id, revision, form, year, region_code, region_name, department_code, department_name, project_code, project_name, title, published_at) FROM stdin;
t1-2022-52270022P004296102284	1	T1	2022	522700	黔南布依族苗族自治州	522700-300	中共黔南州直属机关工作委员会	52270022P004296102284	党员志愿服务工作经费	预算项目绩效目标表：党员志愿服务工作经费（2022年度）	2025-03-01 01:00:00+00
t2-2024-640221-001-2024-03	1	T2	2024	640221	平罗县	640221-001	中共平罗县委办公室	640221-001-2024-03	平罗县委宣传部宣传学习教育工作专项资金	部门项目支出预算绩效目标表：平罗县委宣传部宣传学习教育工作专项资金（2024年度）	2025-03-01 01:00:00+00
e1-2024-522700-197-2024-01	2	E1	2024	522700	黔南布依族苗族自治州	522700-197	中共黔南州委社会工作部	522700-197-2024-01	定额公用经费	项目支出绩效目标自评表：定额公用经费（2024年度）	2025-03-05 02:30:00+00
\.

ALTER TABLE gongkai.publication ENABLE TRIGGER ALL;

--
-- Data for Name: published_project; Type: TABLE DATA; Schema: gongkai; Owner: gongkai_owner
--

ALTER TABLE gongkai.published_project DISABLE TRIGGER ALL;

COPY gongkai.published_project (code, name, department_code, department_name, years) FROM stdin;
52270022P004296102284	党员志愿服务工作经费	522700-300	中共黔南州直属机关工作委员会	{2022}
640221-001-2024-03	平罗县委宣传部宣传学习教育工作专项资金	640221-001	中共平罗县委办公室	{2024}
522700-197-2024-01	定额公用经费	522700-197	中共黔南州委社会工作部	{2024}
\.

ALTER TABLE gongkai.published_project ENABLE TRIGGER ALL;

--
-- Data for Name: report_contact; Type: TABLE DATA; Schema: gongkai; Owner: gongkai_owner
--

ALTER TABLE gongkai.report_contact DISABLE TRIGGER ALL;

COPY gongkai.report_contact (report_id, name, telephone, prepared_by, head) FROM stdin;
e1-2024-522700-197-2024-01	何某	\N	\N	\N
\.

ALTER TABLE gongkai.report_contact ENABLE TRIGGER ALL;

--
-- Data for Name: report_extra; Type: TABLE DATA; Schema: gongkai; Owner: gongkai_owner
--

ALTER TABLE gongkai.report_extra DISABLE TRIGGER ALL;

COPY gongkai.report_extra (report_id, name, type, value) FROM stdin;
t2-2024-640221-001-2024-03	project_attribute	text	0101—一年期项目
t2-2024-640221-001-2024-03	project_period	text	2024 年 1-12 月
t2-2024-640221-001-2024-05	project_attribute	text	0101—一年期项目
t2-2024-640221-001-2024-05	project_period	text	2024 年 1-12 月
\.

ALTER TABLE gongkai.report_extra ENABLE TRIGGER ALL;

--
-- Data for Name: report_text; Type: TABLE DATA; Schema: gongkai; Owner: gongkai_owner
--

ALTER TABLE gongkai.report_text DISABLE TRIGGER ALL;

COPY gongkai.report_text (report_id, name, body) FROM stdin;
t1-2022-52270022P004296102284	goal	根据《黔南州党建工作成效考核实施办法（试行）》（黔南考发〔2021〕1号）相关要求，继续推进“微心愿”行动、党员志愿服务活动，充分展现州直机关党员先锋模范作用。
t2-2024-640221-001-2024-03	goal	平罗县宣传思想文化系统坚持以习近平新时代中国特色社会主义思想为指导，积极推进《中国共产党宣传工作条例》、“十大工程”落实落细，理论武装、舆论引导、精神文明创建、文化繁荣和队伍建设等各项工作。加强对外影响力，对全县高质量发展作专题报道，精心策划新闻选题，讲好平罗故事，传播平罗声音。
e1-2024-522700-197-2024-01	completion	1，完成办公用品保障8批次、水电通讯等保障9次，为部机关高效运转提供了强有力的后勤保障；2，开展工作调研、督查督导等35次，协调推进城乡社区治理体系和治理能力建设，推动基层民主政治建设，指导监督基层群众自治制度的有效实施，健全基层群众自治机制。3，指导全州性社会组织党建工作，负责全州志愿者服务工作的统筹规划、协调指导、督促检查以及指导社会工作人才队伍建设，指导县市级党委社会工作部门开展工作等目标任务如期完成。
e1-2024-522700-197-2024-01	conclusion	优。自评为优的理由：一是项目年度目标任务设置合理，在项目期限内全面达成预期指标；二是坚决贯彻“过紧日子”的要求，节约经费开支，提高资金使用效率；三是工作成效显著，各项工作实现目标值。今后努力方向：一是高度重视项目经费预算、绩效自评等工作。明确责任分工，加强内部项目管理人员与财务人员协调配合，确保绩效自评质量更优；二是加强对绩效自评结果的分析和运用。针对自评发现的问题，及时改进项目管理，切实提升财政资金使用效益；三是坚持围绕州委的中心工作和全州改革发展稳定大局，继续围绕“1248”工作思路，以争当“民族地区社会工作创新发展先行示范”为引领，坚决做到“勇担当，出实招”，全力以赴推动全州社会工作高质量发展。
e1-2024-522700-197-2024-01	goal	目标1：保障部机关高效运转；目标2：统筹指导全州性社会组织党建工作，统筹推进党建引领基层治理和基层政权建设等工作。目标3：指导县市级党委社会工作部门开展工作。
t2-2024-640221-001-2024-05	goal	我单位职工蒋某某属陶乐分流到平罗县委办公室工作人员，因享受提前退休政策，根据相关要求缴纳住房公积金，直到法定退休年龄停止。
\.

ALTER TABLE gongkai.report_text ENABLE TRIGGER ALL;

--
-- PostgreSQL database dump complete
--
