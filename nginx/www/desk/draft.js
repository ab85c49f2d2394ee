// A draft as lists have it: its state, and who did what.
"use strict";

import { getJson } from "./api.js";
import { h, moment } from "./dom.js";
import { STEPS } from "./words.js";

// What a draft is called in lists: the form alone says too little.
export function titleOf(draft) {
	return [draft.title, draft.project?.name, `${draft.year} 年度`].filter(Boolean).join(" · ");
}

export async function findDraft(id) {
	const list = await getJson(`/drafts?${new URLSearchParams({ q: id, limit: 200 })}`);
	return list.items.find((item) => item.id === id) ?? null;
}

// Until when it is to be public, and how long that is.
export function deadline({ due_on: due, days_left: left }) {
	return `最迟 ${due} 公开，${left < 0 ? `已过 ${-left} 天` : left === 0 ? "就是今天" : `还有 ${left} 天`}`;
}

// A step of a draft's life in a line.
export function stepLine(step) {
	return `${STEPS[step.kind] ?? step.kind} · ${step.person_name} · ${moment(step.at)}`;
}

// Why a draft is back, or no longer public: who said so, when, and the reason. Null where it is not.
export function backLine(draft, history) {
	const kind = draft?.state === "withdrawn" ? "withdraw" : draft?.returned && "return";
	const step = kind && history.steps.find((one) => one.kind === kind);
	return step ? h("p", { class: "returned" }, `${step.person_name} ${moment(step.at)} ${kind === "return" ? "退回" : "撤回公开"}：${step.reason}`) : null;
}

// A reason that will be public is one line, however it was typed.
export function reasonField(attributes = {}) {
	return h("textarea", { maxlength: 500, ...attributes });
}
export const reasonOf = (control) => control.value.trim().replaceAll(/\s+/g, " ");

// What is public stays so while it is being corrected.
export function correction({ published, state }) {
	return Boolean(published) && state !== "published" && "已公开，正在更正";
}
