// A draft as lists have it: its state, and who did what.
"use strict";

import { getJson } from "./api.js";

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
	return left < 0 ? `应于 ${due} 前公开，已过 ${-left} 天` : `应于 ${due} 前公开，还有 ${left} 天`;
}
