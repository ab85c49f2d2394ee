#include "command/catalogue.h"

#include <string.h>

const char catalogue_summary[] = "预算绩效公开文件的导入、排版、公开与合订";
const char catalogue_usage[] = "[-c 文件] [--set 键=值]… 命令 参数…";
const char catalogue_exit_status[] = "0 成功，1 失败，2 用法错误；"
				     "被 SIGINT、SIGTERM 中断时，shell 得到 130、143";

const struct usage_option catalogue_options[] = {
	USAGE_FILE("-c", "文件", "读取这个设置文件，不读 `" CONFIG_FILE "`"),
	USAGE_VALUE("--set", "键=值", "一项设置，优先于设置文件；可以重复"),
	USAGE_VALUE("--help", "[命令]", "显示用法；也可以写作 `gongkai 命令 --help`"),
	USAGE_FLAG("--version", "显示版本"),
	{ 0 },
};

static const struct usage_option no_options[] = { { 0 } };

#define BY_OPTION                                                                                  \
	USAGE_VALUE("--by", "姓名", "是谁做的，记入经过；不写就是登录的用户。命令行上这只是自称")

#define FACES "pdf html xlsx ofd"

#define FILTER_OPTIONS                                                                             \
	USAGE_VALUE("--department", "部门代码", "只要这个部门的"),                                 \
		USAGE_VALUE("--year", "年度", "只要这个年度的，四位年份"),                         \
		USAGE_VALUE("--form", "表式", "只要这个表式的")

static const struct usage_option import_options[] = {
	BY_OPTION,
	{ 0 },
};

static const struct usage_option submit_options[] = {
	USAGE_FLAG("--all", "提交所有要公开的草稿；与已公开的相同的、没有模板的不在其中"),
	FILTER_OPTIONS,
	USAGE_VALUE("--reason", "理由",
	            "更正的理由，会公开；公开过的报告必须写，退回或改动以后重新提交的可以不写，沿用原来的"),
	USAGE_VALUE("--note", "附言", "给审核人的话，不公开"),
	BY_OPTION,
	{ 0 },
};

static const struct usage_option approve_options[] = {
	USAGE_FLAG("--all", "批准所有待审核的"),
	FILTER_OPTIONS,
	USAGE_VALUE("--digest", "摘要", "只批准摘要是这个的草稿，由 `show` 显示"),
	USAGE_VALUE("--note", "附言", "不公开"),
	BY_OPTION,
	{ 0 },
};

static const struct usage_option list_options[] = {
	USAGE_CHOICE("--state", "状态", "draft in_review approved published withdrawn",
	             "只要这个状态的：`draft` 草稿、`in_review` 待审核、`approved` 已批准、"
	             "`published` 已公开、`withdrawn` 已撤回"),
	FILTER_OPTIONS,
	USAGE_CHOICE("--severity", "级别", "error warning note",
	             "只要有未说明的发现的：`error`，或 `warning` 以上，或 `note` 以上"),
	USAGE_FLAG("--json", "输出 JSON"),
	{ 0 },
};

static const struct usage_option diff_options[] = {
	USAGE_VALUE("--from", "次数", "从这次修订起，不写就是最后一次"),
	USAGE_VALUE("--to", "次数", "到这次修订止，不写就是草稿"),
	USAGE_FLAG("--json", "输出 JSON Patch（RFC 6902）"),
	{ 0 },
};

static const struct usage_option export_options[] = {
	USAGE_FILE("-o", "文件", "写入这个文件；不写就写到标准输出"),
	{ 0 },
};

static const struct usage_option return_options[] = {
	USAGE_VALUE("--reason", "理由", "退回的理由，不公开"),
	BY_OPTION,
	{ 0 },
};

static const struct usage_option delete_options[] = {
	USAGE_VALUE("--reason", "理由", "删除的理由，不公开"),
	BY_OPTION,
	{ 0 },
};

static const struct usage_option publish_options[] = {
	USAGE_FLAG("--all", "公开所有已批准的草稿，列出其余的"),
	FILTER_OPTIONS,
	USAGE_FLAG("--keep-going", "先公开没有错误的"),
	USAGE_VALUE("--at", "时间",
	            "补录以前的公开：公开时间，例如 `2025-03-01T09:00:00+08:00`；"
	            "要用数据库角色 `gongkai_backdate`，公开的内容注明 `backdated`"),
	BY_OPTION,
	{ 0 },
};

static const struct usage_option check_options[] = {
	USAGE_VALUE("--department", "部门代码", "检查这个部门的草稿，与 `--year` 同用"),
	USAGE_VALUE("--year", "年度", "四位年份"),
	USAGE_FLAG("--all", "检查所有草稿"),
	USAGE_CHOICE("--severity", "级别", "error warning note",
	             "只列出 `error`，或 `warning` 以上，或 `note` 以上的发现"),
	USAGE_FLAG("--json", "输出 JSON"),
	USAGE_FLAG("--data", "后面的参数是 JSON 文件或填好的表格，不是编号；不用数据库"),
	USAGE_FLAG("--rules", "列出规则和参数"),
	USAGE_FILE("--parameters", "文件",
	           "设置各地的参数：JSON 数组，每项有 `name`、`region`、`value`"),
	{ 0 },
};

static const struct usage_option explain_options[] = {
	USAGE_VALUE("--reason", "理由", "为什么可以这样"),
	USAGE_FILE("--file", "文件",
	           "JSON 数组，每项有 `reason`，和 `finding` 或者 `report`、`rule`、`cell`；"
	           "要公开的还有 `\"public\": true`"),
	USAGE_FLAG("--public", "说明随文档公开"),
	BY_OPTION,
	{ 0 },
};

static const struct usage_option mask_options[] = {
	USAGE_VALUE("--reason", "理由", "为什么隐去，不公开"),
	BY_OPTION,
	{ 0 },
};

static const struct usage_option unmask_options[] = {
	USAGE_VALUE("--reason", "理由", "为什么恢复显示"),
	BY_OPTION,
	{ 0 },
};

static const struct usage_option withdraw_options[] = {
	USAGE_VALUE("--reason", "理由", "撤回的理由，会公开"),
	USAGE_VALUE("--at", "时间", "补录以前的撤回：撤回时间；权限与 `publish` 的相同"),
	BY_OPTION,
	{ 0 },
};

static const struct usage_option render_options[] = {
	USAGE_FILE("-o", "文件", "写入这个文件；`-` 是标准输出"),
	USAGE_CHOICE("--as", "格式", FACES,
	             "输出的格式，例如 `html`；不写就看文件的扩展名，看不出就是 PDF"),
	USAGE_FLAG("--mark", "在网页中标出每个值在文档中的位置和所在的循环，供内部使用"),
	USAGE_FLAG("--edit", "同上，并且标出可以填写的格子"),
	USAGE_FILE("--data", "文件", "不用数据库，排版这个 JSON 文档"),
	USAGE_FILE("--template", "文件", "用这个模板，不用模板目录中的"),
	USAGE_FLAG("--trace", "不输出文件，输出排版记录"),
	USAGE_FLAG("--fixed-glyphs", "不用字体，用等宽的测试字形；只与 `--trace` 同用"),
	{ 0 },
};

static const struct usage_option bind_options[] = {
	USAGE_FILE("-o", "文件", "写入这个文件；`-` 是标准输出"),
	USAGE_CHOICE("--as", "格式", FACES,
	             "输出的格式，例如 `html`；不写就看文件的扩展名，看不出就是 PDF"),
	USAGE_VALUE("--title", "题名", "合订本的题名"),
	USAGE_FLAG("--data", "后面的参数是 JSON 文件，不是编号"),
	USAGE_VALUE("--department", "部门代码", "合订这个部门已公开的文件，与 `--year` 同用"),
	USAGE_VALUE("--year", "年度", "四位年份"),
	{ 0 },
};

static const struct usage_option bulk_options[] = {
	USAGE_FILE("-o", "目录", "写入这个目录，没有就建立；不写就是设置 `bulk` 的"),
	USAGE_VALUE("--region", "地区代码", "只打包这个地区"),
	USAGE_VALUE("--year", "年度", "只打包这个年度"),
	{ 0 },
};

static const struct usage_option sheet_options[] = {
	USAGE_FILE("-o", "文件", "写入这个文件；`-` 是标准输出"),
	USAGE_FILE("--data", "文件", "不用数据库，这个 JSON 文档的表格"),
	USAGE_VALUE("--department", "部门代码", "这个部门的表格，与 `--year` 同用"),
	USAGE_VALUE("--project", "项目代码", "这个项目的表格；没有项目的表式不写"),
	USAGE_VALUE("--year", "年度", "四位年份"),
	USAGE_FILE("--back", "文件", "把填好的表格变回 JSON 文档，不导入"),
	USAGE_FILE("--template", "文件", "用这个模板，不用模板目录中的"),
	{ 0 },
};

static const struct usage_option check_document_options[] = {
	USAGE_FILE("--template", "文件", "用这个模板，不用模板目录中的"),
	{ 0 },
};

static const struct usage_option fonts_options[] = {
	USAGE_FLAG("--gaps", "列出全部缺字"),
	USAGE_FLAG("--json", "输出 JSON"),
	{ 0 },
};

static const struct usage_option bench_options[] = {
	USAGE_FILE("--data", "文件", "排版这个 JSON 文档"),
	USAGE_FILE("--template", "文件", "用这个模板"),
	USAGE_CHOICE("--as", "格式", FACES, "排版成什么，不写就是 `pdf`"),
	USAGE_VALUE("--count", "次数", "排版多少次，不写就是 1000 次"),
	{ 0 },
};

static const struct usage_option doctor_options[] = {
	USAGE_FLAG("--json", "输出 JSON"),
	USAGE_VALUE("--url", "地址",
	            "经过 nginx 的地址，例如 `https://gongkai.example.gov.cn`；由 curl 访问"),
	USAGE_FILE("--nginx", "文件", "nginx 的设置，由 `nginx -t` 检查，不写就是 nginx 自己的"),
	USAGE_FILE("--certificate", "文件", "站点的证书，不写就是 `/etc/nginx/tls/gongkai.crt`"),
	USAGE_FILE("--security", "文件", "不写就是 `/etc/gongkai/security.txt`"),
	{ 0 },
};

static const struct usage_option guard_options[] = {
	USAGE_FLAG("--once", "只看一次"),
	{ 0 },
};

static const struct usage_option purge_options[] = {
	USAGE_FLAG("--once", "只看一次"),
	USAGE_FLAG("--all", "清空缓存，不问数据库"),
	{ 0 },
};

static const struct usage_option user_options[] = {
	USAGE_VALUE("--person", "姓名", "这个人的姓名"),
	USAGE_VALUE("--department", "部门", "所属部门的代码，或代码的开头；不写就是全国"),
	USAGE_VALUE("--grants", "权限",
	            "角色和部门，例如 `editor:430602-106,reviewer:4306`；不写部门就是全国"),
	USAGE_FILE("--password-file", "文件",
	           "密码在这个文件的第一行；`-` 是标准输入。不写就生成一个"),
	USAGE_FLAG("--sign-on", "可以由单位的身份系统登录（单点登录）"),
	USAGE_FLAG("--json", "输出 JSON"),
	{ 0 },
};

static const struct usage_option token_options[] = {
	USAGE_VALUE("--label", "用途", "这个令牌做什么用"),
	USAGE_VALUE("--roles", "角色", "账号的角色中给它的，例如 `reader,editor`"),
	USAGE_VALUE("--department", "部门", "代码以此开头的部门；不写就是账号的全部"),
	USAGE_VALUE("--days", "天数", "有效的天数，1 至 366"),
	USAGE_FLAG("--json", "输出 JSON"),
	{ 0 },
};

static const struct usage_option key_options[] = {
	USAGE_FLAG("--new", "生成密钥，写入这个文件；已有的文件不覆盖"),
	USAGE_FLAG("--sm2", "生成 SM2 的密钥，不写就是 Ed25519"),
	{ 0 },
};

static const struct usage_option verify_options[] = {
	USAGE_FLAG("--quick", "不重做文件"),
	USAGE_VALUE("--part", "第几份/共几份",
	            "只对照这一份的修订和部门，如 `3/10`；各份都核对过就是全部"),
	USAGE_FILE("--proof", "文件", "离线核对：保存的 `/api/v1/log/proof/编号/修订`"),
	USAGE_FILE("--head", "文件", "同时保存的 `/api/v1/log/head`"),
	USAGE_FILE("--key", "文件", "给日志签名的公钥，PEM 格式"),
	{ 0 },
};

const struct command catalogue_commands[] = {
	{ .name = "migrate",
	  .usages = { "" },
	  .summary = "把数据库升级到本程序的结构，登记模板",
	  .detail = "迁移按顺序执行，每个迁移是一个事务；已经是最新的就什么也不做。"
	            "数据库的结构比程序新时，程序拒绝运行。然后把模板目录中的模板登记到数据库："
	            "公开只用登记过的模板，标题也由它组成。",
	  .options = no_options,
	  .is_resumed = true,
	  .run = migrate_run },
	{ .name = "import",
	  .usages = { "[--by 姓名] 文件…" },
	  .summary = "检查并导入 JSON 文档或填好的表格，成为草稿；有一处错误就都不导入",
	  .detail = "表格文件（.xlsx）由 `sheet` 生成，可以与 JSON 文件混在一起。"
	            "每处错误都列出文件、JSON 指针或单元格、实际内容和应有内容。导入只写草稿，"
	            "经过 `submit`、`approve`、`publish` 才对外公开；重新导入后再公开，成为下一次修订。"
	            "改动过的草稿，此前的提交和批准作废。",
	  .options = import_options,
	  .takes_files = true,
	  .run = import_run },
	{ .name = "check",
	  .usages = { "[--json] [--severity 级别] 编号…|--all",
	              "[--json] [--severity 级别] --department 部门代码 --year 年度",
	              "[--json] [--severity 级别] --data 文件…", "--rules", "--parameters 文件" },
	  .summary = "勾稽检查：列出草稿中不可能都对的数字和文字",
	  .detail = "先重新检查改动过的草稿，再列出发现：名称、位置、数字、依据和办法。"
	            "`--all` 分批检查，中断以后再执行就会继续。"
	            "`--data` 用这台机器上的 PostgreSQL 程序临时检查，只用看一份文件就能判断的规则。"
	            "有未说明的错误时退出状态为 1，只有未说明的提醒时为 3，否则为 0。",
	  .options = check_options,
	  .takes_files = true,
	  .run = audit_run },
	{ .name = "explain",
	  .usages = { "[--by 姓名] [--public] --reason 理由 发现", "[--by 姓名] --file 文件" },
	  .summary = "说明一个发现为什么可以保留",
	  .detail = "记下理由、是谁、什么时候；数字不变就一直有效，数字一变就作废。"
	            "写 `--public` 的，公开时随文档列在表的下面，各种格式都有，不写是谁说明的。"
	            "文件中的各项都记下，或者都不记。",
	  .options = explain_options,
	  .run = explain_run },
	{ .name = "mask",
	  .usages = { "[--by 姓名] --reason 理由 发现…" },
	  .summary = "在公开的版本里隐去检查发现的个人信息",
	  .detail = "发现的姓名、号码在这份草稿的公开版本里处处换成星号，标题、网页、表格、搜索都一样；"
	            "草稿本身不变。记下理由、是谁、什么时候，重新导入以后仍然有效。"
	            "各个发现都隐去，或者都不隐去。",
	  .options = mask_options,
	  .run = mask_run },
	{ .name = "unmask",
	  .usages = { "[--by 姓名] --reason 理由 编号 文字…" },
	  .summary = "恢复显示隐去的文字",
	  .detail = "从下一次修订起，公开的版本照草稿显示这些文字；已经公开的修订不变。"
	            "谁为什么隐去、谁为什么恢复，都留有记录。各处都恢复，或者都不恢复。",
	  .options = unmask_options,
	  .run = unmask_run },
	{ .name = "list",
	  .usages = { "[--state 状态] [--department 部门代码] [--year 年度] [--form 表式] "
	              "[--severity 级别] [--json]" },
	  .summary = "列出草稿和它们的状态",
	  .detail = "每行有状态、已公开的修订、未说明的发现的个数（以上次检查为准）、编号、题名。"
	            "已公开、已撤回的是此后没有改动的草稿。",
	  .options = list_options,
	  .run = list_run },
	{ .name = "show",
	  .usages = { "编号" },
	  .summary = "显示一份草稿的状态、经手的人和摘要",
	  .options = no_options,
	  .run = show_run },
	{ .name = "history",
	  .usages = { "编号" },
	  .summary = "列出一份报告的经过：每一步是谁、什么时候、什么理由",
	  .options = no_options,
	  .run = history_run },
	{ .name = "diff",
	  .usages = { "[--from 次数] [--to 次数] [--json] 编号" },
	  .summary = "列出两次修订之间，或者修订与草稿之间的差别",
	  .detail = "每处差别有位置、原来的和现在的全部内容；公开的次数和时间不算。",
	  .options = diff_options,
	  .run = diff_run },
	{ .name = "export",
	  .usages = { "[-o 文件] 编号" },
	  .summary = "把草稿写成可以再导入的 JSON 文档",
	  .options = export_options,
	  .run = export_run },
	{ .name = "submit",
	  .usages = { "[--by 姓名] [--note 附言] [--reason 理由] 编号…",
	              "[--by 姓名] [--note 附言] [--reason 理由] --all|[--department 部门代码] "
	              "[--year 年度] [--form 表式]" },
	  .summary = "提交草稿，请人审核",
	  .detail = "各份都提交，或者都不提交。公开过的报告要再公开，是更正，须写明会公开的理由。"
	            "提交以后的改动使提交作废，草稿要重新提交。",
	  .options = submit_options,
	  .run = submit_run },
	{ .name = "approve",
	  .usages = { "[--by 姓名] [--note 附言] [--digest 摘要] 编号…",
	              "[--by 姓名] [--note 附言] --all|[--department 部门代码] [--year 年度] "
	              "[--form 表式]" },
	  .summary = "批准提交的草稿，此后可以公开",
	  .detail = "批准的是现在的这份草稿：此后有任何改动，包括隐去和说明，或者换了模板，批准就作废。"
	            "上次公开以来改过或提交它的人不能批准；有未说明的勾稽错误也不能批准。"
	            "各份都批准，或者都不批准。",
	  .options = approve_options,
	  .run = approve_run },
	{ .name = "return",
	  .usages = { "[--by 姓名] --reason 理由 编号…" },
	  .summary = "退回提交或已批准的草稿",
	  .detail = "各份都退回，或者都不退回。",
	  .options = return_options,
	  .run = return_run },
	{ .name = "delete",
	  .usages = { "[--by 姓名] --reason 理由 编号…" },
	  .summary = "删除草稿；公开过的修订不受影响",
	  .detail = "各份都删除，或者都不删除。编号以后还可以导入。",
	  .options = delete_options,
	  .run = delete_run },
	{ .name = "publish",
	  .usages = { "[--by 姓名] [--at 时间] [--keep-going] 编号…",
	              "[--by 姓名] [--at 时间] [--keep-going] --all|[--department 部门代码] "
	              "[--year 年度] [--form 表式]" },
	  .summary = "公开已批准的草稿，成为不可改动的修订",
	  .detail = "公开的正是批准的；没有批准的不能公开。时间取自数据库的时钟。先检查全部草稿，有错误就列出全部错误，一份也不公开。"
	            "没有变化的草稿不产生新的修订。然后分批公开，每批至多 50 份，是一个事务，"
	            "别人要撤回一份，只等一批。中途停下时，已经公开的都是完整的，"
	            "再执行一次同样的命令就会继续。",
	  .options = publish_options,
	  .is_resumed = true,
	  .run = publish_run },
	{ .name = "withdraw",
	  .usages = { "[--by 姓名] --reason 理由 [--at 时间] 编号" },
	  .summary = "撤回已公开的报告，公众只能看到撤回的时间和理由",
	  .detail = "原来的地址从此回答 410。要再公开，从 `submit` 开始。",
	  .options = withdraw_options,
	  .run = withdraw_run },
	{ .name = "render",
	  .usages = { "编号 [--as 格式] [-o 文件]",
	              "[--template 文件] --data 文件 [--as 格式] [-o 文件]" },
	  .summary = "把草稿或 JSON 文档输出为 PDF 或其他格式",
	  .detail = "第一种用法排版数据库中的草稿，不写 `-o` 就写入“编号.pdf”；"
	            "第二种不用数据库，不写 `-o` 就写到标准输出。",
	  .options = render_options,
	  .run = render_run },
	{ .name = "bind",
	  .usages = { "[--title 题名] [--as 格式] [-o 文件] 编号…",
	              "[--title 题名] [--as 格式] [-o 文件] --data 文件…",
	              "[--title 题名] [--as 格式] [-o 文件] --department 部门代码 --year 年度" },
	  .summary = "把多份文件合订成一个 PDF 或其他格式的文件",
	  .detail = "每份另起一页，带书签，连续编页，超过三份加目录。"
	            "用 `--department` 和 `--year` 时，合订一个部门一个年度已公开的全部文件，"
	            "按附件目录的顺序。不写 `-o` 就写到标准输出。",
	  .options = bind_options,
	  .takes_files = true,
	  .run = bind_run },
	{ .name = "bulk",
	  .usages = { "[--region 地区代码] [--year 年度] [-o 目录]" },
	  .summary = "把已公开的内容按地区和年度打包，供批量下载",
	  .detail = "每个包是一个目录：全部文档（JSON Lines）、每份的 PDF，和列出它们的 SHA-256 的 manifest.json。"
	            "清单最后写成，其中的文件都是完整的；中断以后再执行，就接着做。没有变化的包不再做。"
	            "不限定地区和年度时，还写出列有全部包的 index.json，并删除已经没有公开内容的包。",
	  .options = bulk_options,
	  .is_resumed = true,
	  .run = bulk_run },
	{ .name = "sheet",
	  .usages = { "表式 --department 部门代码 [--project 项目代码] --year 年度 -o 文件",
	              "[--template 文件] 编号|--data 文件 [-o 文件]",
	              "[--template 文件] --back 文件 [-o 文件]" },
	  .summary = "把文档输出为填写用的表格文件（.xlsx）",
	  .detail = "第一种用法沿用以前年度的内容，每年新填的格空着；没有以前年度的，"
	            "照别的部门或项目同一表式的行，内容空着。第二种填的是已有的草稿或 JSON 文档。"
	            "要填的格有底色，其余受保护（没有密码）；填好以后用 `import` 导入，"
	            "第三种用法只把它变回 JSON 文档。不写 `-o` 就写到标准输出，"
	            "有编号时写入“编号.xlsx”。",
	  .options = sheet_options,
	  .run = sheet_run },
	{ .name = "check-document",
	  .usages = { "[--template 文件] 文件…" },
	  .summary = "检查 JSON 文档或填好的表格，列出 import 会指出的每处错误；不用数据库",
	  .detail = "按格式、按模板声明的字段检查，并且排版一次。数字之间对不对由 `check` 检查。",
	  .options = check_document_options,
	  .takes_files = true,
	  .run = check_document_run },
	{ .name = "check-template",
	  .usages = { "文件…" },
	  .summary = "检查模板，列出每处错误的行号和改法",
	  .detail = "模板的写法见 gongkai-template(5)。",
	  .options = no_options,
	  .takes_files = true,
	  .run = check_template_run },
	{ .name = "fonts",
	  .usages = { "[--gaps] [--json]" },
	  .summary = "列出字体角色、字体文件、各字集缺的字",
	  .options = fonts_options,
	  .run = fonts_run },
	{ .name = "bench",
	  .usages = { "--data 文件 [--template 文件] [--as 格式] [--count 次数]" },
	  .summary = "测量排版一份文档的时间",
	  .options = bench_options,
	  .run = bench_run },
	{ .name = "doctor",
	  .usages = { "[--json] [--url 地址] [--nginx 文件] [--certificate 文件] [--security 文件]" },
	  .summary = "检查服务所需的一切，说明问题和办法",
	  .detail = "检查角色和权限、版本、字体、模板、套接字、nginx 和它的设置、磁盘、时钟、复制、归档、证书、"
	            "`security.txt` 和一次排版。每行一项：✓ 没有问题，✗ 有问题，！ 看不到，"
	            "后面是改正的办法。root 全都看得到，别人看到一部分。有问题时退出状态为 1。",
	  .options = doctor_options,
	  .run = doctor_run },
	{ .name = "guard",
	  .usages = { "[--once]" },
	  .summary = "结束公众角色拖得太久的数据库会话，一直运行，直到收到信号",
	  .detail = "会话可以自己解除时限，所以另有这个看守：公众角色的事务超过 "
	            "`database_timeout_ms` 的三倍，就结束它的会话，并写入日志；它改动了自己的角色"
	            "设置，就恢复为 roles.sql 中的。以数据库所有者的身份运行；systemd 的单元是 gongkai-guard。",
	  .options = guard_options,
	  .run = guard_run },
	{ .name = "purge",
	  .usages = { "[--once]", "--all" },
	  .summary = "从 nginx 的缓存中删除已撤回的内容，一直运行，直到收到信号",
	  .detail = "每秒问一次数据库：有报告撤回，就从设置 `cache` 的目录中删除它和它各次修订的全部格式，"
	            "并清空列表、检索、汇总、合订本和验证页的缓存，因为其中都可能有它。数据库退回到以前时清空全部。"
	            "以 nginx 的用户运行；systemd 的单元是 gongkai-purge。",
	  .options = purge_options,
	  .run = purge_run },
	{ .name = "user",
	  .usages = { "add [--person 姓名] [--department 部门] [--grants 权限] [--password-file 文件] [--sign-on] 登录名",
	              "grant --grants 权限 登录名", "password [--password-file 文件] 登录名",
	              "no-totp|disable|enable 登录名", "list [--json]", "sign-on on|off" },
	  .summary = "管理内部工作台的账号",
	  .detail = "角色是 `reader`、`editor`、`reviewer`、`publisher`、`administrator`，各管所写的部门和"
	            "代码以它开头的部门。没有 `--password-file` 时生成一个密码，写到标准输出，"
	            "第一次登录时必须更换。`grant` 给的代替原有的权限；`no-totp` 停用一次性密码；"
	            "`sign-on` 决定是否相信 nginx 说的登录名（单点登录），默认不信。以数据库所有者的身份运行。",
	  .options = user_options,
	  .run = user_run },
	{ .name = "token",
	  .usages = { "add --label 用途 --roles 角色 [--department 部门] [--days 天数] 登录名",
	              "list [--json]", "end 编号" },
	  .summary = "管理程序使用内部工作台接口的令牌",
	  .detail = "令牌写到标准输出，只有这一次。它只有所写的角色和部门，而且不超过账号自己的。不写天数就是 90 天。"
	            "以数据库所有者的身份运行。",
	  .options = token_options,
	  .run = token_run },
	{ .name = "verify",
	  .usages = { "[--quick] [--part 第几份/共几份]",
	              "[--proof 文件 [--head 文件] [--key 文件]] 文件…" },
	  .summary = "核对公开的内容此后有没有改动",
	  .detail = "第一种用法从头读日志，核对每条的散列、树、签名、修订的文档和链、目录、"
	            "PDF、OFD 和 Excel 文件的摘要（用公开时的模板重做），以及列表、汇总和检索（由文档再算一遍，与现有的比较，什么也不写），"
	            "列出每处不符；字体或程序已不是公开时的，另行计数。公开的很多时，每夜用 `--part` 核对一份，"
	            "或者几份同时进行：树、签名和多出的内容每次都看全部。"
	            "第二种用法说明手中的 PDF、OFD、Excel 或 JSON 文件是不是这里公开的，是否现行；有 `--proof` 时"
	            "不用数据库和网络，凭保存过的头或者公钥核对。有不符时退出状态为 1。",
	  .options = verify_options,
	  .takes_files = true,
	  .run = verify_run },
	{ .name = "key",
	  .usages = { "[--new [--sm2]] 文件" },
	  .summary = "生成给日志签名的密钥，显示它的公钥",
	  .detail = "私钥文件只有执行这个命令的用户可读，写入设置 `log_key` 或 `log_key_sm2` 后，"
	            "`publish` 和 `withdraw` 用它给日志签名。公钥以 PEM 写到标准输出：把它交给核对日志的人，"
	            "或者公布在别处。",
	  .options = key_options,
	  .takes_files = true,
	  .run = key_run },
	{ .name = "config",
	  .usages = { "" },
	  .summary = "列出生效的设置和各自的来处",
	  .detail = "每项设置一行，写法与设置文件相同；`#` 之后是来处：默认值、命令行，"
	            "或者设置文件的行号。连接串中的密码不显示。",
	  .options = no_options,
	  .run = config_run },
	{ 0 },
};

const struct command *
catalogue_find(const char *name)
{
	for (const struct command *command = catalogue_commands; command->name != NULL; command++)
		if (strcmp(command->name, name) == 0)
			return command;
	return NULL;
}
