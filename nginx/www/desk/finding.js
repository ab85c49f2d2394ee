// What the rules of 勾稽 found in a draft, in lines that lead to its cells.
"use strict";

import { call } from "./api.js";
import { ask, button, field, h } from "./dom.js";
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
	})).sort((a, b) => Number(Boolean(a.reason)) - Number(Boolean(b.reason)) || ORDER[a.level] - ORDER[b.level]);
}

export function findingLine(finding, go, onexplain) {
	return h("li", {},
		h("span", { class: `tag ${finding.level}` }, finding.reason ? "已说明" : LEVELS[finding.level]), " ",
		button(finding.words || "整份材料", () => go(finding.place)),
		h("p", {}, finding.message),
		finding.cure && !finding.reason && h("p", { class: "soft" }, `办法：${finding.cure}`),
		finding.source && h("p", { class: "soft" }, `依据：${finding.source}`),
		finding.reason && h("p", { class: "soft" }, `说明：${finding.reason}`),
		onexplain && !finding.reason && button("说明理由", () => onexplain(finding)));
}

// Why a finding may stand. The draft's ETag behind it, or null.
export async function explain(id, finding, etag) {
	const reason = h("textarea", { required: true, maxlength: 2000 });
	const given = await ask({
		title: "说明理由",
		body: h("div", {}, h("p", {}, finding.message), field("为什么这里可以是这样", reason, "数字不变，说明就一直有效；数字改了，要重新说明。")),
		confirm: "保存说明",
		read: () => reason.value,
	});
	if (!given) {
		return null;
	}
	const answer = await call("POST", `/drafts/${id}/explanations`, { json: { finding: finding.name, reason: given }, headers: { "If-Match": etag } });
	return answer.headers.get("ETag") ?? etag;
}
