// What somebody has done to a document, and takes back or does again: each work as the document
// before and after it. What others did since stays.
"use strict";

import { equal, merge } from "./merge.js";

const UNDO_MAX = 200;

export class Undo {
	constructor() {
		this.done = [];
		this.undone = [];
	}

	add(before, after) {
		this.done = [...this.done, [before, after]].slice(-UNDO_MAX);
		this.undone = [];
	}

	// The server has these documents in its own way: [[document, the same there]]. That is no work of
	// others, which would stay.
	rename(names) {
		const ends = [this.done.at(-1)?.[1], this.undone.at(-1)?.[0]];
		const rename = (document) => (names.find(([old]) => old === document || (ends.includes(document) && equal(old, document))) ?? [null, document])[1];
		this.done = this.done.map((work) => work.map(rename));
		this.undone = this.undone.map((work) => work.map(rename));
	}

	// Take back the last work, or do the last one that was taken back: what `document` is then; undefined where
	// there is none, and `document` itself where others have changed all of it since.
	back(document) {
		return this.take(this.done, this.undone, ([before, after]) => [after, before], document);
	}

	again(document) {
		return this.take(this.undone, this.done, (work) => work, document);
	}

	take(from, to, way, document) {
		const work = from.pop();
		if (!work) {
			return undefined;
		}
		const [is, was] = way(work);
		const now = merge(is, was, document).document;
		if (equal(now, document)) {
			return document;
		}
		to.push(work);
		return now;
	}
}
