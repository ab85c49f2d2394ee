// Who one is, and what one may. The server asks the same rights again, whatever stands here.
"use strict";

import { call, getJson, postJson, setToken, onExpiry } from "./api.js";
import { h, field, ask, say, button } from "./dom.js";

export const ROLES = { reader: "阅览", editor: "填报", reviewer: "审核", publisher: "公开", administrator: "管理" };

let session = null;

export function who() {
	return session;
}

function take(answer) {
	session = answer;
	setToken(answer.token);
	return answer;
}

export async function resume() {
	try {
		return take(await getJson("/session", { quiet: true }));
	} catch (problem) {
		if (problem.status !== 401) {
			throw problem;
		}
		return null;
	}
}

// May one do that in a department, or anywhere?
export function may(role, department = null) {
	return (session?.grants ?? []).some((grant) => grant.role === role
		&& (department === null || department.startsWith(grant.department ?? "")));
}

export async function leave() {
	await call("POST", "/logout").catch(() => {});
	session = null;
	setToken(null);
}

// The fields for logging in; `done` is called with the open session.
export function loginForm(done, name = "") {
	const fault = h("p", { class: "error", role: "alert" });
	const nameField = h("input", { name: "name", autocomplete: "username", required: true, value: name, autocapitalize: "none", spellcheck: "false" });
	const password = h("input", { name: "password", type: "password", autocomplete: "current-password", required: true });
	const form = h("form", { class: "narrow", method: "post" }, field("用户名", nameField), field("密码", password), fault,
		h("div", { class: "actions" }, h("button", { class: "primary" }, "登录")));
	form.addEventListener("submit", async (event) => {
		event.preventDefault();
		fault.textContent = "";
		try {
			go(form, take(await postJson("/login", { name: nameField.value, password: password.value }, { quiet: true })), done);
		} catch (problem) {
			fault.textContent = problem.message;
			password.select();
		}
	});
	return form;
}

// What is still wanted before the session is open: a code, or another password.
function go(form, answer, done) {
	if (answer.state === "code") {
		form.replaceWith(codeForm(done));
	} else if (answer.state === "change") {
		form.replaceWith(h("div", {}, h("p", {}, "请先把密码换成只有您自己知道的。"), passwordForm(done)));
	} else {
		done(answer);
	}
	document.querySelector("dialog input, main input")?.focus();
}

function codeForm(done) {
	const fault = h("p", { class: "error", role: "alert" });
	const code = h("input", { name: "code", inputmode: "numeric", autocomplete: "one-time-code", required: true, pattern: "[0-9]{6}", maxlength: 6 });
	const form = h("form", { class: "narrow" }, field("验证器上的六位数字", code), fault,
		h("div", { class: "actions" }, h("button", { class: "primary" }, "继续")));
	form.addEventListener("submit", async (event) => {
		event.preventDefault();
		try {
			go(form, take(await postJson("/login/totp", { code: code.value }, { quiet: true })), done);
		} catch (problem) {
			fault.textContent = problem.message;
			code.select();
		}
	});
	return form;
}

export function passwordForm(done) {
	const fault = h("p", { class: "error", role: "alert" });
	const old = h("input", { type: "password", autocomplete: "current-password", required: true });
	const one = h("input", { type: "password", autocomplete: "new-password", required: true, minlength: 12 });
	const two = h("input", { type: "password", autocomplete: "new-password", required: true });
	const form = h("form", { class: "narrow" }, field("现在的密码", old), field("新密码", one, "至少 12 个字符"), field("再输一次新密码", two), fault,
		h("div", { class: "actions" }, h("button", { class: "primary" }, "更换密码")));
	form.addEventListener("submit", async (event) => {
		event.preventDefault();
		if (one.value !== two.value) {
			fault.textContent = "两次输入的新密码不一样";
			two.select();
			return;
		}
		try {
			await call("POST", "/password", { json: { old: old.value, new: one.value }, quiet: true });
			const answer = await resume();
			say("密码已更换，其他地方的登录都已结束。");
			if (answer) {
				done(answer);
			} else {
				form.replaceWith(loginForm(done, session?.account));
			}
		} catch (problem) {
			fault.textContent = problem.message;
		}
	});
	return form;
}

// Somebody logs in again above the page; no other account takes over what is on it. Who puts it off
// is not asked again until he wants: what the page tries by itself fails as before.
let asking = null;
const later = button("重新登录", () => { later.remove(); logInAgain(); }, { class: "primary" });

function logInAgain() {
	asking ??= new Promise((resolve) => {
		const before = session?.account ?? "";
		const dialog = h("dialog", { "aria-labelledby": "again" }, h("h2", { id: "again" }, "请重新登录"),
			h("p", {}, "登录已经过期。您填写的内容都还在，登录后接着用。"),
			loginForm((answer) => {
				if (before && answer.account !== before) {
					location.reload();
				}
				dialog.close("yes");
			}, before), button("以后再说", () => dialog.close("")));
		document.body.append(dialog);
		dialog.addEventListener("close", () => {
			const isDone = dialog.returnValue === "yes";
			dialog.remove();
			asking = null;
			if (!isDone) {
				document.querySelector("body > header").append(later);
			}
			resolve(isDone);
		});
		dialog.showModal();
		dialog.querySelector(before ? "input[name=password]" : "input").focus();
	});
	return asking;
}

onExpiry(() => (later.isConnected ? false : logInAgain()));

export { ask };
