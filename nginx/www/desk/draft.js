// A draft as lists have it: its state, and who did what.
"use strict";

import { getJson } from "./api.js";

export async function findDraft(id) {
	const list = await getJson(`/drafts?${new URLSearchParams({ q: id, limit: 200 })}`);
	return list.items.find((item) => item.id === id) ?? null;
}
