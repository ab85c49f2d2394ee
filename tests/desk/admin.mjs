// Administrators: a new account from its first password to one-time codes and a token; the
// trail; parameters of a region.
//
//   node admin.mjs DESK PASSWORD     prints TAP
"use strict";

import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { axeFinds, done, eventually, is, launch, ok, open } from "./lib.mjs";
import { login } from "./people.mjs";

const [desk, password] = process.argv.slice(2);
const browser = await launch();

// A one-time code of RFC 6238: SHA-1, six digits, thirty seconds.
function code(secret, at = Date.now()) {
	const bits = [...secret.replaceAll(" ", "")].map((sign) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(sign).toString(2).padStart(5, "0")).join("");
	const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
	const step = Buffer.alloc(8);
	step.writeBigUInt64BE(BigInt(Math.floor(at / 30000)));
	const digest = createHmac("sha1", key).update(step).digest();
	return String((digest.readUInt32BE(digest.at(-1) & 15) & 0x7fffffff) % 1000000).padStart(6, "0");
}
is(code("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", 59000), "287082", "a code of RFC 6238, appendix B");

const admin = await open(browser);
await login(admin, desk, "admin", password);
const visit = (tab, hash) => tab.evaluate((to) => { location.hash = to; }, `#/${hash}`);
await admin.locator("#nav a", { hasText: "用户" }).click();
await admin.locator("tbody tr").first().waitFor();
await axeFinds(admin, "accounts");
await admin.locator("button", { hasText: "新建用户" }).click();
const field = (name) => admin.locator("dialog .field", { has: admin.locator("label", { hasText: name }) }).locator("input");
await field("登录名").fill("li.si");
await field("姓名").fill("李四");
await field("所属部门").fill("522700-197");
await admin.locator("dialog .grant input").fill("  ");
await admin.locator("dialog button", { hasText: "保存" }).click();
ok(await admin.locator("dialog .grant input:invalid").count() === 1 && await admin.locator("dialog .grant input").inputValue() === "  ", "blanks are not the whole country");
// What is refused is at its field, and read aloud with it, until that is mended.
await admin.locator("dialog .grant input").fill("x y z");
await admin.keyboard.press("Enter");
await admin.locator("dialog .grant + .error", { hasText: "x y z" }).waitFor();
const heard = () => admin.evaluate(() => {
	const { ariaInvalid, ariaLabel } = document.activeElement;
	return [ariaLabel, ariaInvalid, document.getElementById(document.activeElement.getAttribute("aria-describedby"))?.textContent.includes("x y z") ?? false];
});
is(await heard(), ["部门代码", "true", true], "what is refused stands at its field");
await axeFinds(admin, "a refused account");
await admin.locator("dialog .grant input").fill("522700-197");
is(await heard(), ["部门代码", null, false], "  until something else is typed there");
// What is under way is not called off: who is impatient is told the password all the same.
await admin.keyboard.press("Enter");
await admin.keyboard.press("Escape");
await admin.locator("dialog code").waitFor();
await admin.keyboard.press("Escape");
is(await admin.locator("dialog button").allTextContents(), ["记下了"], "what is told once stays until it is noted");
const first = await admin.textContent("dialog code");
await admin.locator("dialog button", { hasText: "记下了" }).click();
await admin.locator("tbody tr", { hasText: "李四" }).waitFor();
ok(/填报 522700-197/.test(await admin.locator("tbody tr", { hasText: "李四" }).textContent()), "a new account has its grant");

// One line more than a page of departments, as a country has them: the second page is asked for.
await admin.route("**/api/v1/staff/departments?*", (route) => {
	const query = new URL(route.request().url()).searchParams;
	return query.get("after") === "1" ? route.fulfill({ json: { items: [{ code: "2", name: "乙" }], next: null } })
		: route.fulfill({ status: query.has("cursor") ? 400 : 200, json: { items: [{ code: "1", name: "甲" }], next: "1" } });
});
await admin.locator("button[aria-label='修改：li.si']").click();
await admin.locator("dialog").waitFor();
is(await admin.locator("dialog option[value='1'], dialog option[value='2']").count(), 2, "departments are had page after page");
await admin.unroute("**/api/v1/staff/departments?*");
await admin.locator("dialog button", { hasText: "取消" }).click();
// One's own rights are others' to change, one's name is not; and nobody shuts himself out.
await admin.locator("button[aria-label='修改：admin']").click();
await field("姓名").fill("管理员");
// Whose session is over while he typed, and who puts the login off, may still save what he typed.
const logout = async () => admin.evaluate(async () => (await (await import("/api.js")).call("POST", "/logout")).status);
is(await logout(), 204, "a session ends while a window is open");
await admin.locator("dialog button", { hasText: "保存" }).click();
await admin.locator("dialog h2", { hasText: "请重新登录" }).waitFor();
await admin.keyboard.press("Escape");
await admin.locator("dialog .error", { hasText: "登录已经过期" }).waitFor();
await admin.locator("dialog button", { hasText: "保存" }).click();
await admin.locator("dialog h2", { hasText: "请重新登录" }).waitFor();
await admin.locator("dialog input[name=password]").fill("wrong wrong wrong");
await admin.keyboard.press("Enter");
await admin.locator("dialog .narrow .error", { hasText: "密码不对" }).waitFor();
is(await admin.evaluate(() => [document.activeElement.name, document.activeElement.ariaInvalid]), ["password", "true"], "a wrong password is at its field");
await admin.locator("dialog input[name=password]").fill(password);
await admin.keyboard.press("Enter");
await admin.locator("tbody tr", { hasText: "管理员" }).waitFor();
await admin.locator("button[aria-label='修改：admin']").click();
await admin.locator("dialog input[type=checkbox]").check();
await admin.locator("dialog button", { hasText: "保存" }).click();
await admin.locator("dialog .error:not(:empty)").waitFor();
is(await admin.textContent("dialog .error"), "自己的账号要由别人来停用", "what is refused is said once");
await admin.locator("dialog button", { hasText: "取消" }).click();

const tab = await open(browser);
await tab.goto(`${desk}/`);
// As an input method or a copy makes it.
await tab.locator("input[name=name]").fill(" Ｌi.si ");
await tab.locator("input[name=password]").fill("wrong wrong wrong");
await tab.keyboard.press("Enter");
await tab.locator(".error:not(:empty)").waitFor();
await axeFinds(tab, "a wrong password");
await tab.locator("input[name=password]").fill(first);
await tab.keyboard.press("Enter");
await tab.locator("input[autocomplete=new-password]").first().waitFor();
await axeFinds(tab, "another password");
await tab.locator("input[autocomplete=current-password]").fill(first);
for (const one of await tab.locator("input[autocomplete=new-password]").all()) {
	await one.fill("Liu=Shui=Xing=Yun=9");
}
await tab.keyboard.press("Enter");
await tab.locator("#who a", { hasText: "李四" }).waitFor();
ok(true, "the first password is changed");

await visit(tab, "self");
await tab.locator("button", { hasText: "设置验证器" }).click();
await axeFinds(tab, "a password before an authenticator");
ok(await tab.locator("dialog img").count() === 0, "who finds the desk open gives it no authenticator of his own");
await tab.locator("dialog input[type=password]").fill("Liu=Shui=Xing=Yun=9");
await tab.keyboard.press("Enter");
await tab.locator("dialog img").waitFor();
await axeFinds(tab, "an authenticator");
ok(await tab.evaluate(() => document.querySelector("dialog img").naturalWidth > 50), "its QR code is a picture");
const secret = await tab.textContent("dialog code");
const shown = code(secret);
await tab.locator("dialog input").fill(` ${shown.slice(0, 3)} ${shown.slice(3)}`);
is(await tab.locator("dialog input").inputValue(), shown, "a code may be copied with spaces");
await tab.locator("dialog input").fill(shown.replace(/./g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)));
is(await tab.locator("dialog input").inputValue(), shown, "  or typed in full width");
await tab.locator("dialog button", { hasText: "确认" }).click();
await tab.locator("button", { hasText: "不再用验证器" }).waitFor();
await tab.locator("button", { hasText: "新建令牌" }).click();
await tab.locator("dialog input").first().fill("预算系统");
await tab.locator("dialog input[type=checkbox]").first().check();
await axeFinds(tab, "a token");
await tab.locator("dialog button", { hasText: /^新建$/ }).click();
await tab.locator("dialog code").waitFor();
const token = await tab.textContent("dialog code");
const bearer = await fetch(`${desk}/api/v1/staff/session`, { headers: { Authorization: `Bearer ${token}` } });
is(bearer.status, 200, "a token opens the API to a machine");
await tab.locator("dialog button", { hasText: "记下了" }).click();
await tab.locator("li", { hasText: "预算系统" }).waitFor();
await tab.locator("button", { hasText: "退出" }).click();
await tab.locator("input[name=name]").waitFor();
await tab.locator("input[name=name]").fill("li.si");
await tab.locator("input[name=password]").fill("Liu=Shui=Xing=Yun=9");
await tab.keyboard.press("Enter");
await tab.locator("input[name=code]").waitFor();
await axeFinds(tab, "a code is asked for");
ok(true, "and the next login asks for a code");
const wrong = async () => {
	await tab.locator("input[name=code]").fill(shown);
	const answer = tab.waitForResponse(/login.totp/);
	await tab.locator("button", { hasText: "继续" }).click();
	await answer;
};
await wrong();
await tab.locator(".error", { hasText: "已经用过" }).waitFor();
ok(true, "a code that was used is refused, and said to be");
for (let left = 4; left > 0; left -= 1) {
	await wrong();
}
await tab.locator("input[name=password]").waitFor();
ok(await tab.locator(".error", { hasText: "错了太多次" }).count() > 0, "after five wrong codes one begins with the password again, and is told");

/* The tokens of others. */

const asked = async () => (await fetch(`${desk}/api/v1/staff/session`, { headers: { Authorization: `Bearer ${token}` } })).status;
const line = admin.locator("tbody tr", { hasText: "预算系统" });
await admin.locator("#nav a", { hasText: "令牌" }).focus();
await admin.keyboard.press("Enter");
await line.waitFor();
await axeFinds(admin, "tokens");
is(await line.locator("th, td:nth-child(3), td:nth-child(4), td:nth-child(8)").allTextContents(), ["li.si", "阅览", "账号的全部", "有效"], "whose a token is, and what it may");
// By keyboard: thought better of, then done.
const end = admin.locator("button[aria-label='作废：li.si 预算系统']");
await end.focus();
await admin.keyboard.press("Enter");
await admin.locator("dialog", { hasText: "li.si" }).waitFor();
await axeFinds(admin, "the end of a token");
await admin.keyboard.press("Escape");
await admin.locator("dialog").waitFor({ state: "detached" });
ok(await end.evaluate((element) => element === document.activeElement) && await asked() === 200, "who thinks better of it is where he was, and the token lives");
// What another has done meanwhile is shown by the page's own name in the navigation.
const setDisabled = (disabled) => admin.evaluate(async (json) => (await (await import("/api.js")).call("PATCH", "/users/li.si", { json })).status, { disabled });
is(await setDisabled(true), 200, "an account is disabled elsewhere");
await admin.locator("#nav a", { hasText: "令牌" }).click();
await line.filter({ hasText: "账号已停用" }).waitFor();
ok(await asked() === 401 && await end.count() === 1, "its token is no longer called valid, and can be ended for good");
is(await setDisabled(false), 200, "it is enabled again");
await end.focus();
await admin.keyboard.press("Enter");
await admin.locator("dialog button", { hasText: "作废" }).focus();
await admin.keyboard.press("Enter");
await line.filter({ hasText: "已作废" }).waitFor();
is([await asked(), await end.count()], [401, 0], "an administrator takes a token back, and once");
await eventually(() => admin.evaluate(() => document.activeElement !== document.body));
ok(true, "and has a place on the page afterwards");

await visit(admin, "audit");
await admin.locator("tbody tr").first().waitFor();
await axeFinds(admin, "the trail");
await admin.locator(".filter input").first().fill("li.si");
await admin.locator(".filter button", { hasText: "查询" }).click();
await admin.locator("tbody tr", { hasText: "admin" }).first().waitFor({ state: "detached" });
ok(await admin.locator("tbody tr", { hasText: "login" }).count() > 0, "the trail of one account");
const [exported] = await Promise.all([admin.waitForEvent("download"), admin.locator(".filter button", { hasText: "导出" }).click()]);
const csv = readFileSync(await exported.path(), "utf8").split("\r\n").filter(Boolean);
ok(csv[0].startsWith("\ufeffnumber,at,") && csv.length > 5 && csv.slice(1).every((line) => line.includes(",li.si,")), "what is shown is had as a file", csv);
/* When the final accounts were approved, and who is late. */

const dayBefore = (days) => new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(new Date(Date.now() - days * 86400000));
await visit(admin, "approvals");
await admin.locator("h1", { hasText: "批复日期" }).waitFor();
await axeFinds(admin, "approvals");
const inputs = admin.locator(".filter input");
await inputs.nth(1).fill("2024");
await admin.locator(".filter select").selectOption("final");
await inputs.nth(2).fill(dayBefore(23));
const given = async () => (await admin.evaluate(async () => (await fetch("/api/v1/staff/approvals")).json())).items.map((item) => item.department);
for (const nothing of ["", "  "]) {
	await inputs.nth(0).fill(nothing);
	await admin.locator(".filter button").click();
	is([await admin.locator(".filter input:invalid").count(), await given()], [1, []], `“${nothing}” is not the whole country`);
}
await inputs.nth(0).fill(" 全部 ");
await admin.locator(".filter button").click();
await admin.locator("tbody th", { hasText: "全部" }).waitFor();
is(await given(), [""], "who means the whole country writes so");
await admin.locator("button", { hasText: "去掉" }).click();
await admin.locator("button", { hasText: "去掉" }).waitFor({ state: "detached" });
await inputs.nth(0).fill("522700");
await inputs.nth(1).fill("2024");
await admin.locator(".filter select").selectOption("final");
await inputs.nth(2).fill(dayBefore(23));
await admin.locator(".filter button").click();
await admin.locator("tbody tr", { hasText: dayBefore(3) }).waitFor();
ok(true, "an approval has its day to be public, twenty days behind");
await axeFinds(admin, "approvals, with one");
const { items: due } = await admin.evaluate(async () => (await fetch("/api/v1/staff/overview?year=2024")).json());
is(due.filter((one) => one.department.code === "522700-197").map((one) => one.days_left), [-3], "who has not published is three days late");
await admin.evaluate(() => sessionStorage.setItem("year", "2024"));
await visit(admin, "");
await admin.locator("tbody tr", { hasText: "中共黔南州委社会工作部" }).locator("td", { hasText: /已全部公开|已过 3 天/ }).waitFor();
await axeFinds(admin, "start, with days to publish");
is(await admin.evaluate(async () => { const { deadline } = await import("/draft.js"); return [-1, 0, 1].map((days) => deadline({ due_on: "2027-01-01", days_left: days })); }),
	["最迟 2027-01-01 公开，已过 1 天", "最迟 2027-01-01 公开，就是今天", "最迟 2027-01-01 公开，还有 1 天"], "the last day is a day on which it is in time");
await visit(admin, "approvals");
await admin.locator("button", { hasText: "去掉" }).click();
await admin.locator("button", { hasText: "去掉" }).waitFor({ state: "detached" });
is((await admin.evaluate(async () => (await fetch("/api/v1/staff/approvals")).json())).items, [], "and it is taken away again");

// On a phone nothing is out of sight to the side: a row is a card.
await admin.setViewportSize({ width: 390, height: 844 });
for (const page of ["", "all", "users", "tokens", "approvals", "audit", "parameters"]) {
	await visit(admin, page);
	await admin.locator(".page h1").first().waitFor();
	await admin.locator(`.page.${page || "start"} tbody tr`).first().waitFor();
	ok(await admin.evaluate(() => [...document.querySelectorAll(".scroll")].every((one) => one.scrollWidth <= one.clientWidth)), `“${page}” fits a phone`);
}
await axeFinds(admin, "parameters on a phone");
await admin.setViewportSize({ width: 1280, height: 900 });
await axeFinds(admin, "parameters");
await admin.locator("tbody tr").first().locator("button").click();
await admin.locator("dialog input").first().fill("522700");
await admin.locator("dialog input").nth(1).fill("十五");
await admin.locator("dialog button", { hasText: "保存" }).click();
await admin.locator("dialog .error", { hasText: "的值应为 0 至 1000 的数" }).waitFor();
ok(true, "what a rule cannot count with is refused, in words");
await admin.locator("dialog input").nth(1).fill("１５");
await admin.locator("dialog button", { hasText: "保存" }).click();
await admin.locator("tbody tr", { hasText: "522700" }).waitFor();
is(await admin.locator("tbody tr", { hasText: "522700" }).locator("input").inputValue(), "15", "a region has a value of its own");

ok([...admin.faults, ...tab.faults].length === 0, "nothing failed or was forbidden", [...admin.faults, ...tab.faults].join("; "));
await browser.close();
done();
