// A list, a summary, a document and the changes, by openapi-fetch with the types
// that openapi-typescript makes of the saved description. No casts: clients.mjs
// sees to that.
import createClient from "openapi-fetch";
import type { components, paths } from "./generated/fetch";
import { Check, rate } from "./walk";

type Document = components["schemas"]["Document"];

// How deep the indicators of a document go.
function depth(indicators: Document["indicators"]): number {
	return indicators === undefined ? 0 : 1 + Math.max(0, ...indicators.map((indicator) => depth(indicator.children)));
}

export async function walk(baseUrl: string, ok: Check): Promise<void> {
	const api = createClient<paths>({ baseUrl });

	const ids: string[] = [];
	let cursor: string | undefined;
	let counted: number | undefined;
	do {
		const { data } = await api.GET("/api/v1/reports", { params: { query: { limit: 7, count: "exact", cursor } } });
		ids.push(...(data?.items ?? []).map((report) => `${report.id}@${report.revision}`));
		counted = data?.count;
		cursor = data?.next ?? undefined;
	} while (cursor !== undefined);
	ok(ids.length > 7 && ids.length === counted && new Set(ids).size === ids.length, `a list: ${ids.length} reports`);

	const { data: summary } = await api.GET("/api/v1/project-expenditures", { params: { query: { group_by: "department" } } });
	const groups = summary?.items ?? [];
	ok(groups.length > 1 && groups.every((group) => group.department?.code !== undefined), "a summary: its groups");
	ok(groups.reduce((sum, group) => sum + group.projects, 0) === summary?.total.projects, "a summary: its total");
	ok([summary?.total, ...groups].every((sums) => rate(sums?.rated) === sums?.execution_rate), "a summary: its rates");

	let since: string | undefined;
	let last = 0;
	let more = true;
	while (more) {
		const { data } = await api.GET("/api/v1/changes", { params: { query: { limit: 10, since } } });
		for (const change of data?.items ?? []) {
			more = change.number === last + 1;
			last = change.number;
		}
		more = more && data?.more === true;
		since = data?.next ?? undefined;
	}
	ok(last >= ids.length, `the changes: ${last}`);

	const id = ids.find((name) => name.startsWith("e1-"))?.split("@")[0] ?? "";
	const { data: document } = await api.GET("/api/v1/reports/{id}", { params: { path: { id } } });
	ok(document?.id === id && document.published.revision > 0 && depth(document.indicators) === 3, "a document");
	const { data: pdf } = await api.GET("/api/v1/reports/{id}.pdf", { params: { path: { id } }, parseAs: "blob" });
	ok(pdf?.type === "application/pdf" && pdf.size > 1000, "its PDF");

	const { data: csv } = await api.GET("/api/v1/reports.csv", { params: { query: { limit: 3 } }, parseAs: "text" });
	ok(csv?.split("\r\n").length === 5, "a list as CSV");

	const { data: none, error } = await api.GET("/api/v1/projects/{code}", { params: { path: { code: "none" } } });
	ok(none === undefined && error?.status === 404 && error.type === "/problems/not-found", "a problem");
}
