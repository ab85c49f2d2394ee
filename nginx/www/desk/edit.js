// One draft, filled in on its form.
"use strict";

import { inUnit } from "./amount.js";
import { address, call, getJson, keepFile, postJson } from "./api.js";
import { backLine, correction, deadline, findDraft, reasonField, reasonOf, titleOf } from "./draft.js";
import { ask, brief, button, field, fill, h, moment, say } from "./dom.js";
import { Form } from "./form.js";
import { Keeper } from "./keep.js";
import { merge } from "./merge.js";
import { get } from "./pointer.js";
import { may, who } from "./session.js";
import { EXPIRED, isOver, Work } from "./work.js";
import { explain, findingLine, hide, maskList, readFindings, unhide } from "./finding.js";
import { STATES } from "./words.js";

const PRESENCE_MS = 15000;

export function askForm(body) {
	return call("POST", "/form", { json: body }).then((answer) => answer.json());
}

export async function editPage(place, [id]) {
	const page = new EditPage(place, id);
	try {
		await page.open();
	} catch (problem) {
		page.work.close();
		throw problem;
	}
	return () => page.leave();
}

// What makes a conflict be as it was here: a value, or a row that is there or is not.
function stepOf({ place, mine, theirs }) {
	const [, list, index] = /^(.*)\/(\d+)$/.exec(place) ?? [];
	if (list && (mine === undefined || theirs === undefined)) {
		return mine === undefined ? ["remove", list, Number(index)] : ["insert", list, Number(index), mine];
	}
	return ["set", place, mine];
}

class EditPage {
	constructor(place, id) {
		Object.assign(this, { place, id, findings: [], masks: [], refusals: [], conflicts: [] });
		this.keeper = new Keeper(who().account, id);
		this.work = new Work(this.keeper, {
			document: (document, names) => this.form?.replace(document, names),
			// What is on its way to the document is not saved yet, nor what is no value.
			state: (state, text) => (state === "saved" ? this.showBusy(this.form.isBusy) : this.showState(state, text)),
			findings: (list, isPending) => {
				Object.assign(this, { findings: readFindings(list), isPending });
				this.showSide();
				this.showStage();
			},
			refusal: (list) => { this.refusals = list; this.showSide(); },
			conflict: (list) => { this.conflicts = list; this.showSide(); },
		});
	}

	async open() {
		const [{ department }, draft] = await Promise.all([this.work.open(), findDraft(this.id)]);
		this.draft = draft;
		if (!may("editor", department?.code)) {
			this.work.close();
			location.replace(`#/review/${this.id}`);
			return;
		}
		await this.readFound();
		this.comments = (await getJson(`/drafts/${this.id}/comments`)).items.filter((comment) => !comment.settled_at);
		this.history = (draft?.returned || draft?.state === "withdrawn") && await getJson(`/drafts/${this.id}/history`);
		this.build(this.work.mine);
		await this.form.start().catch((problem) => this.side.parentElement.before(h("p", { class: "error" }, `这张表画不出来：${problem.message}`)));
		this.opened = this.work.base;
		this.showStage();
		this.showSide();
		this.showBusy(false);
		const kept = this.work.wasKept ?? this.keeper.texts.at(-1)?.at;
		if (kept) {
			say(`${moment(kept)} 在本机填写的内容已经恢复。`);
			this.work.save();
		} else if (this.keeper.isElsewhere) {
			say("这份材料在另一个窗口里有还没保存的内容，在那个窗口里接着填。");
		}
		this.timer = setInterval(() => this.tellPresence(), PRESENCE_MS);
		this.tellPresence();
		window.addEventListener("online", this.online = () => this.work.save());
		window.addEventListener("pagehide", this.hide = () => this.form.commit());
		window.addEventListener("beforeunload", this.unload = (event) => {
			if (!this.isSaved) {
				event.preventDefault();
			}
		});
	}

	// All that was typed is on the server.
	get isSaved() {
		return this.work.isSaved && !this.form.isBusy && this.form.refused.length === 0;
	}

	async readFound() {
		const [{ findings, etag }, { items }] = await Promise.all([getJson(`/drafts/${this.id}/findings`), getJson(`/drafts/${this.id}/masks`)]);
		this.findings = readFindings(findings);
		this.isPending = false;
		this.masks = items;
		await this.work.follow(etag);
	}

	// Do something to the draft as it stands here. When it has become another one, that is fetched,
	// and who asked for it sees it before he asks again.
	async act(send) {
		try {
			return await send({ "If-Match": this.work.etag });
		} catch (problem) {
			if (problem.status === 412) {
				await this.readFound();
				this.showSide();
			}
			throw problem;
		}
	}

	build(document) {
		const host = h("div", { class: "host" });
		this.saved = h("span", { class: "saved", role: "status" });
		this.stage = h("div", { role: "status" });
		this.level = h("select", { "aria-label": "对哪一级的行", onchange: () => this.form.goTo(this.form.current) });
		this.cell = h("div", { "aria-live": "polite" });
		this.found = h("div");
		this.side = h("aside", { class: "side", "aria-label": "检查结果与批注" }, this.cell, this.found);
		this.others = h("span", { class: "here", hidden: true });
		this.rows = [
			button("加一行", () => { this.row("add"); }, { title: "Alt+Shift+Enter" }),
			button("删一行", () => { this.row("remove"); }),
			button("上移", () => { this.row("move", -1); }, { title: "Alt+↑" }),
			button("下移", () => { this.row("move", 1); }, { title: "Alt+↓" }),
		];
		fill(this.place,
			h("h1", {}, titleOf(this.draft ?? document)), this.stage,
			h("div", { class: "bar", role: "toolbar", "aria-label": "填报" },
				button("撤销", () => { this.form.undo(); }, { title: "Ctrl+Z" }), button("重做", () => { this.form.redo(); }, { title: "Ctrl+Y" }),
				this.level, this.rows,
				button("下载表格填写", () => this.download()), button("读回表格", () => this.upload()),
				h("a", { class: "button", href: address(`/drafts/${this.id}.pdf`), target: "_blank", rel: "noopener" }, "预览 PDF"),
				button("提交审核", () => this.submit(), { class: "primary" }),
				this.others, this.saved),
			h("div", { class: "desk" }, host, this.side),
			h("div", { class: "actions" }, button("删除草稿", () => this.remove())));
		this.form = new Form(host, {
			document,
			ask: askForm,
			onchange: (changed, before) => this.work.change(changed, before),
			onovertaken: (edit) => this.showOvertaken(edit),
			onfollow: (to) => this.followConflicts(to),
			onplace: (shell) => this.showPlace(shell),
			onfail: (problem) => this.showState("error", problem.status === 0
				? "连接不上服务器：填的内容保存在本机，合计等恢复后再算" : isOver(problem) ? EXPIRED : problem.message),
			onbusy: (isBusy) => this.showBusy(isBusy),
			kept: this.keeper,
		});
		this.showRows();
	}

	// How far the draft is; what was handed in is taken back by whoever changes it.
	async showStage() {
		const state = this.draft?.state;
		if (state && state !== "draft" && this.work.isSaved && this.work.base !== this.opened) {
			this.draft = await findDraft(this.id).catch(() => this.draft);
		}
		const isAway = ["in_review", "approved"].includes(this.draft?.state);
		fill(this.stage, h("p", {}, h("span", { class: `tag ${this.draft?.state}` }, STATES[this.draft?.state] ?? ""),
			isAway && ` 已经提交。改动任何一格，就回到草稿，要重新提交${this.draft.state === "approved" ? "、重新审核" : ""}。`,
			this.draft && correction(this.draft) && ` ${correction(this.draft)}。`,
			this.draft?.due_on && ` ${deadline(this.draft)}`),
		this.history && backLine(this.draft, this.history));
	}

	showBusy(isBusy) {
		if (isBusy) {
			this.showState("saving", "正在保存…");
		} else if (this.work.isSaved) {
			this.showState(this.form.refused.length > 0 ? "error" : "saved",
				this.form.refused.length > 0 ? `${this.form.refused.length} 格没有填对，还没有保存` : "已保存");
		}
	}

	row(what, ...more) {
		return this.form.rows[what](...more, this.form.rows.around()[Number(this.level.value) || 0]);
	}

	showPlace(shell) {
		this.showRows();
		const said = this.form.said(shell);
		this.showCell(shell, said);
		this.tellPresence();
	}

	showRows() {
		const turns = this.form.rows.around();
		const own = JSON.stringify(this.form.rows.turn());
		fill(this.level, ...turns.map((turn, i) => new Option(turn.words?.split("→").at(-1) || `第 ${turn.index + 1} 行`, i, false, JSON.stringify(turn) === own)));
		this.level.hidden = turns.length < 2;
		this.rows.forEach((control) => { control.disabled = turns.length === 0; });
	}

	showCell(shell, said) {
		fill(this.cell, h("h2", {}, shell.getAttribute("aria-label")),
			...said.map((note) => h("p", { class: note.level === "refused" || note.level === "error" ? "error" : "" }, note.message)));
	}

	showState(state, text) {
		if (this.saved) {
			this.saved.className = `saved ${state === "error" ? "error" : ""}`;
			this.saved.textContent = text;
		}
	}

	showSide() {
		if (!this.side) {
			return;
		}
		const go = (at) => this.form.go(at) || say("这一项不印在表上。");
		fill(this.found,
			this.conflicts.length > 0 && h("section", {}, h("h2", {}, `别人同时改了 ${this.conflicts.length} 处`),
				h("ul", {}, this.conflicts.map((conflict) => this.conflictLine(conflict, go)))),
			this.refusals.length > 0 && h("section", {}, h("h2", {}, `还不能保存的 ${this.refusals.length} 处`),
				h("ul", {}, this.refusals.map((one) => findingLine({ ...one, level: "error", words: this.nameOf(one.place) }, go)))),
			h("section", {}, h("h2", {}, this.findings.length > 0 ? `检查结果 ${this.findings.length} 条` : !this.isPending && "检查没有发现问题",
				this.isPending && h("span", { class: "soft" }, " 正在核对…")),
				h("ul", {}, this.findings.map((finding) => findingLine(finding, go, {
					onexplain: (one) => this.answer(explain, one), onhide: (one) => this.answer(hide, one),
				})))),
			this.masks.length > 0 && h("section", {}, h("h2", {}, `公开时隐去 ${this.masks.length} 处`), maskList(this.masks, (mask) => this.answer(unhide, mask))),
			this.comments.length > 0 && h("section", {}, h("h2", {}, `审核意见 ${this.comments.length} 条`),
				h("ul", {}, this.comments.map((comment) => this.commentLine(comment, go)))));
		this.form?.setNotes([
			...this.refusals.map((one) => ({ place: one.place, level: "error", message: one.message })),
			...this.findings.filter((one) => !one.reason).map(({ place, level, message }) => ({ place, level, message })),
			...this.comments.map((one) => ({ place: one.pointer, level: "warning", message: `审核意见：${one.text}` })),
		]);
	}

	nameOf(at) {
		return (at && this.form?.find(at)?.getAttribute("aria-label")) ?? "";
	}

	// A conflict without a place is told: there is nothing to go back to.
	conflictLine(conflict, go) {
		const { place, mine, theirs } = conflict;
		// It keeps its name when its row goes.
		conflict.name ||= place === undefined ? "" : this.nameOf(place);
		const name = conflict.name || "表中一处";
		const { binding } = (place !== undefined && this.form?.find(place)?.dataset) || {};
		const told = (value) => brief(inUnit(value, binding));
		return h("li", { "data-key": `conflict ${name} ${brief(mine)}` }, place === undefined ? h("strong", {}, name) : button(name, () => go(place)),
			h("p", {}, theirs === undefined ? "别人删掉了这一行" : `别人填的：${told(theirs)}`), h("p", {}, mine === undefined ? "您删掉了这一行" : `您填的：${conflict.edit ? brief(mine) : told(mine)}`),
			h("div", { class: "actions" },
				place !== undefined && button("用我的", () => {
					this.settle(conflict);
					this.form.enqueue(conflict.edit ? { edits: [{ ...conflict.edit, place }] } : { steps: [stepOf(conflict)] });
				}),
				button(place === undefined ? "知道了" : "用别人的", () => this.settle(conflict))));
	}

	// Where rows have come or gone, conflicts are where their cells are.
	followConflicts(to) {
		for (const conflict of this.conflicts) {
			conflict.place = conflict.place && to(conflict.place);
		}
	}

	// Somebody else has saved the cell in which one was typing, or taken out its row.
	showOvertaken({ text, name, ...edit }) {
		this.work.conflicts.push(edit.place ? { place: edit.place, mine: text, theirs: get(this.form.document, edit.place) ?? "", edit: { ...edit, text } } : { name, mine: text });
		this.conflicts = this.work.conflicts;
		this.showSide();
	}

	settle(conflict) {
		this.conflicts.splice(this.conflicts.indexOf(conflict), 1);
		this.showSide();
	}

	commentLine(comment, go) {
		return h("li", { "data-key": `comment ${comment.number}` }, button(this.nameOf(comment.pointer) || "整份材料", () => go(comment.pointer)),
			h("p", {}, comment.text), h("p", { class: "soft" }, `${comment.by_name} ${moment(comment.at)}`),
			button("改好了", async () => {
				await call("DELETE", `/drafts/${this.id}/comments/${comment.number}`);
				this.comments.splice(this.comments.indexOf(comment), 1);
				this.showSide();
			}));
	}

	// Explain or hide what was found, or show again what was hidden.
	async answer(act, what) {
		await this.work.save();
		const etag = await act(this.id, what, (send) => this.act(send));
		if (etag) {
			this.work.etag = etag;
			await this.readFound();
			this.draft = await findDraft(this.id);
			this.showStage();
			this.showSide();
		}
	}

	async tellPresence() {
		const pointer = this.form.current?.dataset.place ?? "";
		try {
			const answer = await call("POST", `/drafts/${this.id}/presence`, { json: { pointer }, quiet: true });
			const { items } = await answer.json();
			this.form.rooms = new Map(items.filter((other) => other.pointer).map((other) => [other.pointer, other.person_name]));
			this.others.hidden = items.length === 0;
			this.others.textContent = `${items.map((other) => other.person_name).join("、")}也在填写`;
			this.form.refresh();
			if (items.length > 0) {
				await this.work.look();
			}
		} catch {
			// The next time.
		}
	}

	async download() {
		await this.form.settled();
		await keepFile(await call("GET", `/drafts/${this.id}/workbook`), `${this.id}.xlsx`);
	}

	async upload() {
		const file = h("input", { type: "file", accept: ".xlsx", required: true });
		const chosen = await ask({ title: "读回填好的表格", body: field("从这里下载、填好的 .xlsx 文件", file), confirm: "读回", read: () => file.files[0],
			check: () => (file.files[0].size === 0 ? "这个文件是空的，请选填好的那一个。" : null) });
		if (!chosen) {
			return;
		}
		await this.form.settled();
		try {
			const answer = await call("POST", `/drafts/${this.id}/workbook/read`, {
				body: chosen, type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
			});
			await this.fillIn(await answer.json());
		} catch (problem) {
			ask({
				title: "表格没有读回，草稿没有变", confirm: "知道了", isNews: true,
				body: h("div", {}, h("p", { class: "error" }, problem.message),
					h("ul", {}, problem.errors.map((error) => h("li", {}, `${error.pointer ?? ""} ${error.message ?? error.detail ?? ""}`)))),
			});
		}
	}

	// What was filled in in a workbook is work like any other: what came to the draft since stays.
	async fillIn({ base, document }) {
		const filled = merge(base, document, this.form.document);
		await this.form.fillIn(filled.document);
		this.work.addConflicts(filled.conflicts);
		await this.work.save();
		const count = filled.conflicts.length;
		say(count === 0 ? "表格已读回。" : `表格已读回；有 ${count} 处在表格下载以后改过，请在右边选用哪一个。`);
	}

	async submit() {
		await this.form.settled();
		await this.work.save();
		if (!this.isSaved) {
			say("还有内容没有保存到服务器，先改好标红的格子再提交。", "error");
			return;
		}
		if (this.isPending) {
			await this.readFound();
			this.showSide();
		}
		const errors = this.findings.filter((finding) => finding.level === "error" && !finding.reason).length;
		const note = h("textarea", { maxlength: 2000 });
		const reason = reasonField({ required: Boolean(this.draft?.published) });
		// That of before, where it was returned.
		reason.value = (this.draft?.published && this.draft.correction_reason) || "";
		if (await ask({
			title: "提交审核", confirm: "提交",
			body: h("div", {}, errors > 0 && h("p", { class: "error" }, `还有 ${errors} 条错误没有改正或说明，审核时不能通过。`),
				this.draft?.published && field("更正理由（对外公开）", reason, "这份材料公开过，改了什么、为什么改，会同新的内容一起公开。"),
				field("给审核人的话（不公开，可不写）", note)),
			read: () => ({ ...(note.value ? { note: note.value } : {}), ...(reasonOf(reason) ? { correction_reason: reasonOf(reason) } : {}) }),
			act: (given) => this.act((headers) => postJson(`/drafts/${this.id}/submit`, given, { headers })),
		})) {
			say("已提交审核。");
			location.hash = "#/";
		}
	}

	async remove() {
		await this.form.settled().catch(() => {});
		await this.work.save();
		const reason = h("textarea", { required: true, maxlength: 2000 });
		const isGone = await ask({
			title: "删除草稿", danger: true, confirm: "删除",
			body: h("div", {}, h("p", {}, `“${titleOf(this.draft)}”的草稿，连同检查的说明和审核意见，都删掉，不能恢复。`),
				this.draft?.published && h("p", {}, "已经公开的不变，要收回请用“撤回公开”。"),
				field("删除的理由（不公开，留在审计记录里）", reason)),
			act: () => this.act((headers) => call("DELETE", `/drafts/${this.id}`, { json: { reason: reason.value }, headers })),
		});
		if (!isGone) {
			await this.work.look();
			return;
		}
		await this.work.forget();
		this.close();
		say("已删除。");
		location.hash = "#/";
	}

	// Nothing of the page goes on.
	close() {
		this.form.close();
		this.form = null;
		this.work.close();
		clearInterval(this.timer);
		window.removeEventListener("online", this.online);
		window.removeEventListener("pagehide", this.hide);
		window.removeEventListener("beforeunload", this.unload);
	}

	async leave() {
		if (!this.form) {
			return true;
		}
		await this.form.settled().catch(() => {});
		await this.work.save();
		if (!this.isSaved && !await ask({ title: "还没有保存到服务器", body: h("p", {}, "内容保存在本机的浏览器里，下次打开这份材料时恢复。"), confirm: "离开" })) {
			return false;
		}
		this.close();
		call("POST", `/drafts/${this.id}/presence`, { json: { pointer: null }, quiet: true }).catch(() => {});
		return true;
	}
}
