// Many documents at once: an archive of workbooks and JSON, how far it is, and what became of
// each file of it.
"use strict";

import { call, getJson, onceKey } from "./api.js";
import { button, field, fill, h, moment, named, say, sheet } from "./dom.js";

const POLL_MS = 1000;
const STATES = { checking: "正在检查", writing: "正在导入", done: "已全部导入", failed: "一份也没有导入", cancelled: "已取消", cancelling: "正在取消" };
const FILES = { waiting: "等待检查", sound: "没有问题", faulty: "不能导入", imported: "已导入" };
const OUTCOMES = { created: "新建", updated: "改动", unchanged: "没有变化" };
const LOOKS = { done: "published", failed: "error", cancelled: "withdrawn", cancelling: "withdrawn", faulty: "error", imported: "published" };

const COLUMNS = ["文件", "结果", "材料或问题"];

const tag = (state, words) => h("span", { class: `tag ${LOOKS[state] ?? "draft"}` }, words[state] ?? state);

export async function jobsPage(place, [id]) {
	const page = new JobsPage(place);
	await (id ? page.openJob(id) : page.openList());
	return () => { clearTimeout(page.timer); };
}

class JobsPage {
	constructor(place) {
		this.place = place;
	}

	async openList() {
		const { items } = await getJson("/jobs");
		const file = h("input", { type: "file", accept: ".zip,application/zip", required: true });
		const send = h("button", { class: "primary" }, "上传并检查");
		const form = h("form", {
			class: "filter",
			onsubmit: async (event) => {
				event.preventDefault();
				await this.send(file.files[0], send);
			},
		}, field("压缩包（.zip，64 MB 以内）", file), send);
		fill(this.place, h("h1", {}, "批量导入"),
			h("p", {}, "一个压缩包里放许多填好的表格（从这里下载的 .xlsx）或 JSON 文档。先逐份检查，全部没有问题才一起导入；有一份不对，就一份也不导入，改好再传。"), form,
			h("h2", {}, "我的导入"),
			items.length === 0 ? h("p", { class: "soft" }, "还没有导入过。") : h("ul", { class: "plain" }, items.map((job) => h("li", {},
				h("a", { href: `#/import/${encodeURIComponent(job.id)}` }, job.name), " ", tag(job.state, STATES),
				h("span", { class: "soft" }, ` ${moment(job.created_at)} · ${job.files} 份${job.faulty > 0 ? `，${job.faulty} 份不对` : ""}`)))));
	}

	async send(file, control) {
		if (file.size === 0) {
			say("没有上传：这个文件是空的，请重新压缩一次。", "error");
			return;
		}
		control.disabled = true;
		say("正在上传…", "lasting");
		try {
			const answer = await call("POST", `/jobs?${new URLSearchParams({ name: file.name })}`, { body: file, type: "application/zip", headers: onceKey(), isLong: true });
			say("已上传。");
			location.hash = `#/import/${encodeURIComponent((await answer.json()).id)}`;
		} catch (problem) {
			say(`没有上传：${problem.message}`, "error");
		} finally {
			control.disabled = false;
		}
	}

	async openJob(id) {
		this.path = `/jobs/${encodeURIComponent(id)}`;
		const job = await getJson(this.path);
		this.bar = h("progress", { max: job.files, "aria-label": "进度" });
		this.state = h("span");
		this.count = h("span", { role: "status" });
		this.cancel = button("取消导入", () => this.end());
		this.why = h("p", { class: "error" });
		this.rows = h("tbody");
		fill(this.place, h("p", {}, h("a", { href: "#/import" }, "← 批量导入")), h("h1", {}, job.name, " ", this.state),
			h("div", { class: "filter" }, this.bar, this.count, this.cancel), this.why,
			sheet("每份文件的结果", COLUMNS, this.rows));
		this.follow(job);
	}

	// Show how far it is, until it is over.
	follow(job) {
		this.show(job);
		clearTimeout(this.timer);
		if (!job.ended_at) {
			this.timer = setTimeout(async () => {
				this.follow(await getJson(this.path).catch(() => job));
			}, POLL_MS);
		}
	}

	show(job) {
		const isOver = Boolean(job.ended_at);
		fill(this.state, tag(job.state, STATES));
		this.bar.value = job.checked;
		this.bar.hidden = isOver;
		this.cancel.hidden = isOver || job.state === "cancelling";
		this.count.textContent = isOver ? `共 ${job.files} 份，${job.imported} 份已导入${job.faulty > 0 ? `，${job.faulty} 份不对` : ""}`
			: `已检查 ${job.checked} / ${job.files} 份${job.faulty > 0 ? `，${job.faulty} 份不对` : ""}`;
		this.why.textContent = job.reason ?? "";
		fill(this.rows, [...job.results].sort((a, b) => Number(b.state === "faulty") - Number(a.state === "faulty")).map(fileRow));
	}

	async end() {
		this.cancel.disabled = true;
		try {
			this.follow(await (await call("DELETE", this.path)).json());
		} catch (problem) {
			say(problem.message, "error");
			this.follow(await getJson(this.path));
		}
	}
}

function fileRow(file) {
	return named(COLUMNS, h("tr", { "data-key": file.name }, h("th", { scope: "row" }, file.name), h("td", {}, tag(file.state, FILES), " ", OUTCOMES[file.outcome] ?? ""),
		h("td", {}, file.state === "imported" && file.id && h("a", { href: `#/form/${encodeURIComponent(file.id)}` }, file.id),
			file.errors?.length > 0 && h("ul", { class: "inner" }, file.errors.map((error) => h("li", {},
				[error.pointer, error.message ?? error.detail].filter(Boolean).join("：")))))));
}
