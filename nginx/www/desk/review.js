// One draft under review: its form beside what the rules found, with what changed since the
// last revision or the year before; comments at cells; approved or returned.
"use strict";

import { address, call, getJson } from "./api.js";
import { ask, button, field, fill, h, moment, say } from "./dom.js";
import { explain, findingLine, hide, maskList, readFindings, unhide } from "./finding.js";
import { patched } from "./merge.js";
import { Paper } from "./paper.js";
import { backLine, deadline, findDraft, stepLine, titleOf } from "./draft.js";
import { may, who } from "./session.js";
import { drop, read, write } from "./shelf.js";
import { STATES } from "./words.js";

export async function reviewPage(place, [id]) {
	await new ReviewPage(place, id).open();
}

// A revision, and what the draft would be beside it in public: without contacts, with masks.
async function readRevision(other, id, number) {
	if (!other.document) {
		const [document, { patch }] = await Promise.all([getJson(`/drafts/${id}/revisions/${number}`), getJson(`/drafts/${id}/diff?from=${number}`)]);
		Object.assign(other, { document, now: patched(document, patch) });
	}
}

// More of them are seen on the form.
const CHANGES_SHOWN = 40;

class ReviewPage {
	constructor(place, id) {
		const kept = `gongkai-remarks ${who().account} ${id}`;
		Object.assign(this, { place, id, kept, remarks: read(kept) ?? [], changes: [] });
	}

	async open() {
		const answer = await call("GET", `/drafts/${this.id}`);
		this.etag = answer.headers.get("ETag");
		[this.document, this.draft, this.findings, this.masks, this.comments, this.history] = await Promise.all([
			answer.json(), findDraft(this.id), this.loadFindings(), this.loadMasks(), this.loadComments(), getJson(`/drafts/${this.id}/history`)]);
		this.others = await this.findOthers();
		this.build();
		await this.paper.show(this.document);
		this.paper.strike(this.masks.map((mask) => mask.words));
		this.paper.mark(this.findings.filter((one) => !one.reason));
		this.paper.note(this.remarks.map((remark) => remark.pointer));
		await this.compare();
	}

	async loadFindings() {
		return readFindings((await getJson(`/drafts/${this.id}/findings`)).findings);
	}

	async loadMasks() {
		return (await getJson(`/drafts/${this.id}/masks`)).items;
	}

	async loadComments() {
		return (await getJson(`/drafts/${this.id}/comments`)).items;
	}

	// What it can be compared with: the last revision, and the same form of the year before.
	async findOthers() {
		const { id, document: { form, year, department, project } } = this;
		const list = await getJson(`/drafts?${new URLSearchParams({ form, year: year - 1, department: department.code, limit: 200 })}`);
		const before = list.items.find((item) => (item.project?.code ?? null) === (project?.code ?? null))
			?? list.items.find((item) => item.project && project && item.project.name === project.name);
		const revision = this.history.revisions[0];
		return [
			revision && { name: `第 ${revision.revision} 次公开的内容`, read() { return readRevision(this, id, revision.revision); } },
			before && { name: `${year - 1} 年度`, page: address(`/drafts/${before.id}.pdf`), async read() { this.document ??= await getJson(`/drafts/${before.id}`); } },
		].filter(Boolean);
	}

	build() {
		const host = h("div", { class: "host" });
		const beside = h("div", { class: "host" });
		this.choice = h("select", { onchange: () => this.compare() }, h("option", { value: "" }, "不比较"),
			this.others.map((other, i) => h("option", { value: i, selected: i === 0 }, other.name)));
		this.isBeside = h("input", { type: "checkbox", onchange: () => this.compare() });
		this.isPage = h("input", { type: "checkbox", onchange: () => this.compare() });
		this.count = h("span", { class: "soft", role: "status" });
		this.besideHost = beside;
		this.nowName = h("h2", { hidden: true }, "这一份");
		this.besideName = h("h2");
		this.page = pageFrame("PDF 页面");
		this.besidePage = pageFrame("对照的 PDF 页面");
		const isMine = this.draft.state === "in_review" && may("reviewer", this.document.department.code);
		this.side = h("aside", { class: "side", "aria-label": "检查结果与意见" });
		fill(this.place,
			h("h1", {}, titleOf(this.draft), " ", h("span", { class: `tag ${this.draft.state}` }, STATES[this.draft.state])),
			h("p", { class: "soft" }, [this.document.department.name, this.draft.submitted_by && `${this.draft.submitted_by_name} 提交`, moment(this.draft.since), this.draft.due_on && deadline(this.draft)].filter(Boolean).join(" · ")),
			this.draft.correction_reason && h("p", {}, `更正理由：${this.draft.correction_reason}`),
			backLine(this.draft, this.history),
			isMine && this.draft.own && h("p", {}, "您改过或者提交过这份材料，要由另一人审核通过；您可以退回。"),
			h("div", { class: "bar", role: "toolbar", "aria-label": "审核" },
				isMine && !this.draft.own && button("通过", () => this.approve(), { class: "primary" }),
				isMine && button("退回", () => this.giveBack()),
				field("对照", this.choice), this.others.length > 0 && h("label", {}, this.isBeside, " 并排看"), this.count,
				h("label", { class: "wide" }, this.isPage, " 看 PDF 页面"),
				h("a", { class: "button", href: address(`/drafts/${this.id}.pdf`), target: "_blank", rel: "noopener" }, "在新窗口看 PDF"),
				may("editor", this.document.department.code) && h("a", { class: "button", href: `#/form/${this.id}` }, "去填写")),
			h("div", { class: "desk" }, h("div", { class: "pages" }, h("div", {}, this.nowName, this.page, host), h("div", {}, this.besideName, this.besidePage, beside)), this.side));
		this.paper = new Paper(host);
		this.beside = new Paper(beside);
		if (isMine) {
			this.paper.onchoose((at, name) => this.remark(at, name));
		}
		this.showSide(isMine);
	}

	async compare() {
		const other = this.others[this.choice.value];
		const isTwo = Boolean(other && this.isBeside.checked);
		this.place.querySelector(".pages").classList.toggle("two", isTwo);
		this.besideHost.parentElement.hidden = !isTwo;
		this.nowName.hidden = !isTwo;
		this.besideName.textContent = other?.name ?? "";
		showPage(this.page, this.paper.root.host, this.isPage.checked && address(`/drafts/${this.id}.pdf`));
		showPage(this.besidePage, this.besideHost, this.isPage.checked && other?.page);
		if (!other) {
			this.count.textContent = "";
			this.changes = this.paper.compare(null);
			this.showSide();
			return;
		}
		try {
			await other.read();
		} catch (problem) {
			this.count.textContent = `读不到${other.name}：${problem.message}`;
			return;
		}
		this.changes = this.paper.compare(other.document, other.now);
		const gone = this.changes.filter(({ isGone }) => isGone).length;
		this.count.textContent = this.changes.length === 0 ? "没有不同" : `${this.changes.length} 处不同，已标黄${gone > 0 ? `；其中 ${gone} 处是去掉的` : ""}`;
		this.showSide();
		if (isTwo) {
			await this.beside.show(other.document);
		}
	}

	showSide(isMine = this.isMine) {
		this.isMine = isMine;
		const go = (at) => {
			if (this.isPage.checked) {
				this.isPage.checked = false;
				this.compare();
			}
			return this.paper.go(at) || say("这一项不印在表上。");
		};
		const isEditor = may("editor", this.document.department.code);
		const open = this.comments.filter((comment) => !comment.settled_at);
		fill(this.side,
			isMine && h("section", {}, h("h2", {}, `我的意见 ${this.remarks.length} 条`),
				h("p", { class: "soft" }, "点表上的任何一格，就可以写意见；退回时一起送出。"),
				button("对整份材料写意见", () => this.remark("", "整份材料")),
				h("ul", {}, this.remarks.map((remark) => h("li", {}, button(remark.name || "表中一处", () => go(remark.pointer)), h("p", {}, remark.text),
					button("去掉", () => { this.keep(this.remarks.filter((one) => one !== remark)); this.showSide(); }))))),
			h("section", {}, h("h2", {}, this.findings.length > 0 ? `检查结果 ${this.findings.length} 条` : "检查没有发现问题"),
				h("ul", {}, this.findings.map((finding) => findingLine(finding, go, isEditor ? {
					onexplain: (one) => this.answer(explain, one), onhide: (one) => this.answer(hide, one),
				} : {})))),
			this.changes.length > 0 && h("section", {}, h("h2", {}, `与${this.others[this.choice.value]?.name}不同 ${this.changes.length} 处`),
				h("ul", {}, this.changes.slice(0, CHANGES_SHOWN).map((change) => h("li", {}, button(change.name || "表中一处", () => go(change.place)),
					h("p", {}, `原为 ${change.before}，现为 ${change.after}`)))),
				this.changes.length > CHANGES_SHOWN && h("p", {}, `还有 ${this.changes.length - CHANGES_SHOWN} 处，看表上标黄的格。`)),
			this.masks.length > 0 && h("section", {}, h("h2", {}, `公开时隐去 ${this.masks.length} 处`), maskList(this.masks, isEditor ? (mask) => this.answer(unhide, mask) : null)),
			open.length > 0 && h("section", {}, h("h2", {}, `以前的意见 ${open.length} 条`),
				h("ul", {}, open.map((comment) => h("li", {}, button(this.paper.nameOf(comment.pointer) || "整份材料", () => go(comment.pointer)),
					h("p", {}, comment.text), h("p", { class: "soft" }, `${comment.by_name} ${moment(comment.at)}`))))),
			h("section", {}, h("h2", {}, "经过"), h("ol", {}, this.history.steps.slice(0, 20).map((step) => h("li", {},
				stepLine(step), step.reason && h("p", { class: "soft" }, step.reason))))));
	}

	// What is remarked outlives a closed window until it is sent.
	keep(remarks) {
		this.remarks = remarks;
		write(this.kept, remarks);
		this.paper.note(remarks.map((remark) => remark.pointer));
	}

	async remark(pointer, name) {
		const text = h("textarea", { required: true, maxlength: 2000 });
		const given = await ask({ title: `意见：${name || "表中一处"}`, body: field("哪里要改，怎么改", text), confirm: "写上", read: () => text.value });
		if (given) {
			this.keep([...this.remarks, { pointer, name, text: given }]);
			this.showSide();
			say(`已记下 ${this.remarks.length} 条意见，退回或者通过时一起送出。`);
		}
	}

	async answer(act, what) {
		let isOther = false;
		const etag = await act(this.id, what, (send) => send({ "If-Match": this.etag }).catch((problem) => {
			isOther = problem.status === 412;
			throw problem;
		}));
		if (etag || isOther) {
			await this.open();
		}
	}

	given() {
		return this.remarks.length > 0 ? { comments: this.remarks.map(({ pointer, text }) => ({ pointer, text })) } : {};
	}

	// Ask, and take the step. What changed while it was looked at is looked at again, and so is what
	// somebody else has decided meanwhile; the remarks stay.
	async step(name, said, question) {
		const { etag, draft: { state } } = this;
		const answer = await ask({
			...question,
			act: (body) => call("POST", `/drafts/${this.id}/${name}`, { json: { state: this.draft.state, ...body, ...this.given() }, headers: { "If-Match": this.etag } })
				.catch((problem) => {
					if ([409, 412].includes(problem.status)) {
						return problem;
					}
					throw problem;
				}),
		});
		if (answer?.ok) {
			drop(this.kept);
			say(said);
			location.hash = "#/";
		} else if (answer) {
			await this.open();
			const [step] = this.history.steps;
			const hasChanged = this.etag !== etag || this.draft.state !== state;
			say(hasChanged && step ? `您看的时候，这份材料有了变化（${stepLine(step)}），请重新看一遍。` : answer.message, "error");
		}
	}

	async approve() {
		const errors = this.findings.filter((one) => one.level === "error" && !one.reason).length;
		if (errors > 0) {
			say(`还有 ${errors} 条错误没有改正或说明，不能通过。请退回，由填报人改正或者说明理由。`, "error");
			return;
		}
		const note = h("textarea", { maxlength: 2000 });
		await this.step("approve", "已通过，等待公开。", {
			title: "审核通过", confirm: "通过",
			body: h("div", {}, this.remarks.length > 0 && h("p", {}, `您写的 ${this.remarks.length} 条意见会一起保存。`),
				field("审核意见（不公开，可不写）", note)),
			read: () => (note.value ? { note: note.value } : {}),
		});
	}

	async giveBack() {
		const reason = h("textarea", { required: true, maxlength: 2000 }, this.remarks.map((remark) => `${remark.name}：${remark.text}`).join("\n"));
		await this.step("return", "已退回。", { title: "退回修改", confirm: "退回", body: field("退回的理由", reason), read: () => ({ reason: reason.value }) });
	}
}

/* The page as it is printed, in the place of the form. */

function pageFrame(title) {
	return h("iframe", { class: "preview", title, hidden: true });
}

// Where there is a page it is shown, else the form is.
function showPage(frame, form, page) {
	frame.hidden = !page;
	form.hidden = Boolean(page);
	if (page && frame.getAttribute("src") !== page) {
		frame.src = page;
	}
}
