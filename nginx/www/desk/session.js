// Who one is, and what one may. The server asks the same rights again, whatever stands here.
"use strict";

import { call, getJson, postJson, setToken, onExpiry } from "./api.js";
import { ask, button, field, h, say, sentForm } from "./dom.js";

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

// What went wrong, in words, with the field to be typed anew.
const refusal = (input) => (problem) => {
	input.focus();
	input.select();
	return problem.message;
};

// The fields for logging in; `done` is called with the open session.
export function loginForm(done, name = "") {
	const nameField = h("input", { name: "name", autocomplete: "username", required: true, value: name, autocapitalize: "none", spellcheck: "false" });
	const password = h("input", { name: "password", type: "password", autocomplete: "current-password", required: true });
	const form = sentForm({ class: "narrow", method: "post" }, [field("登录名", nameField), field("密码", password)], "登录", () =>
		postJson("/login", { name: nameAs(nameField.value), password: password.value }, { quiet: true })
			.then((answer) => go(form, take(answer), done), refusal(password)));
	offerSignOn(form, done);
	return form;
}

// Login names are of small letters: what an input method or a copy made of one is the same name.
const nameAs = (typed) => typed.normalize("NFKC").trim().toLowerCase();

// Where the identity system of the office is believed, one may come in from there.
async function offerSignOn(form, done) {
	const { sign_on: isOffered } = await getJson("/login", { quiet: true }).catch(() => ({}));
	if (isOffered) {
		form.querySelector(".actions").append(button("用单位账号登录", () => postJson("/login/sign-on", undefined, { quiet: true })
			.then((answer) => go(form, take(answer), done), (problem) => {
				form.querySelector("[role=alert]").textContent = problem.title ? problem.message : "单位的身份系统里还没有登录：请先在那里登录，再回到这里。";
			})));
	}
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

// For a one-time code, however it was typed or copied: 123 456, or in full width.
export function codeInput() {
	const code = h("input", { name: "code", inputmode: "numeric", autocomplete: "one-time-code", required: true, pattern: "[0-9]{6}", title: "六位数字" });
	const plain = (event) => {
		const digits = code.value.normalize("NFKC").replace(/\s/g, "");
		if (!event.isComposing && digits !== code.value) {
			code.value = digits;
		}
	};
	code.addEventListener("input", plain);
	code.addEventListener("compositionend", plain);
	return code;
}

function codeForm(done) {
	const code = codeInput();
	const hint = h("p", { class: "hint" }, "手机丢了或者换了，请管理员在“用户”里去掉验证器，再重新设置。");
	return sentForm({ class: "narrow" }, [field("验证器上的六位数字", code), hint], "继续", async (form) => {
		const name = session?.account;
		try {
			go(form, take(await postJson("/login/totp", { code: code.value }, { quiet: true })), done);
		} catch (problem) {
			// After too many wrong ones, or too long, there is no login to go on with.
			if (problem.status === 401 && await resume() === null) {
				form.replaceWith(h("div", {}, h("p", { class: "error", role: "alert" }, problem.message), loginForm(done, name)));
				document.querySelector("dialog input[name=password], main input[name=password]")?.focus();
				return null;
			}
			return refusal(code)(problem);
		}
		return null;
	});
}

export function passwordForm(done) {
	const old = h("input", { type: "password", autocomplete: "current-password", required: true });
	const one = h("input", { type: "password", autocomplete: "new-password", required: true });
	const two = h("input", { type: "password", autocomplete: "new-password", required: true });
	const fields = [field("现在的密码", old), field("新密码", one, "至少 10 个字符，有大写字母、小写字母、数字、其他字符中的三种；或者至少 16 个字符。不能有登录名"), field("再输一次新密码", two)];
	return sentForm({ class: "narrow" }, fields, "更换密码", async (form) => {
		if (one.value !== two.value) {
			two.focus();
			two.select();
			return "两次输入的新密码不一样";
		}
		try {
			await call("POST", "/password", { json: { old: old.value, new: one.value }, quiet: true });
		} catch (problem) {
			const isOld = problem.errors[0]?.pointer === "/old";
			return refusal(isOld ? old : one)(isOld ? { message: "现在的密码不对" } : problem);
		}
		const answer = await resume();
		say("密码已更换，其他地方的登录都已结束。");
		if (answer) {
			done(answer);
		} else {
			form.replaceWith(loginForm(done, session?.account));
		}
		return null;
	});
}

// Somebody logs in again above the page; no other account takes over what is on it. Who puts it off
// is not asked again until he wants: what the page tries by itself fails as before.
let asking = null;
const later = button("重新登录", () => logInAgain(), { class: "primary" });

function logInAgain() {
	later.remove();
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
			} else if (document.activeElement === document.body) {
				document.getElementById("main").focus({ preventScroll: true });
			}
			resolve(isDone);
		});
		dialog.showModal();
		dialog.querySelector(before ? "input[name=password]" : "input").focus();
	});
	return asking;
}

// From a window that somebody has just confirmed there is no other way to the button.
onExpiry(() => (later.isConnected && !document.querySelector("dialog.ask[aria-busy]") ? false : logInAgain()));

export { ask };
