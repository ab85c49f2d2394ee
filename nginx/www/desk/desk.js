// The desk: finds out who is there, and shows the page of the address.
"use strict";

import { button, fill, h, say } from "./dom.js";
import { publishPage } from "./publish.js";
import { reviewPage } from "./review.js";
import { selfPage } from "./self.js";
import { leave, loginForm, may, resume, ROLES, who } from "./session.js";
import { startPage } from "./start.js";
import { parametersPage, tokensPage, trailPage, usersPage } from "./admin.js";
import { approvalsPage } from "./approvals.js";
import { downloadPage } from "./download.js";
import { editPage } from "./edit.js";
import { helpPage } from "./help.js";
import { jobsPage } from "./jobs.js";

// The pages, by the beginning of the address behind #. `role` is what shows them in the
// navigation; a page without a name is reached from others.
const PAGES = [
	{ path: "", title: "开始", name: "开始", show: startPage },
	{ path: "all", title: "材料", name: "材料", show: downloadPage },
	{ path: "import", title: "批量导入", name: "导入", role: "editor", show: jobsPage },
	{ path: "form", title: "填报", show: editPage },
	{ path: "review", title: "审核", show: reviewPage },
	{ path: "publish", title: "公开", show: publishPage },
	{ path: "users", title: "用户", name: "用户", role: "administrator", show: usersPage },
	{ path: "tokens", title: "程序的令牌", name: "令牌", role: "administrator", show: tokensPage },
	{ path: "approvals", title: "批复日期", name: "批复", role: "administrator", show: approvalsPage },
	{ path: "parameters", title: "检查的参数", name: "参数", role: "administrator", show: parametersPage },
	{ path: "audit", title: "审计", name: "审计", role: "administrator", show: trailPage },
	{ path: "self", title: "我的账号", show: selfPage },
	{ path: "help", title: "怎么用", name: "怎么用", show: helpPage },
];

const main = document.getElementById("main");
let leaving = null; // what the page that is shown wants done before it goes
let isLeaving = false;
let shown = ""; // its address

function showNav(current) {
	fill(document.getElementById("nav"), ...PAGES
		.filter((page) => page.name && (!page.role || may(page.role)))
		.map((page) => h("li", {}, h("a", {
			href: `#/${page.path}`, "aria-current": page === current ? "page" : null,
			// The page where one is already is shown as it is now.
			onclick: (event) => { if (location.hash === `#/${page.path}` && !event.ctrlKey && !event.metaKey && !event.shiftKey) { show(); } },
		}, page.name))));
	const person = who();
	fill(document.getElementById("who"), h("a", { href: "#/self" }, person.name || person.account),
		button("退出", async () => {
			if (!await mayLeave()) {
				return;
			}
			window.removeEventListener("hashchange", show);
			await leave();
			location.hash = "#/";
			location.reload();
		}));
}

// May the page that is shown go? One that asks is asked once.
async function mayLeave() {
	isLeaving = true;
	try {
		return leaving === null || await leaving() !== false;
	} finally {
		isLeaving = false;
	}
}

async function show() {
	if (isLeaving) {
		return;
	}
	if (!await mayLeave()) {
		history.replaceState(null, "", shown);
		return;
	}
	leaving = null;
	// What was asked on the page that goes is not asked on another one.
	document.querySelectorAll("dialog.ask").forEach((dialog) => dialog.close());
	shown = location.hash || "#/";
	const [path, ...rest] = shown.replace(/^#\/?/, "").split("/");
	const page = PAGES.find((one) => one.path === decodeURIComponent(path)) ?? PAGES[0];
	showNav(page);
	if (who().grants.length === 0 && !["self", "help"].includes(page.path)) {
		fill(main, h("div", { class: "page" }, h("h1", {}, "还没有权限"),
			h("p", {}, `您的账号“${who().account}”可以登录，但还没有查看或者填写任何部门材料的权限。请把账号名告诉本单位的管理员，由他在“用户”里给您加上。`)));
		return;
	}
	if (page.role && !may(page.role)) {
		fill(main, h("div", { class: "page" }, h("h1", {}, page.title), h("p", { class: "error" }, `这一页只有“${ROLES[page.role]}”可以看。`)));
		return;
	}
	document.title = `${page.title}－预算绩效信息公开工作台`;
	const place = h("div", { class: `page ${page.path || "start"}` }, h("p", { class: "soft" }, "正在打开…"));
	fill(main, place);
	try {
		const whenLeft = await page.show(place, rest.map(decodeURIComponent)) ?? null;
		// Somebody may have gone on before it was there.
		if (place.isConnected) {
			leaving = whenLeft;
		} else {
			whenLeft?.();
		}
	} catch (problem) {
		fill(place, h("h1", {}, page.title), h("p", { class: "error" }, problem.status === 404 ? "没有这份材料，或者您不能查看。" : problem.message),
			button("重试", show));
		console.error(problem);
	}
	main.focus({ preventScroll: true });
	window.scrollTo(0, 0);
}

async function begin() {
	try {
		const session = await resume();
		if (session?.state === "open") {
			window.addEventListener("hashchange", show);
			await show();
			return;
		}
	} catch (problem) {
		fill(main, h("h1", {}, "暂时连接不上"), h("p", { class: "error" }, problem.message), button("重试", begin));
		return;
	}
	document.title = "登录－预算绩效信息公开工作台";
	fill(main, h("div", { class: "page login" }, h("h1", {}, "登录"), loginForm(() => begin())));
	main.querySelector("input").focus();
}

window.addEventListener("unhandledrejection", (event) => {
	if (event.reason?.status !== undefined) {
		say(event.reason.message, "error");
	}
});
window.addEventListener("offline", () => say("网络断开了。可以继续填写，内容保存在本机，恢复后自动上传。", "error"));
window.addEventListener("online", () => say("网络已恢复。"));
begin();
