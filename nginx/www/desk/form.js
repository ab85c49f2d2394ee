// A form that is filled in on the screen. What it looks like, where one types and what that
// means comes from the template, by the server: this module knows no form. It holds the
// document, and asks for the page of it and for the values of what was typed.
//
//   const form = new Form(element, { document, ask, onchange, onplace });
//   await form.start();
//
// ask({ document, edits }) gives { document, style, html, faults }; onchange(document, before) is called
// for each change, with the document that it was made in; onovertaken({ place, binding, text, name }) when what
// was typed in a cell is not taken, since something else came to stand there meanwhile, or its row has gone: then
// without a place; onfollow(route) when places have moved; onplace(cell) when somebody goes to a cell;
// onfail(error) when nobody answers; onbusy(true) when something was typed, and onbusy(false) when all of it is
// in the document. What is not answered yet is asked again (queue.js), also by the next window: `kept` holds it,
// as keep.js does: { texts, keepTexts(), dropTexts() }.
//
// The cells of the page stand for the document as it will be when all that waits is done: what is
// typed meanwhile goes into the row in which it was typed.
"use strict";

import { apply, origin, route } from "./change.js";
import { say } from "./dom.js";
import { equal } from "./merge.js";
import { get, within } from "./pointer.js";
import { Block, readClipboard } from "./paste.js";
import { Entry } from "./entry.js";
import { morph } from "./morph.js";
import { Queue } from "./queue.js";
import { Rows, turnsOf } from "./rows.js";
import { Undo } from "./undo.js";

const KEEP_MS = 500; // from a key to when what is typed in a cell is kept

const ENTRIES = "[role=textbox], [role=checkbox]";

// The steps of a job that the page does not know yet, and the document before them: what birth()
// makes, those that come first, it does.
function unseen({ steps = [], born = [] }, document) {
	return [apply(document, steps.slice(0, born.length)), steps.slice(born.length)];
}

const isSame = (a, b) => a.place === b.place && a.binding === b.binding;

export class Form {
	constructor(host, { document, ask, onchange = () => {}, onovertaken = () => {}, onfollow = () => {}, onplace = () => {}, onfail = () => {}, onbusy = () => {}, kept = null }) {
		Object.assign(this, { host, document, ask, onchange, onovertaken, onfollow, onplace, onfail, kept });
		this.root = host.attachShadow({ mode: "open" });
		this.rows = new Rows(this);
		this.history = new Undo();
		this.queue = new Queue({
			ask: ({ steps, edits = [] }) => this.ask({ document: apply(this.document, steps), edits }),
			take: (job, answer) => this.take(job, answer),
			fail: (job, error, isAway) => this.fail(job, error, isAway),
			onchange: () => this.remember(),
			onbusy,
		});
		this.refused = []; // what was typed and is no value: { place, binding, text, message }
		this.notes = new Map(); // what is said of a place: by place, a list
		this.rooms = new Map(); // who else is where
		this.paper = window.document.createElement("div");
		this.paper.className = "paper draft";
		this.root.append(this.paper);
		this.listen();
	}

	// Show the form for the first time, with what was typed in windows that were closed, one after the
	// other. Throws why it cannot be shown.
	async start() {
		const now = this.document;
		const texts = this.kept?.texts ?? [];
		this.document = texts[0]?.document ?? now;
		await this.enqueue({ isQuiet: true });
		if (this.queue.jobs.length === 0 && this.paper.childElementCount === 0) {
			throw this.failure;
		}
		// Where nobody answers the others stay where they are for the next time.
		for (const left of texts) {
			if (left === texts[0] || this.queue.jobs.length === 0) {
				await this.resume(left, left === texts[0] ? now : this.document);
			}
		}
		return this.queue.running;
	}

	// It is done in the document in which it was typed; onchange() brings it into that of now.
	async resume(left, now) {
		if (!equal(this.document, left.document)) {
			await this.replace(left.document);
		}
		this.refused.push(...left.refused);
		left.jobs.forEach((job) => this.enqueue(job));
		if (!equal(left.document, now)) {
			this.replace(now);
		}
		this.refresh();
		this.remember();
		this.kept.dropTexts(left);
		await this.queue.running;
	}

	// The document becomes another one, as after a merge; what is being typed stays. `names` are documents
	// that the server has in its own way (undo.js).
	replace(document, names = []) {
		this.history.rename(names);
		return this.enqueue({ steps: [["become", document]], isQuiet: true });
	}

	// The same as one's own work.
	fillIn(document) {
		return this.enqueue({ steps: [["become", document]] });
	}

	// All that was typed is in the document, unless nobody answers: then it is busy still.
	settled() {
		this.commit();
		return this.queue.proceed();
	}

	// Nobody looks any more; what waits is kept for the next time.
	close() {
		this.queue.close();
		clearTimeout(this.keeping);
	}

	// Take what was typed, and stay in the cell.
	commit() {
		this.leave();
		this.enter(this.root.activeElement ?? this.paper);
	}

	goTo(shell) {
		shell?.focus();
		if (shell && this.root.activeElement === shell) {
			this.enter(shell);
		}
	}

	/* Work. */

	enqueue(job) {
		const [now, steps] = unseen(job, this.planned);
		if (steps.length > 0) {
			this.follow(now, steps);
		}
		return this.queue.add(job);
	}

	// Where nobody answers it is asked again; what is wrong in itself is not, but stays to be seen.
	fail(job, error, isAway) {
		this.failure = error;
		if (!isAway && this.drawn) {
			this.refused.push(...(job.edits ?? []).map((edit) => ({ ...edit, message: error.message })));
			this.draw(...this.drawn);
		}
		this.onfail(error);
	}

	// The document as it will be when all that waits is done, but for what is typed.
	get planned() {
		return apply(this.document, this.queue.steps);
	}

	// Where on the page a place of the document is; undefined where it will be gone.
	now(place) {
		return route(this.document, this.queue.steps)(place);
	}

	// Let the page stand for the document after these changes of it.
	follow(document, steps) {
		const to = route(document, steps);
		this.rows.follow(to);
		this.refused = this.refused.map((one) => ({ ...one, place: to(one.place) })).filter((one) => one.place !== undefined);
		this.onfollow(to);
	}

	get isBusy() {
		return this.queue.left.length > 0;
	}

	// What was typed and is not in the document yet.
	remember() {
		const { document, refused } = this;
		const jobs = this.queue.left.map(({ steps, edits }) => ({ steps, edits }));
		const { place, binding } = this.entry?.shell.dataset ?? {};
		if (place && !place.includes("/-/") && this.entry.text() !== this.entry.before) {
			jobs.push({ edits: [{ place, binding, text: this.entry.text() }] });
		}
		this.kept?.keepTexts(jobs.length + refused.length > 0 ? { document, jobs, refused } : null);
	}

	take(job, answer) {
		const before = this.document;
		this.refused = this.refused.filter((one) => !(job.edits ?? []).some((edit) => isSame(one, edit)));
		for (const fault of answer.faults.filter((one) => one.edit !== undefined)) {
			this.refused.push({ ...job.edits[fault.edit], message: fault.message });
		}
		this.faults = answer.faults.filter((one) => one.edit === undefined);
		this.document = answer.document;
		const changed = JSON.stringify(before) !== JSON.stringify(answer.document);
		if (changed && !job.isQuiet) {
			this.history.add(before, answer.document);
		}
		this.draw(answer.html, answer.style, job.isQuiet && !job.isChange);
		if (changed && !(job.isQuiet && !job.isChange)) {
			this.onchange(this.document, before);
		}
		job.then?.();
	}

	/* The page. */

	// The cell that one is in, and the one of the new page that it becomes, wherever its row is now:
	// whether somebody else's work came to stand there is seen by its value.
	keptEntry(isOthers, article) {
		const { entry } = this;
		const own = (all) => all.filter((one) => isSame(one.dataset, entry.shell.dataset));
		return entry && {
			shell: entry.shell,
			twin: own([...article.querySelectorAll(ENTRIES)])[own(this.entries()).indexOf(entry.shell)],
			renew: (shown) => {
				const { stood } = entry;
				entry.stood = JSON.stringify(this.value(entry.shell));
				entry.renew(shown, this.source(entry.shell), isOthers && entry.stood !== stood);
			},
		};
	}

	draw(html, style, isOthers) {
		this.drawn = [html, style, isOthers];
		if (!this.root.querySelector("link")) {
			for (const sheet of [style, "form.css"]) {
				const link = window.document.createElement("link");
				Object.assign(link, { rel: "stylesheet", href: new URL(sheet, import.meta.url).href });
				this.root.insertBefore(link, this.paper);
			}
		}
		const page = new DOMParser().parseFromString(html, "text/html");
		const article = page.querySelector("article");
		let now = this.document;
		for (const job of this.queue.jobs) {
			this.rows.bear(job.born, article);
			this.rows.follow(route(...unseen(job, now)), article);
			now = apply(now, job.steps);
		}
		for (const entry of article.querySelectorAll(ENTRIES)) {
			this.mark(entry);
		}
		const old = this.paper.querySelector("article");
		if (old === null) {
			this.paper.append(article);
		} else {
			if (this.entry && !this.entry.shell.dataset.place) {
				this.leave();
			}
			morph(old, article, this.keptEntry(isOthers, article));
		}
	}


	// Show once more what is said of places.
	refresh() {
		for (const entry of this.entries()) {
			entry.classList.remove("refused", "error", "warning", "note", "waits", "other");
			entry.removeAttribute("aria-invalid");
			entry.removeAttribute("title");
			delete entry.dataset.other;
			this.mark(entry);
		}
	}

	mark(entry) {
		const { place } = entry.dataset;
		const refused = this.refused.find((one) => isSame(one, entry.dataset));
		const faults = (this.faults ?? []).filter((fault) => fault.place === place);
		const notes = [...faults.map((fault) => ({ level: "error", message: fault.message })), ...(this.notes.get(place) ?? [])];
		if (refused) {
			// Who is in the cell already corrects it.
			if (this.entry?.shell !== entry) {
				entry.textContent = refused.text;
			}
			notes.unshift({ level: "refused", message: refused.message });
		}
		if (notes.length > 0) {
			entry.classList.add(notes[0].level);
			entry.title = notes.map((note) => note.message).join("\n");
			if (["refused", "error"].includes(notes[0].level)) {
				entry.setAttribute("aria-invalid", "true");
			}
		}
		const who = this.rooms.get(place);
		if (who) {
			entry.classList.add("other");
			entry.dataset.other = who;
		}
	}

	// [{ place, level, message }]: findings beside their cells.
	setNotes(notes) {
		this.notes = new Map();
		for (const note of notes) {
			this.notes.set(note.place, [...(this.notes.get(note.place) ?? []), note]);
		}
		this.refresh();
	}

	// What is said of a place, for those who cannot see colours: refusals first.
	said(entry) {
		const refused = this.refused.find((one) => isSame(one, entry.dataset));
		return [refused && { level: "refused", message: refused.message },
			...(this.faults ?? []).filter((fault) => fault.place === entry.dataset.place),
			...(this.notes.get(entry.dataset.place) ?? [])].filter(Boolean);
	}

	entries() {
		return [...this.paper.querySelectorAll(ENTRIES)];
	}

	find(given, binding) {
		const place = this.now(given) ?? given;
		const all = this.entries();
		return all.find((entry) => entry.dataset.place === place && (!binding || entry.dataset.binding === binding))
			?? all.find((entry) => within(entry.dataset.place, place))
			?? all.find((entry) => within(place, entry.dataset.place.replace(/\/[^/]*$/, "")));
	}

	// Go to the cell of a place, or the nearest one. False where there is none.
	go(place) {
		const entry = this.find(place);
		this.goTo(entry);
		entry?.scrollIntoView({ block: "center" });
		return entry !== undefined;
	}

	/* Typing. */

	listen() {
		this.paper.addEventListener("focusin", (event) => this.enter(event.target));
		this.paper.addEventListener("focusout", (event) => {
			if (this.entry && !this.entering && !this.entry.shell.contains(event.relatedTarget)) {
				this.leave();
			}
		});
		this.paper.addEventListener("keydown", (event) => this.press(event));
		this.paper.addEventListener("click", (event) => {
			const box = event.target.closest("[role=checkbox]");
			if (box) {
				this.toggle(box);
			}
		});
		this.paper.addEventListener("paste", (event) => this.paste(event));
		this.paper.addEventListener("input", () => {
			clearTimeout(this.keeping);
			this.keeping = setTimeout(() => this.remember(), KEEP_MS);
		});
	}

	enter(target) {
		const shell = target.closest(ENTRIES);
		if (shell === null || this.entry?.shell === shell || this.entering === shell) {
			return;
		}
		this.leave();
		this.entering = shell;
		if (shell.getAttribute("role") === "textbox") {
			this.entry = new Entry(shell, this.source(shell));
			this.entry.stood = JSON.stringify(this.value(shell));
		}
		this.entering = null;
		this.current = shell;
		this.onplace(shell);
	}

	// What a cell has in the document as it is drawn: who enters it has not seen what has come since
	// from others.
	value(shell) {
		const place = origin(this.document, this.queue.steps, shell.dataset.place);
		return place === undefined ? get(this.planned, shell.dataset.place) : get(this.document, place);
	}

	// The text of the document that a cell prints as it stands, or nothing.
	source(shell) {
		const isBare = !/[|]/.test(shell.dataset.binding);
		const value = this.value(shell);
		return isBare && typeof value === "string" ? value : undefined;
	}

	leave() {
		const entry = this.entry;
		this.entry = null;
		const text = entry?.close();
		if (text === undefined) {
			return;
		}
		const { shell } = entry;
		const { place, binding } = shell.dataset;
		if (!place) {
			this.onovertaken({ text, name: shell.getAttribute("aria-label") });
		} else if (entry.isOvertaken) {
			this.onovertaken({ place, binding, text });
			this.enqueue({ isQuiet: true });
		} else {
			this.type(shell, text);
		}
	}

	type(shell, text) {
		shell.classList.add("waits");
		const birth = this.birth(shell);
		const { place, binding } = shell.dataset;
		return this.enqueue({ ...birth, edits: [{ place, binding, text }] });
	}

	// The row of a cell that stands for no item yet gets one, and the cells of the row know it at once: the
	// part of a job that makes these items, { steps, born }, or nothing where all are there. `others` are
	// steps of the same job before it.
	birth(shell, others = []) {
		const row = shell.closest("tr") ?? this.paper;
		const steps = [];
		const born = [];
		const turns = turnsOf(row);
		const drawn = shell.dataset.place.split("/-/");
		let planned = apply(this.planned, others);
		while (shell.dataset.place.includes("/-/")) {
			const [before] = shell.dataset.place.split("/-/");
			const index = (get(planned, before) ?? []).length;
			const list = drawn.slice(0, steps.length + 1).join("/-/");
			const { item } = turns.find((turn) => turn.list === list) ?? {};
			steps.push(["insert", before, index, { ...item }]);
			born.push({ turn: list, item, list: before, index });
			planned = apply(planned, steps.slice(-1));
			this.rows.settle(row, before, index);
		}
		return steps.length > 0 ? { steps, born } : {};
	}

	toggle(box) {
		this.type(box, box.getAttribute("aria-checked") === "true" ? "□" : "☑");
	}

	press(event) {
		const shell = event.target.closest(ENTRIES);
		if (shell === null || event.isComposing || event.keyCode === 229) {
			return;
		}
		const command = (event.ctrlKey || event.metaKey) && !event.altKey;
		if (command && ["z", "y"].includes(event.key.toLowerCase()) && !(this.entry?.isTyping)) {
			event.preventDefault();
			const isRedo = event.key.toLowerCase() === "y" || event.shiftKey;
			(isRedo ? this.redo() : this.undo());
		} else if (event.altKey && ["ArrowUp", "ArrowDown"].includes(event.key)) {
			event.preventDefault();
			this.rows.move(event.key === "ArrowUp" ? -1 : 1);
		} else if (event.altKey && event.key === "Enter" && command === false && event.shiftKey) {
			event.preventDefault();
			this.rows.add();
		} else if (shell.getAttribute("role") === "checkbox" && event.key === " ") {
			event.preventDefault();
			this.toggle(shell);
		} else {
			this.moveFrom(shell, event);
		}
	}

	moveFrom(shell, event) {
		const way = this.entry ? this.entry.press(event) : { Enter: "down", ArrowDown: "down", ArrowUp: "up", ArrowLeft: "left", ArrowRight: "right" }[event.key];
		if (way) {
			event.preventDefault();
			this.goTo(this.beside(shell, way));
		}
	}

	// The next cell to a side: in reading order, or below and above as it is seen.
	beside(shell, way) {
		const all = this.entries();
		if (way === "left" || way === "right") {
			return all[all.indexOf(shell) + (way === "left" ? -1 : 1)];
		}
		const box = shell.getBoundingClientRect();
		const middle = (box.left + box.right) / 2;
		let best = null;
		let least = Infinity;
		for (const entry of all) {
			const cell = (entry.closest("td, th") ?? entry).getBoundingClientRect();
			const distance = way === "down" ? cell.top - box.bottom : box.top - cell.bottom;
			const aside = cell.left <= middle && middle <= cell.right ? 0
				: Math.min(Math.abs(cell.left - middle), Math.abs(cell.right - middle));
			if (distance > -6 && entry !== shell && distance + 4 * aside < least) {
				best = entry;
				least = distance + 4 * aside;
			}
		}
		return best;
	}

	/* Undo. */

	// What was done here is taken back, and not what others did since.
	undo() {
		this.commit();
		return this.inTurn(() => this.history.back(this.document));
	}

	redo() {
		return this.inTurn(() => this.history.again(this.document));
	}

	// Each goes on from the document that the one before has left; what waits for the server is not in it.
	inTurn(step) {
		this.turning = Promise.resolve(this.turning).then(async () => {
			await this.queue.running;
			if (this.queue.all.length > 0) {
				say("连接不上服务器，恢复以后才能撤销和重做。", "error");
			} else {
				await this.become(step());
			}
		});
		return this.turning;
	}

	async become(document) {
		if (document === this.document) {
			say("这一步改的地方别人后来又改过，没有撤销。");
		} else if (document) {
			await this.enqueue({ isQuiet: true, isChange: true, steps: [["become", document]] });
		}
	}

	/* A block of cells. */

	paste(event) {
		const shell = event.target.closest(ENTRIES);
		const rows = readClipboard(event.clipboardData ?? new DataTransfer());
		if (shell === null || (rows.length === 1 && rows[0].length === 1)) {
			return;
		}
		const isText = this.entry?.isLong || this.entry?.isTyping;
		if (isText && (rows.every((row) => row.length === 1) || !shell.closest("table"))) {
			return; // into the text, where the cursor is
		}
		event.preventDefault();
		const { entry } = this;
		this.entry = null;
		entry?.close();
		this.enqueue({ ...new Block(this, shell).job(rows), then: () => this.goTo(this.entries().find((one) => isSame(one.dataset, shell.dataset))) });
	}
}
