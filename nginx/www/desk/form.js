// A form that is filled in on the screen. What it looks like, where one types and what that
// means comes from the template, by the server: this module knows no form. It holds the
// document, and asks for the page of it and for the values of what was typed.
//
//   const form = new Form(element, { document, ask, onchange, onplace });
//   await form.start();
//
// ask({ document, edits }) gives { document, style, html, faults }; onchange(document, before) is called
// for each change, with the document that it was made in; onovertaken({ place, binding, text }) when what was
// typed in a cell is not taken, since something else came to stand there meanwhile; onplace(cell) when somebody goes to a cell; onfail(error) when nobody answers;
// onbusy(true) when something was typed, and onbusy(false) when all of it is in the document.
// What is not answered yet is asked again, also by the next window: `kept` names it in the
// browser's storage.
"use strict";

import { equal } from "./merge.js";
import { get, update, within } from "./pointer.js";
import { Block, readClipboard } from "./paste.js";
import { Entry } from "./entry.js";
import { morph } from "./morph.js";

const UNDO_MAX = 200;
const RETRY_MS = 3000;

// What is done to a document beside typing: each a list, so that it can be kept as JSON.
const STEPS = {
	set: (document, place, value) => update(document, place, () => value),
	insert: (document, list, index, ...items) => update(document, list, (old = []) => old.toSpliced(index, 0, ...items)),
	remove: (document, list, index) => update(document, list, (old) => old.toSpliced(index, 1)),
	move: (document, list, indices, to) => update(document, list, (old) => moved(old, indices, to)),
	become: (_, now) => now,
};

// The items at `indices` before the one that was at `to`.
function moved(items, indices, to) {
	const stays = (item, i) => !indices.includes(i);
	return [...items.slice(0, to).filter(stays), ...indices.map((i) => items[i]), ...items.slice(to).filter((item, i) => stays(item, i + to))];
}

function apply(document, steps = []) {
	return steps.reduce((now, [name, ...rest]) => STEPS[name](now, ...rest), document);
}

// The loops around a row, from the outermost.
function turnsOf(row) {
	return row?.dataset?.turns ? JSON.parse(row.dataset.turns) : [];
}

export class Form {
	constructor(host, { document, ask, onchange = () => {}, onovertaken = () => {}, onplace = () => {}, onfail = () => {}, onbusy = () => {}, kept = null }) {
		Object.assign(this, { host, document, ask, onchange, onovertaken, onplace, onfail, onbusy, kept });
		this.root = host.attachShadow({ mode: "open" });
		this.undone = [];
		this.done = [];
		this.jobs = [];
		this.refused = new Map(); // what was typed and is no value: by place and binding
		this.notes = new Map(); // what is said of a place: by place, a list
		this.rooms = new Map(); // who else is where
		this.paper = window.document.createElement("div");
		this.paper.className = "paper draft";
		this.root.append(this.paper);
		this.listen();
	}

	// Show the form for the first time, with what was typed in a window that was closed. Throws why
	// it cannot be shown.
	async start() {
		const left = this.kept ? JSON.parse(localStorage.getItem(this.kept) ?? "[]") : [];
		await this.enqueue({ isQuiet: true });
		if (this.jobs.length === 0 && this.paper.childElementCount === 0) {
			throw this.failure;
		}
		left.forEach((job) => this.enqueue(job));
		return this.running;
	}

	// The document becomes another one, as after a merge; what is being typed stays.
	replace(document) {
		return this.enqueue({ steps: [["become", document]], isQuiet: true });
	}

	// All that was typed is in the document.
	settled() {
		this.commit();
		return this.running ?? Promise.resolve();
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

	/* Work: one thing after the other, texts that wait together. */

	enqueue(job) {
		this.jobs.push(job);
		this.remember();
		if (!job.isQuiet) {
			this.onbusy(true);
		}
		return this.proceed();
	}

	proceed() {
		clearTimeout(this.timer);
		this.running ??= this.run().finally(() => { this.running = null; });
		return this.running;
	}

	async run() {
		while (this.jobs.length > 0) {
			const job = this.next();
			const before = this.document;
			this.flying = job;
			try {
				const answer = await this.ask({ document: apply(before, job.steps), edits: job.edits ?? [] });
				this.flying = null;
				this.take(before, job, answer);
			} catch (error) {
				this.flying = null;
				this.fail(job, error);
				return;
			}
			this.remember();
		}
		this.onbusy(false);
	}

	// Where nobody answers it is asked again; what is wrong in itself is not.
	fail(job, error) {
		const isAway = error.status === 0 || error.status === 401 || error.status >= 500;
		this.failure = error;
		if (isAway) {
			this.jobs.unshift(job);
			this.timer = setTimeout(() => this.proceed(), RETRY_MS);
		}
		this.remember();
		this.onfail(error);
	}

	// What was typed and is not in the document yet.
	get left() {
		return [this.flying, ...this.jobs].filter((job) => job && !job.isQuiet);
	}

	get isBusy() {
		return this.left.length > 0;
	}

	remember() {
		const left = this.left.map(({ steps, edits }) => ({ steps, edits }));
		if (this.kept && left.length > 0) {
			localStorage.setItem(this.kept, JSON.stringify(left));
		} else if (this.kept) {
			localStorage.removeItem(this.kept);
		}
	}

	next() {
		const job = this.jobs.shift();
		while (job.edits && !job.then && this.jobs[0]?.edits && !this.jobs[0].steps) {
			job.edits.push(...this.jobs.shift().edits);
		}
		return job;
	}

	take(before, job, answer) {
		for (const edit of job.edits ?? []) {
			this.refused.delete(`${edit.place} ${edit.binding}`);
		}
		for (const fault of answer.faults.filter((one) => one.edit !== undefined)) {
			const edit = job.edits[fault.edit];
			this.refused.set(`${edit.place} ${edit.binding}`, { text: edit.text, message: fault.message });
		}
		this.faults = answer.faults.filter((one) => one.edit === undefined);
		this.document = answer.document;
		const changed = JSON.stringify(before) !== JSON.stringify(answer.document);
		if (changed && !job.isQuiet) {
			this.done = [...this.done, before].slice(-UNDO_MAX);
			this.undone = [];
		}
		this.draw(answer.html, answer.style, job.isQuiet && !job.isChange);
		if (changed && !(job.isQuiet && !job.isChange)) {
			this.onchange(this.document, before);
		}
		job.then?.();
	}

	/* The page. */

	// The cell that one is in: whether somebody else's work came to stand there is seen by its
	// value.
	keptEntry(isOthers) {
		const { entry } = this;
		return entry && {
			shell: entry.shell,
			renew: (shown) => {
				const { stood } = entry;
				entry.stood = JSON.stringify(get(this.document, entry.shell.dataset.place));
				entry.renew(shown, this.source(entry.shell), isOthers && entry.stood !== stood);
			},
		};
	}

	draw(html, style, isOthers) {
		if (!this.root.querySelector("link")) {
			for (const sheet of [style, "form.css"]) {
				const link = window.document.createElement("link");
				Object.assign(link, { rel: "stylesheet", href: new URL(sheet, import.meta.url).href });
				this.root.insertBefore(link, this.paper);
			}
		}
		const page = new DOMParser().parseFromString(html, "text/html");
		const article = page.querySelector("article");
		for (const entry of article.querySelectorAll("[role=textbox], [role=checkbox]")) {
			this.mark(entry);
		}
		const old = this.paper.querySelector("article");
		if (old === null) {
			this.paper.append(article);
		} else {
			morph(old, article, this.keptEntry(isOthers));
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
		const { place, binding } = entry.dataset;
		const refused = this.refused.get(`${place} ${binding}`);
		const faults = (this.faults ?? []).filter((fault) => fault.place === place);
		const notes = [...faults.map((fault) => ({ level: "error", message: fault.message })), ...(this.notes.get(place) ?? [])];
		if (refused) {
			entry.textContent = refused.text;
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
		const refused = this.refused.get(`${entry.dataset.place} ${entry.dataset.binding}`);
		return [refused && { level: "refused", message: refused.message },
			...(this.faults ?? []).filter((fault) => fault.place === entry.dataset.place),
			...(this.notes.get(entry.dataset.place) ?? [])].filter(Boolean);
	}

	entries() {
		return [...this.paper.querySelectorAll("[role=textbox], [role=checkbox]")];
	}

	find(place, binding) {
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
	}

	enter(target) {
		const shell = target.closest("[role=textbox], [role=checkbox]");
		if (shell === null || this.entry?.shell === shell || this.entering === shell) {
			return;
		}
		this.leave();
		this.entering = shell;
		if (shell.getAttribute("role") === "textbox") {
			this.entry = new Entry(shell, this.source(shell));
			this.entry.stood = JSON.stringify(get(this.document, shell.dataset.place));
		}
		this.entering = null;
		this.current = shell;
		this.onplace(shell);
	}

	// The text of the document that a cell prints as it stands, or nothing.
	source(shell) {
		const isBare = !/[|]/.test(shell.dataset.binding);
		const value = get(this.document, shell.dataset.place);
		return isBare && typeof value === "string" ? value : undefined;
	}

	leave() {
		const entry = this.entry;
		this.entry = null;
		const text = entry?.close();
		if (text !== undefined && entry.isOvertaken) {
			const { place, binding } = entry.shell.dataset;
			this.onovertaken({ place, binding, text });
			this.enqueue({ isQuiet: true });
		} else if (text !== undefined) {
			this.type(entry.shell, text);
		}
	}

	type(shell, text) {
		const steps = this.birth(shell);
		shell.classList.add("waits");
		const { place, binding } = shell.dataset;
		return this.enqueue({ ...(steps.length > 0 ? { steps } : {}), edits: [{ place, binding, text }] });
	}

	// The row of a cell that stands for no item yet gets one; the cells of the row then know it.
	// All of them at once: what is drawn between would stand for others.
	materialise(shell) {
		const steps = this.birth(shell);
		if (steps.length > 0) {
			this.enqueue({ steps });
		}
		return shell;
	}

	birth(shell) {
		const row = shell.closest("tr") ?? this.paper;
		const steps = [];
		const turns = turnsOf(row);
		const drawn = shell.dataset.place.split("/-/");
		let planned = [this.flying, ...this.jobs].filter(Boolean).reduce((document, job) => apply(document, job.steps), this.document);
		while (shell.dataset.place.includes("/-/")) {
			const [before] = shell.dataset.place.split("/-/");
			const index = (get(planned, before) ?? []).length;
			const list = drawn.slice(0, steps.length + 1).join("/-/");
			steps.push(["insert", before, index, { ...turns.find((turn) => turn.list === list)?.item }]);
			planned = apply(planned, steps.slice(-1));
			for (const entry of row.querySelectorAll("[data-place]")) {
				if (entry.dataset.place.startsWith(`${before}/-/`)) {
					entry.dataset.place = `${before}/${index}${entry.dataset.place.slice(before.length + 2)}`;
				}
			}
		}
		return steps;
	}

	toggle(box) {
		this.type(box, box.getAttribute("aria-checked") === "true" ? "□" : "☑");
	}

	press(event) {
		const shell = event.target.closest("[role=textbox], [role=checkbox]");
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
			this.moveRow(event.key === "ArrowUp" ? -1 : 1);
		} else if (event.altKey && event.key === "Enter" && command === false && event.shiftKey) {
			event.preventDefault();
			this.addRow();
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

	async undo() {
		this.commit();
		await this.running;
		if (this.done.length > 0) {
			const to = this.done.at(-1);
			const now = this.document;
			await this.enqueue({ isQuiet: true, isChange: true, steps: [["become", to]] });
			this.done.pop();
			this.undone.push(now);
		}
	}

	async redo() {
		await this.running;
		if (this.undone.length > 0) {
			const to = this.undone.at(-1);
			const now = this.document;
			await this.enqueue({ isQuiet: true, isChange: true, steps: [["become", to]] });
			this.undone.pop();
			this.done.push(now);
		}
	}

	/* Rows. */

	// The loops around a cell that rows may be added to, from the innermost.
	turns(shell = this.current) {
		return turnsOf(shell?.closest("tr")).filter((turn) => turn.grows && turn.index !== undefined).reverse();
	}

	// The turn that rows are added to: the one whose items the cell is a part of.
	turn(level = 0) {
		const place = this.current?.dataset.place ?? "";
		const turns = this.turns();
		const own = turns.findIndex((turn) => within(place, `${turn.list}/${turn.index}`));
		return turns[Math.min(Math.max(own, 0) + level, turns.length - 1)];
	}

	// A new item that says what its loop goes by, with one of each list that the turns within it
	// go through.
	blank(turn) {
		const turns = turnsOf(this.current.closest("tr"));
		const at = turns.findIndex((one) => one.list === turn.list && Boolean(one.group) === Boolean(turn.group));
		return turns.slice(at).reverse().reduce((inner, one, i, { length }) => {
			const name = one.list.split("/").at(-1);
			const parent = one.list.slice(0, -name.length - 1);
			const item = { ...one.item, ...inner };
			if (i === length - 1) {
				return item;
			}
			return /\/\d+$/.test(parent) && within(parent, turn.list) ? { [name]: [item] } : inner;
		}, {});
	}

	// The items of its list that a loop goes through: of several sets in one list only its own.
	items(turn) {
		const own = JSON.stringify(turn.item);
		return [...new Set([...this.paper.querySelectorAll("tr[data-turns]")].flatMap((row) => turnsOf(row))
			.filter((one) => one.grows && !one.group && one.list === turn.list && one.index !== undefined && JSON.stringify(one.item) === own)
			.map((one) => one.index))].sort((a, b) => a - b);
	}

	addRow(turn = this.turn()) {
		if (!turn) {
			return Promise.resolve(false);
		}
		this.leave();
		const item = this.blank(turn);
		const column = this.current.dataset.binding;
		const index = Math.max(turn.index, ...(turn.group ?? [])) + 1;
		const place = `${turn.list}/${index}`;
		return this.enqueue({
			steps: [["insert", turn.list, index, item]],
			then: () => this.goTo(this.entries().find((entry) => within(entry.dataset.place, place)
				&& entry.dataset.binding === column) ?? this.find(place)),
		});
	}

	// The last row of a loop is emptied, since an empty one has no row to type in.
	deleteRow(turn = this.turn()) {
		if (!turn) {
			return Promise.resolve(false);
		}
		this.entry = null;
		const item = this.blank(turn);
		const column = this.current.dataset.binding;
		const items = this.items(turn);
		if (turn.group) {
			return this.enqueue({
				steps: turn.group.toSorted((a, b) => b - a).map((index) => ["remove", turn.list, index]),
				then: () => this.goTo(this.find(turn.list)),
			});
		}
		const next = items[items.indexOf(turn.index) + 1] - 1;
		return this.enqueue({
			steps: items.length === 1
				? [["set", `${turn.list}/${turn.index}`, item]] : [["remove", turn.list, turn.index]],
			then: () => {
				const place = `${turn.list}/${Number.isNaN(next) ? (items.at(-2) ?? turn.index) : next}`;
				this.goTo(this.entries().find((entry) => within(entry.dataset.place, place)
					&& entry.dataset.binding === column) ?? this.find(place));
			},
		});
	}

	// What a turn stands among: rows, or groups of rows, each as the places of its items.
	blocks(turn) {
		if (!turn.group) {
			return this.items(turn).map((index) => [index]);
		}
		const here = turnsOf(this.current.closest("tr"));
		const level = here.findIndex((one) => one.list === turn.list && equal(one.group, turn.group));
		const beside = [...this.paper.querySelectorAll("tr[data-turns]")].map(turnsOf)
			.filter((turns) => turns[level]?.group && turns[level].list === turn.list && equal(turns.slice(0, level), here.slice(0, level)));
		return [...new Map(beside.map((turns) => [turns[level].group[0], turns[level].group])).values()];
	}

	moveRow(by, turn = this.turn()) {
		const blocks = turn ? this.blocks(turn) : [];
		const at = blocks.findIndex((block) => block.includes(turn.index));
		if (at < 0 || blocks[at + by] === undefined) {
			return Promise.resolve(false);
		}
		this.leave();
		const { place, binding } = this.current.dataset;
		const before = blocks[by < 0 ? at + by : at + by + 1];
		const to = before ? before[0] : Math.max(...blocks.flat()) + 1;
		const item = Number(place.slice(turn.list.length + 1).split("/")[0]);
		const now = moved(Object.keys(get(this.document, turn.list)).map(Number), blocks[at], to).indexOf(item);
		const there = within(place, `${turn.list}/${item}`) ? place.replace(`${turn.list}/${item}`, `${turn.list}/${now}`) : place;
		return this.enqueue({
			steps: [["move", turn.list, blocks[at], to]],
			then: () => this.goTo(this.find(there, binding)),
		});
	}

	/* A block of cells. */

	paste(event) {
		const shell = event.target.closest("[role=textbox], [role=checkbox]");
		const rows = readClipboard(event.clipboardData ?? new DataTransfer());
		if (shell === null || (rows.length === 1 && rows[0].length === 1)) {
			return;
		}
		if (rows.every((row) => row.length === 1) && (this.entry?.isLong || this.entry?.isTyping)) {
			return; // lines into a text of several lines
		}
		event.preventDefault();
		const { entry } = this;
		this.entry = null;
		entry?.close();
		this.enqueue({ ...new Block(this, shell).job(rows), then: () => this.goTo(this.find(shell.dataset.place, shell.dataset.binding)) });
	}
}
