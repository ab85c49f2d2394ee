// The same walk by a client that @hey-api/openapi-ts makes of the saved
// description: functions by operationId.
import {
	getReport, getReportPdf, listChanges, listDepartments, listReportsCsv, listRevisions, search,
	summarizeProjectExpenditures, type DocumentListItem,
} from "./generated/hey";
import { client } from "./generated/hey/client.gen";
import { Check, rate } from "./walk";

// How many items a list of a document has, with those below others.
function items(list: DocumentListItem[]): number {
	return list.reduce((sum, item) => sum + 1 + items(item.children ?? []), 0);
}

export async function walk(baseUrl: string, ok: Check): Promise<void> {
	client.setConfig({ baseUrl });

	const codes: string[] = [];
	const query: { limit: number; cursor?: string } = { limit: 2 };
	do {
		const { data } = await listDepartments({ query });
		codes.push(...(data?.items ?? []).map((department) => department.code));
		query.cursor = data?.next ?? undefined;
	} while (query.cursor !== undefined);
	ok(codes.length > 2 && [...codes].sort().join() === codes.join(), `a list: ${codes.length} departments`);

	const { data: summary } = await summarizeProjectExpenditures({ query: { group_by: "year,grade", limit: 200 } });
	const graded = (summary?.items ?? []).filter((group) => group.grade !== undefined);
	ok(graded.length > 0 && graded.every((group) => group.scored === group.projects), "a summary: graded groups have scores");
	ok(rate(summary?.total.rated) === summary?.total.execution_rate, "a summary: its rate");

	const { data: changes } = await listChanges({ query: { limit: 200 } });
	const change = changes?.items.find((item) => item.kind === "publication" && item.form === "G1");
	ok(changes?.more === false && change !== undefined, "the changes");

	const id = change?.id ?? "";
	const { data: document } = await getReport({ path: { id } });
	const list = Object.values(document?.lists ?? {})[0];
	ok(document?.published.at !== undefined && list !== undefined && items(list) >= list.length, "a document with a list");
	const { data: pdf } = await getReportPdf({ path: { id } });
	ok(pdf !== undefined && pdf.type === "application/pdf" && pdf.size > 1000, "its PDF");
	const { data: revisions } = await listRevisions({ path: { id } });
	const newest = revisions?.items[0];
	ok(newest !== undefined && "sha256" in newest && newest.links.pdf.endsWith("/1.pdf"), "its revisions");

	const { data: csv } = await listReportsCsv({ query: { limit: 3 } });
	ok(csv?.split("\r\n").length === 5, "a list as CSV");
	const { data: found } = await search({ query: { q: "保障" } });
	ok((found?.items[0]?.marks.length ?? 0) > 1, "a search");

	const { error } = await getReport({ path: { id: "e1-1999-none" } });
	ok(error?.status === 404 && error.request_id.length === 32, "a problem");
}
