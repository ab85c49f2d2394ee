// What the rules of 勾稽 found in a draft, in lines that lead to its cells.
"use strict";

import { call } from "./api.js";
import { ask, button, field, h, moment } from "./dom.js";
import { LEVELS } from "./words.js";

const ORDER = { error: 0, warning: 1, note: 2 };

// As the pages have them, errors first and those that are explained last.
export function readFindings(list = []) {
	return list.map((finding) => ({
		name: finding.finding,
		rule: finding.rule,
		level: finding.severity,
		place: (finding.cells ?? []).find((cell) => !cell.includes("#")) ?? "",
		words: finding.place,
		message: finding.sentence,
		source: finding.source,
		cure: finding.cure,
		reason: finding.explanation?.reason,
		isPublic: finding.explanation?.public,
		by: finding.explanation?.by,
		at: finding.explanation?.at,
	})).sort((a, b) => Number(Boolean(a.reason)) - Number(Boolean(b.reason)) || ORDER[a.level] - ORDER[b.level]);
}

// What may be done with a finding: { onexplain, onhide }, each or none.
export function findingLine(finding, go, { onexplain, onhide } = {}) {
	return h("li", { "data-key": `${finding.rule} ${finding.place} ${finding.words}` },
		h("span", { class: `tag ${finding.level}` }, finding.reason ? "已说明" : LEVELS[finding.level]), " ",
		button(finding.words || "整份材料", () => go(finding.place)),
		h("p", {}, finding.message),
		finding.cure && !finding.reason && h("p", { class: "soft" }, `办法：${finding.cure}`),
		finding.source && h("p", { class: "soft" }, `依据：${finding.source}`),
		finding.reason && h("p", { class: "soft" }, `说明${finding.isPublic ? "（公开）" : ""}：${finding.reason}`),
		finding.reason && h("p", { class: "soft" }, `${finding.by} ${moment(finding.at)}`),
		onhide && !finding.reason && isPerson(finding) && button("隐去", () => onhide(finding)), " ",
		onexplain && button(finding.reason ? "改说明" : "说明理由", () => onexplain(finding)));
}

// Why a finding may stand, or why after all. act(send) calls send() with the header If-Match of the draft when the
// answer is sent: a dialog may be open for long. The draft's ETag behind it, or null.
export function explain(id, finding, act) {
	const reason = h("textarea", { required: true, maxlength: 2000 }, finding.reason);
	const isPublic = h("input", { type: "checkbox", checked: finding.isPublic });
	const isBack = h("input", { type: "checkbox", onchange: () => { [reason, isPublic].forEach((one) => { one.disabled = isBack.checked; }); } });
	return ask({
		title: finding.reason ? "改说明" : "说明理由",
		body: h("div", {}, h("p", {}, finding.message), field("为什么这里可以是这样", reason, "数字不变，说明就一直有效；数字改了，要重新说明。"),
			h("p", {}, h("label", {}, isPublic, " 公开这条说明：印在公开的表后面")),
			finding.reason && h("p", {}, h("label", {}, isBack, " 收回这条说明：这里又是没有说明的"))),
		confirm: "保存说明",
		act: () => (isBack.checked ? answer("DELETE", `/drafts/${id}/explanations`, { finding: finding.name }, act)
			: answer("POST", `/drafts/${id}/explanations`, { finding: finding.name, reason: reason.value, public: isPublic.checked }, act)),
	});
}

// Personal data: what a finding found is hidden in every face that is public. The draft's
// ETag behind it, or null.
export function hide(id, finding, act) {
	const reason = h("input", { required: true, maxlength: 200, value: "公开时隐去个人信息" });
	return ask({
		title: "隐去个人信息",
		body: h("div", {}, h("p", {}, finding.message), h("p", {}, "这份材料里所有相同的文字都隐去：公开的每一种格式里只看得到星号，草稿不变。"), field("理由（不公开）", reason)),
		confirm: "隐去", act: () => answer("POST", `/drafts/${id}/masks`, { finding: finding.name, reason: reason.value }, act),
	});
}

export function unhide(id, mask, act) {
	const reason = h("input", { required: true, maxlength: 200 });
	return ask({
		title: `恢复显示“${mask.words}”`,
		body: h("div", {}, h("p", {}, "下一次公开时，公众看得到这几个字。已经公开的不变。"), field("理由（不公开）", reason)),
		confirm: "恢复显示", act: () => answer("DELETE", `/drafts/${id}/masks`, { words: mask.words, reason: reason.value }, act),
	});
}

function answer(method, path, json, act) {
	return act(async (headers) => (await call(method, path, { json, headers })).headers.get("ETag") ?? headers["If-Match"]);
}

export const isPerson = (finding) => finding.rule?.startsWith("PERSON");

// What is hidden, each with who did it and why; `onshow` offers to show it again.
export function maskList(masks, onshow) {
	return h("ul", { class: "plain" }, masks.map((mask) => h("li", { "data-key": mask.words }, h("strong", {}, mask.words), h("span", { class: "soft" }, ` ${mask.reason} · ${mask.by_name} ${moment(mask.at)}`), " ",
		onshow && button("恢复显示", () => onshow(mask), { "aria-label": `恢复显示：${mask.words}` }))));
}
