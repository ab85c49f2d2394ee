// One's own account: password, authenticator, tokens for machines.
"use strict";

import { call, getAll, postJson } from "./api.js";
import { ask, button, field, fill, h, moment, say } from "./dom.js";
import { endToken } from "./admin.js";
import { ROLES, codeInput, passwordForm, resume, who } from "./session.js";

export async function selfPage(place) {
	const items = await getAll("/tokens", Infinity, "before");
	const mine = items.filter((token) => token.account === who().account && !token.ended_at);
	const again = () => selfPage(place);
	fill(place, h("h1", {}, "我的账号"),
		h("p", {}, `${who().name || who().account}（登录名 ${who().account}）：${who().grants.map((grant) => `${ROLES[grant.role]} ${grant.department || "全部"}`).join("、") || "还没有权限"}`),
		h("h2", {}, "密码"), passwordForm(again),
		h("h2", {}, "验证器"),
		who().totp ? h("p", {}, "登录时要输入验证器上的数字。手机丢了、换了，请管理员在“用户”里去掉，再重新设置。", button("不再用验证器", () => end(again)))
			: h("p", {}, "在手机上装一个验证器，登录时除了密码还要它显示的六位数字，密码被人知道了也进不来。", button("设置验证器", () => begin(again))),
		h("h2", {}, "程序用的令牌"),
		h("p", {}, "让别的系统替您调用接口。令牌不会多于您的权限，到期作废。", button("新建令牌", () => add(again))),
		mine.length > 0 && h("ul", { class: "plain" }, mine.map((token) => h("li", {}, h("strong", {}, token.label), ` ${token.roles.map((role) => ROLES[role]).join("、")} ${token.department || "全部部门"}，${moment(token.expires_at)} 到期`,
			token.seen_at && `，${moment(token.seen_at)} 用过`, " ", button("作废", () => endToken(token, again), { "aria-label": `作废：${token.label}` })))));
}

// Who finds the desk open and nobody there does not shut its owner out: the password is asked first.
async function begin(again) {
	const password = h("input", { type: "password", autocomplete: "current-password", required: true, "data-at": "/password" });
	const made = await ask({
		title: "设置验证器", body: field("密码", password, "先确认是您本人。"), confirm: "下一步",
		act: () => postJson("/totp", { password: password.value }),
	});
	if (made) {
		await confirm(made, again);
	}
}

async function confirm(made, again) {
	const code = codeInput();
	code.dataset.at = "/code";
	const picture = h("img", { src: `data:image/svg+xml;base64,${btoa(made.svg)}`, alt: "二维码，内容就是下面的密钥", width: 200, height: 200 });
	if (await ask({
		title: "设置验证器", confirm: "确认",
		body: h("div", {}, h("p", {}, "用手机上的验证器扫这个二维码，或者手工输入密钥。"), picture, h("p", {}, h("code", { class: "secret" }, made.secret)), field("验证器显示的六位数字", code)),
		act: () => call("POST", "/totp", { json: { code: code.value } }),
	})) {
		say("验证器已经生效。");
		await resume();
		await again();
	}
}

async function end(again) {
	const password = h("input", { type: "password", autocomplete: "current-password", required: true, "data-at": "/password" });
	if (await ask({
		title: "不再用验证器", body: field("密码", password), confirm: "不再用", danger: true,
		act: () => call("DELETE", "/totp", { json: { password: password.value } }),
	})) {
		say("以后只凭密码登录。");
		await resume();
		await again();
	}
}

async function add(again) {
	const label = h("input", { required: true, maxlength: 100, "data-at": "/label" });
	// Whoever has any role may read.
	const roles = [...new Set(["reader", ...who().grants.map((grant) => grant.role)])].map((role) => [role, h("input", { type: "checkbox", checked: role === "reader" })]);
	const department = h("input", { maxlength: 40, "data-at": "/department" });
	const days = h("input", { type: "number", min: 1, max: 366, value: 90, required: true, "data-at": "/days" });
	const made = await ask({
		title: "新建令牌", confirm: "新建",
		body: h("div", {}, field("给谁用", label), h("fieldset", {}, h("legend", {}, "能做什么"), roles.map(([role, box]) => h("p", {}, h("label", {}, box, ` ${ROLES[role]}`)))),
			field("部门代码", department, "不写就是您的全部部门"), field("多少天后到期", days)),
		check: () => (roles.some(([, box]) => box.checked) ? null : "至少选一项"),
		read: () => ({ label: label.value, roles: roles.filter(([, box]) => box.checked).map(([role]) => role), department: department.value.trim(), days: Number(days.value) }),
		act: (given) => postJson("/tokens", given),
	});
	if (made) {
		await ask({ title: "令牌", confirm: "记下了", isNews: true, body: h("div", {}, h("p", {}, h("code", { class: "secret" }, made.secret)), h("p", {}, "只显示这一次。请求里写 Authorization: Bearer 和它。")) });
		await again();
	}
}
