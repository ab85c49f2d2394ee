// What is still to be done to a form's document, one thing after the other; texts that wait
// together go together. What nobody answers is asked again.
//
// A job: { steps, edits, isQuiet, isChange, born, then }. `steps` are changes of change.js, `edits`
// what was typed in cells after them; a quiet one is nobody's work that could be lost; `born` has
// what birth() of the form made of the page already; `then` is called when it is done.
"use strict";

const RETRY_MS = 3000;

export class Queue {
	// ask(job) gives an answer; take(job, answer) when it came; fail(job, error, isAway) when it did
	// not: a job that is wrong in itself is not asked again; onchange() when what waits is another;
	// onbusy(true) when there is work, and onbusy(false) when all is done.
	constructor(on) {
		Object.assign(this, { on, jobs: [], flying: null });
	}

	// All that is not in the document yet.
	get all() {
		return [this.flying, ...this.jobs].filter(Boolean);
	}

	get steps() {
		return this.all.flatMap((job) => job.steps ?? []);
	}

	// Of those, what somebody did.
	get left() {
		return this.all.filter((job) => !job.isQuiet);
	}

	add(job) {
		this.jobs.push(job);
		this.on.onchange();
		if (!job.isQuiet) {
			this.on.onbusy(true);
		}
		return this.proceed();
	}

	proceed() {
		clearTimeout(this.timer);
		this.running ??= this.run().finally(() => { this.running = null; });
		return this.running;
	}

	async run() {
		while (this.jobs.length > 0 && !this.isOver) {
			const job = this.next();
			this.flying = job;
			try {
				const answer = await this.on.ask(job);
				this.flying = null;
				this.on.take(job, answer);
			} catch (error) {
				this.flying = null;
				this.fail(job, error);
				return;
			}
			this.on.onchange();
		}
		this.on.onbusy(false);
	}

	fail(job, error) {
		const isAway = [0, 401, 408, 429].includes(error.status) || error.status >= 500;
		if (isAway) {
			this.jobs.unshift(job);
			this.timer = setTimeout(() => this.proceed(), RETRY_MS);
		}
		this.on.fail(job, error, isAway);
		this.on.onchange();
	}

	next() {
		const job = this.jobs.shift();
		while (job.edits && !job.then && this.jobs[0]?.edits && !this.jobs[0].steps && !this.jobs[0].then) {
			job.edits.push(...this.jobs.shift().edits);
		}
		return job;
	}

	// Nobody looks any more.
	close() {
		clearTimeout(this.timer);
		this.isOver = true;
	}
}
