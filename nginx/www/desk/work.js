// The work on one draft: what the server has, what stands here, and how the second becomes
// the first. Each change is kept in the browser at once, then sent as the cells that changed,
// on condition that nobody else has saved meanwhile; else both are brought together by cell.
"use strict";

import { call, Problem } from "./api.js";
import { diff, equal, merge, withhold } from "./merge.js";

const RETRY_MS = 3000;
const RETRY_MAX_MS = 30000;

// When findings are asked for that a worker renews after a save, at first and at most.
const FINDINGS_MS = 1000;
const FINDINGS_MAX_MS = 10000;
const LATER = { Prefer: "respond-async" };

// What is said where the session is over and somebody has put off logging in again.
export const EXPIRED = "登录已经过期，填的内容保存在本机。请点页首的“重新登录”";
export const isOver = (problem) => problem.status === 401;

// Is what was sent without an answer on the server? Then all of it is there, beside what the server
// writes in its own way and others have done since.
function hasCome(base, sent, theirs) {
	const { document, conflicts } = merge(base, sent ?? base, theirs);
	return Boolean(sent) && conflicts.length === 0 && equal(document, theirs);
}

export class Work {
	// ondocument(document, names): it became another one by a merge, or by what the server writes in its own way: `names` are
	// those documents, [[as here, as there]]; onstate(state, text);
	// onfindings(list, isPending): those of before, while new ones are made; onrefusal([{ place, message }]); onconflict([{ place, mine, theirs }]).
	// `keeper` keeps it in the browser (keep.js).
	constructor(keeper, on) {
		Object.assign(this, { keeper, id: keeper.id, on, conflicts: [], wait: RETRY_MS });
	}

	// The document to begin with: what the server has, with what was typed in windows that were closed.
	async open() {
		const answer = await call("GET", `/drafts/${encodeURIComponent(this.id)}`);
		this.etag = answer.headers.get("ETag");
		this.base = await answer.json();
		this.mine = this.base;
		const left = await this.keeper.open();
		for (const { sent, base, mine, at } of left.filter((record) => record.sent || !equal(record.base, record.mine))) {
			this.wasKept = at;
			this.bring(hasCome(base, sent, this.base) ? sent : base, mine, this.mine);
		}
		await this.keeper.take(this.isSaved ? null : this.record);
		return this.mine;
	}

	// Let what was done to `from` be done to `theirs`.
	bring(from, mine, theirs) {
		const { document, conflicts } = merge(from, mine, theirs);
		this.mine = document;
		this.addConflicts(conflicts);
	}

	addConflicts(conflicts) {
		this.conflicts.push(...conflicts);
		if (conflicts.length > 0) {
			this.on.conflict(this.conflicts);
		}
	}

	get record() {
		return { base: this.base, mine: this.mine, sent: this.sent };
	}

	get isSaved() {
		return equal(this.base, this.mine) && !this.sent;
	}

	// `before` became `document` by what was done here. Meanwhile the work may have become what
	// somebody else has saved: then only what was done here is added to that.
	change(document, before) {
		if (equal(before, this.mine)) {
			this.mine = document;
		} else {
			this.bring(before, document, this.mine);
			this.on.document(this.mine);
		}
		this.keeping = this.keeper.keep(this.record)
			.catch(() => this.on.state("error", "浏览器不让本机保存，请不要关闭窗口"));
		return this.save();
	}

	save() {
		clearTimeout(this.timer);
		this.saving ??= this.run().finally(() => { this.saving = null; });
		return this.saving;
	}

	async run() {
		do {
			while (!this.isSaved) {
				this.on.state("saving", "正在保存…");
				const tried = this.mine;
				try {
					await this.sendOnce(tried);
					this.on.refusal([]);
				} catch (problem) {
					// What was done meanwhile may be the cure of what was refused.
					if (!(problem instanceof Problem) || (!await this.failed(problem, tried) && equal(tried, this.mine))) {
						return;
					}
				}
			}
			await this.keeping;
			if (this.isSaved) {
				await this.keeper.forget().catch(() => {});
			}
			// What was typed while this waited has found it at work, and relies on it.
		} while (!this.isSaved);
		this.on.state("saved", "已保存");
	}

	async sendOnce(sent) {
		// Until an answer comes it may be on the server already.
		this.sent ??= sent;
		const answer = await call("PATCH", `/drafts/${encodeURIComponent(this.id)}`, {
			body: JSON.stringify(diff(this.base, sent)),
			type: "application/json-patch+json",
			headers: { "If-Match": this.etag, ...LATER },
		});
		const said = await answer.json();
		const now = said.document ?? sent;
		this.etag = answer.headers.get("ETag") ?? `"${said.etag}"`;
		this.sent = undefined;
		this.wait = RETRY_MS;
		if (!equal(now, sent)) {
			// What the server writes in its own way, with what was typed meanwhile, which is newer.
			const { mine } = this;
			this.mine = equal(mine, sent) ? now : merge(sent, now, mine).document;
			this.on.document(this.mine, [[sent, now], [mine, this.mine]]);
		}
		this.base = now;
		this.isPending = Boolean(said.findings_pending);
		this.on.findings(said.findings ?? [], this.isPending);
		this.watching ??= this.watch().finally(() => { this.watching = null; });
	}

	// Ask for the findings of what was saved until there are such, less and less often.
	async watch() {
		for (let wait = FINDINGS_MS; this.isPending; wait = Math.min(wait * 1.5, FINDINGS_MAX_MS)) {
			await new Promise((done) => { setTimeout(done, wait); });
			// What is saved from here on has others.
			this.isPending = false;
			try {
				const answer = await call("GET", `/drafts/${encodeURIComponent(this.id)}/findings`, { headers: LATER, quiet: true });
				this.isPending ||= answer.status === 202;
				await this.found(answer);
			} catch (problem) {
				this.isPending ||= [0, 429, 503].includes(problem.status);
			}
			this.isPending &&= !this.isOver;
		}
	}

	async found(answer) {
		if (answer.status !== 200 || this.isOver) {
			return;
		}
		const said = await answer.json();
		this.on.findings(said.findings, this.isPending);
		await this.follow(said.etag);
	}

	// The draft was found in a state: a finding that is gone has taken its explanation along, and
	// that, too, is another one.
	async follow(digest) {
		if (`"${digest}"` !== this.etag) {
			await this.look();
		}
	}

	// Nobody looks any more; the next one may take what is kept.
	close() {
		this.isOver = true;
		clearTimeout(this.timer);
		this.keeper.close();
	}

	// What was refused does not keep the rest from being saved: it waits here until it is mended.
	async refuse(problem, tried) {
		const refused = problem.errors.map((error) => ({ place: error.pointer ?? "", message: error.message ?? error.detail }));
		const rest = withhold(this.base, tried, refused.map(({ place }) => place));
		this.sent = undefined;
		if (refused.length > 0 && !equal(rest, this.base)) {
			try {
				await this.sendOnce(rest);
				this.keeping = this.keeper.keep(this.record).catch(() => {});
			} catch (again) {
				if (![400, 422].includes(again.status)) {
					throw again;
				}
				this.sent = undefined;
			}
		}
		this.on.refusal(refused);
		this.on.state("error", `有 ${refused.length || 1} 处还不能保存到服务器，内容在本机`);
	}

	// What to do about it; true: try again at once.
	async failed(problem, tried) {
		if (problem.status === 412) {
			try {
				await this.meet();
			} catch (away) {
				return this.failed(away, tried);
			}
			return true;
		}
		if (problem.status === 422 || problem.status === 400) {
			try {
				await this.refuse(problem, tried);
			} catch (again) {
				return this.failed(again, tried);
			}
			return false;
		}
		if (isOver(problem)) {
			this.on.state("error", EXPIRED);
			return false;
		}
		if (problem.status === 403 || problem.status === 404) {
			this.on.state("error", `${problem.message}；内容保存在本机`);
			return false;
		}
		this.on.state("error", "连接不上服务器，内容保存在本机，恢复后自动上传");
		this.timer = setTimeout(() => this.save(), this.wait);
		this.wait = Math.min(this.wait * 2, RETRY_MAX_MS);
		return false;
	}

	// Somebody else has saved.
	async meet() {
		const answer = await call("GET", `/drafts/${encodeURIComponent(this.id)}`);
		const theirs = await answer.json();
		this.etag = answer.headers.get("ETag");
		this.bring(hasCome(this.base, this.sent, theirs) ? this.sent : this.base, this.mine, theirs);
		this.sent = undefined;
		this.base = theirs;
		this.on.document(this.mine);
	}

	// There is no draft any more: what is kept of it here goes, too.
	async forget() {
		this.close();
		await this.keeping;
		await this.keeper.forget().catch(() => {});
	}

	// Has somebody else saved, while nothing was typed here?
	async look() {
		if (!this.saving && this.isSaved) {
			const before = this.etag;
			const answer = await call("GET", `/drafts/${encodeURIComponent(this.id)}`, { quiet: true });
			const etag = answer.headers.get("ETag");
			const theirs = etag === before ? null : await answer.json();
			// What was done here meanwhile is newer than the answer.
			if (theirs && this.etag === before && this.isSaved && !this.saving) {
				const isOther = !equal(this.base, theirs);
				this.etag = etag;
				this.base = theirs;
				this.mine = this.base;
				if (isOther) {
					this.on.document(this.mine);
				}
			}
		}
	}
}
