// The rows of a form's loops: which ones a cell is in, and what adds, deletes and moves them.
"use strict";

import { moved } from "./change.js";
import { equal } from "./merge.js";
import { get, within } from "./pointer.js";

// The loops around a row, from the outermost.
export function turnsOf(row) {
	return row?.dataset?.turns ? JSON.parse(row.dataset.turns) : [];
}

// A turn where `to` leads it.
function led(turn, to) {
	if (turn.index === undefined) {
		const list = to(turn.list);
		return list === undefined ? undefined : { ...turn, list };
	}
	const at = (index) => to(`${turn.list}/${index}`)?.split("/");
	const item = at(turn.index);
	const group = turn.group?.map((index) => at(index)?.at(-1)).filter((index) => index !== undefined).map(Number);
	return item && { ...turn, list: item.slice(0, -1).join("/"), index: Number(item.at(-1)), ...(group ? { group } : {}) };
}

export class Rows {
	constructor(form) {
		this.form = form;
	}

	// Rows and cells stand where `to` leads; those that lead nowhere are no cells any more.
	follow(to, page = this.form.paper) {
		for (const entry of page.querySelectorAll("[data-place]")) {
			const place = to(entry.dataset.place);
			if (place === undefined) {
				["data-place", "role", "tabindex"].forEach((name) => entry.removeAttribute(name));
			} else {
				entry.dataset.place = place;
			}
		}
		for (const row of page.querySelectorAll("tr[data-turns]")) {
			row.dataset.turns = JSON.stringify(turnsOf(row).map((turn) => led(turn, to)).filter(Boolean));
		}
	}

	// The cells of a row that stood for no item of a list stand for this one.
	settle(row, list, index) {
		for (const entry of row.querySelectorAll("[data-place]")) {
			if (entry.dataset.place.startsWith(`${list}/-/`)) {
				entry.dataset.place = `${list}/${index}${entry.dataset.place.slice(list.length + 2)}`;
			}
		}
	}

	// The same in a page that was drawn without knowing of it: what birth() of the form tells.
	bear(born, page) {
		for (const { turn, item, list, index } of born ?? []) {
			const row = [...page.querySelectorAll("tr[data-turns]")].find((one) => turnsOf(one)
				.some((other) => other.list === turn && other.index === undefined && equal(other.item, item)));
			this.settle(row ?? page, list, index);
		}
	}

	// The loops around a cell that rows may be added to, from the innermost.
	around(shell = this.form.current) {
		return turnsOf(shell?.closest("tr")).filter((turn) => turn.grows).map((turn) => (turn.across ? this.column(turn, shell.dataset.place) : turn))
			.filter((turn) => turn.index !== undefined).reverse();
	}

	// Of a loop over cells of the row, the turn that a place is in.
	column(turn, place) {
		const index = place.startsWith(`${turn.list}/`) ? Number(place.slice(turn.list.length + 1).split("/")[0]) : NaN;
		const { name } = get(this.form.planned, `${turn.list}/${index}`) ?? {};
		return { ...turn, index: Number.isNaN(index) ? undefined : index, words: turn.words?.replace(/(“[^”]*”|第\d+项)$/, name ? `“${name}”` : `第${index + 1}项`) };
	}

	// The turn that rows are added to: the one whose items the cell is a part of.
	turn(level = 0) {
		const place = this.form.current?.dataset.place ?? "";
		const turns = this.around();
		const own = turns.findIndex((turn) => within(place, `${turn.list}/${turn.index}`));
		return turns[Math.min(Math.max(own, 0) + level, turns.length - 1)];
	}

	// A new item that says what its loop goes by, with one of each list that the turns within it
	// go through.
	blank(turn) {
		const turns = turnsOf(this.form.current.closest("tr"));
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
		if (turn.across) {
			return Object.keys(get(this.form.planned, turn.list) ?? []).map(Number);
		}
		const own = JSON.stringify(turn.item);
		return [...new Set([...this.form.paper.querySelectorAll("tr[data-turns]")].flatMap((row) => turnsOf(row))
			.filter((one) => one.grows && !one.group && one.list === turn.list && one.index !== undefined && JSON.stringify(one.item) === own)
			.map((one) => one.index))].sort((a, b) => a - b);
	}

	// The lists whose items stand in the columns of a loop, one for each of its items: what comes, goes
	// or moves there does so in them.
	beside({ list, across }) {
		const rows = across ? [...this.form.paper.querySelectorAll("tr[data-turns]")].map(turnsOf) : [];
		return [...new Set(rows.flatMap((turns) => turns.filter((turn, i) => turn.beside && turns[i - 1].list === list).map((turn) => turn.list)))]
			.map((one) => [one, get(this.form.planned, one)?.length ?? 0]);
	}

	// The cell of a column in the row of an item, or any that is near.
	goTo(place, column) {
		const now = this.form.now(place);
		this.form.goTo(this.form.entries().find((entry) => within(entry.dataset.place, now ?? place)
			&& entry.dataset.binding === column) ?? this.form.find(place));
	}

	add(turn = this.turn()) {
		if (!turn) {
			return Promise.resolve(false);
		}
		this.form.leave();
		const item = this.blank(turn);
		const column = this.form.current.dataset.binding;
		const index = Math.max(turn.index, ...(turn.group ?? [])) + 1;
		const place = `${turn.list}/${index}`;
		return this.form.enqueue({
			steps: [["insert", turn.list, index, item], ...this.beside(turn).filter(([, length]) => index <= length).map(([list]) => ["insert", list, index, {}])],
			then: () => this.goTo(place, column),
		});
	}

	// The last row of a loop is emptied, since an empty one has no row to type in.
	remove(turn = this.turn()) {
		if (!turn) {
			return Promise.resolve(false);
		}
		this.form.entry = null;
		const item = this.blank(turn);
		const column = this.form.current.dataset.binding;
		const items = this.items(turn);
		if (turn.group) {
			return this.form.enqueue({
				steps: turn.group.toSorted((a, b) => b - a).map((index) => ["remove", turn.list, index]),
				then: () => this.form.goTo(this.form.find(turn.list)),
			});
		}
		const next = items[items.indexOf(turn.index) + 1] - 1;
		return this.form.enqueue({
			steps: items.length === 1
				? [["set", `${turn.list}/${turn.index}`, item]]
				: [["remove", turn.list, turn.index], ...this.beside(turn).filter(([, length]) => turn.index < length).map(([list]) => ["remove", list, turn.index])],
			then: () => {
				const place = `${turn.list}/${Number.isNaN(next) ? (items.at(-2) ?? turn.index) : next}`;
				this.goTo(place, column);
			},
		});
	}

	// What a turn stands among: rows, or groups of rows, each as the places of its items.
	blocks(turn) {
		if (!turn.group) {
			return this.items(turn).map((index) => [index]);
		}
		const here = turnsOf(this.form.current.closest("tr"));
		const level = here.findIndex((one) => one.list === turn.list && equal(one.group, turn.group));
		const beside = [...this.form.paper.querySelectorAll("tr[data-turns]")].map(turnsOf)
			.filter((turns) => turns[level]?.group && turns[level].list === turn.list && equal(turns.slice(0, level), here.slice(0, level)));
		return [...new Map(beside.map((turns) => [turns[level].group[0], turns[level].group])).values()];
	}

	move(by, turn = this.turn()) {
		const blocks = turn ? this.blocks(turn) : [];
		const at = blocks.findIndex((block) => block.includes(turn.index));
		if (at < 0 || blocks[at + by] === undefined) {
			return Promise.resolve(false);
		}
		this.form.leave();
		const { place, binding } = this.form.current.dataset;
		const before = blocks[by < 0 ? at + by : at + by + 1];
		const to = before ? before[0] : Math.max(...blocks.flat()) + 1;
		const item = Number(place.slice(turn.list.length + 1).split("/")[0]);
		const now = moved(Object.keys(get(this.form.planned, turn.list)).map(Number), blocks[at], to).indexOf(item);
		const there = within(place, `${turn.list}/${item}`) ? place.replace(`${turn.list}/${item}`, `${turn.list}/${now}`) : place;
		return this.form.enqueue({
			steps: [["move", turn.list, blocks[at], to], ...this.beside(turn).flatMap(([list, length]) => [
				...(length < blocks.length ? [["insert", list, length, ...Array.from({ length: blocks.length - length }, () => ({}))]] : []),
				["move", list, blocks[at], to]])],
			then: () => this.form.goTo(this.form.find(there, binding)),
		});
	}
}
