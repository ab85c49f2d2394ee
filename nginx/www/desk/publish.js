// What will be public, by whom approved, and what is hidden; afterwards the link and the
// code; and taking it back.
"use strict";

import { address, call, getJson, postJson } from "./api.js";
import { ask, button, field, fill, h, moment, say } from "./dom.js";
import { backLine, findDraft, reasonField, reasonOf, stepLine, titleOf } from "./draft.js";
import { isPerson, maskList, readFindings } from "./finding.js";
import { may } from "./session.js";
import { STATES } from "./words.js";

export async function publishPage(place, [id]) {
	const answer = await call("GET", `/drafts/${id}`);
	const etag = answer.headers.get("ETag");
	const [document, draft, history, found, masks] = await Promise.all([
		answer.json(), findDraft(id), getJson(`/drafts/${id}/history`), getJson(`/drafts/${id}/findings`), getJson(`/drafts/${id}/masks`)]);
	const findings = readFindings(found.findings);
	const again = () => publishPage(place, [id]);
	const isMine = may("publisher", document.department.code);
	// Of what is there now; who approved what was public before says nothing of it.
	const last = ["approved", "published", "withdrawn"].includes(draft.state) && history.steps.find((step) => step.kind === "approve");
	const page = address(`/drafts/${id}.pdf?edition=public`);
	const people = findings.filter((one) => isPerson(one) && !one.reason);
	const said = findings.filter((one) => one.reason && one.isPublic);
	fill(place,
		h("h1", {}, titleOf(draft), " ", h("span", { class: `tag ${draft.state}` }, STATES[draft.state])),
		backLine(draft, history),
		h("dl", { class: "facts" },
			fact("部门", document.department.name),
			last && fact("审核通过", `${last.person_name} ${moment(last.at)}${last.reason ? `：${last.reason}` : ""}`),
			draft.submitted_by && fact("提交", draft.submitted_by_name),
			draft.correction_reason && fact("更正理由（公开）", draft.correction_reason),
			draft.published && fact("已经公开", `第 ${draft.published.revision} 次，${moment(draft.published.at)}`),
			draft.published && fact("链接", linkTo(history.site, id)),
			draft.published && history.revisions[0].code && fact("验证码", codeOf(history.site, history.revisions[0].code))),
		h("div", { class: "actions" },
			isMine && draft.state === "approved" && button("公开", () => publish(id, etag, draft, again), { class: "primary" }),
			isMine && draft.published && button("撤回公开", () => withdraw(id, draft, again), { class: "danger" }),
			h("a", { class: "button", href: `#/review/${id}` }, "对照着再看一遍")),
		h("section", {}, h("h2", {}, masks.items.length > 0 ? `隐去 ${masks.items.length} 处` : "没有隐去的内容"),
			masks.items.length > 0 && h("p", {}, "公开的每一种格式里，这些文字都只看得到星号。"), masks.items.length > 0 && maskList(masks.items)),
		people.length > 0 && h("section", {}, h("h2", {}, `可能是个人信息的 ${people.length} 处，将照样公开`),
			h("p", {}, "要隐去的，请退回，由填报人点“隐去”。"),
			h("ul", { class: "plain" }, people.map((one) => h("li", {}, h("strong", {}, one.words), ` ${one.message}`)))),
		said.length > 0 && h("section", {}, h("h2", {}, `一起公开的说明 ${said.length} 条`),
			h("ul", { class: "plain" }, said.map((one) => h("li", {}, h("strong", {}, one.words), ` ${one.reason}`)))),
		h("section", {}, h("h2", {}, SEEN[draft.state]),
			draft.state !== "withdrawn" && h("p", { class: "soft" }, "与公开后的页面逐字相同；水印只在公开前有。内部信息（如联系人）和隐去的内容不在其中。"),
			h("iframe", { class: "preview", title: "将公开的 PDF", src: page }),
			h("p", {}, h("a", { href: page, target: "_blank", rel: "noopener" }, "在新窗口打开 PDF"))),
		h("section", {}, h("h2", {}, "经过"), h("ol", { class: "plain" }, history.steps.map((step) =>
			h("li", {}, `${stepLine(step)}${step.reason ? `：${step.reason}` : ""}`)))));
}

// What the page below is, by the state of the draft.
const SEEN = {
	draft: "照现在的草稿公开，公众将看到的内容", in_review: "审核通过并公开后，公众将看到的内容", approved: "公众将看到的内容",
	published: "公众看到的内容", withdrawn: "撤回以前公众看到的内容，现在看不到了",
};

function fact(name, value) {
	return h("div", {}, h("dt", {}, name), h("dd", {}, value));
}

// Where everybody reads it. Nobody can be led there from here while the site has no address.
function linkTo(site, id) {
	const path = `/reports/${id}`;
	return site ? h("a", { href: site + path, target: "_blank", rel: "noopener" }, site + path) : h("code", {}, path);
}

// Where everybody can ask what it is the code of.
function codeOf(site, code) {
	const path = `/v/${code}`;
	return [h("code", {}, code), "，核对：", site ? h("a", { href: site + path, target: "_blank", rel: "noopener" }, site + path) : h("code", {}, path)];
}

async function publish(id, etag, draft, again) {
	const said = await ask({
		title: "公开", confirm: "公开", body: h("p", {}, `“${titleOf(draft)}”将立即对所有人公开，公开的这一版以后不能再改，只能更正或撤回。`),
		act: () => postJson(`/drafts/${id}/publish`, {}, { headers: { "If-Match": etag } }),
	});
	if (!said) {
		return;
	}
	// First, since whoever goes on from the window would see what was before.
	await again().catch((problem) => say(problem.message, "error"));
	await ask({
		title: "已公开", confirm: "好", isNews: true, body: h("div", {}, h("p", {}, `第 ${said.revision} 次公开。`),
			h("p", {}, "链接 ", linkTo(said.site, id)),
			said.code && h("p", {}, "验证码 ", codeOf(said.site, said.code))),
	});
}

// What somebody else has withdrawn or corrected meanwhile is looked at again.
async function withdraw(id, draft, again) {
	const reason = reasonField({ required: true });
	const answer = await ask({
		title: "撤回公开", danger: true, confirm: "撤回", body: field("撤回的理由（对外公开）", reason, "原来的地址会说明已经撤回、什么时候、为什么。"),
		act: () => call("POST", `/drafts/${id}/withdraw`, { json: { reason: reasonOf(reason), revision: draft.published.revision } })
			.catch((problem) => {
				if (problem.status === 409) {
					return { isOther: true };
				}
				throw problem;
			}),
	});
	if (answer?.isOther) {
		await again();
		say("您看的时候，别人已经撤回或者更正了这份材料，请重新看一遍。", "error");
	} else if (answer) {
		say("已撤回。");
		location.hash = `#/`;
	}
}
