// A block of cells out of Excel, WPS or LibreOffice into a form, as a job of form.js: each text
// where it would be if the form were such a table, rows added where they do not suffice.
"use strict";

import { within } from "./pointer.js";
import { readBlock } from "./table.js";

// What stands on the clipboard: rows of texts; null for what a cell from above reaches into.
// Which cells are merged only the HTML says, in which numbers are as they are seen, too.
export function readClipboard(data) {
	const rows = readBlock(data.getData("text/plain") ?? "");
	const table = new DOMParser().parseFromString(data.getData("text/html") ?? "", "text/html").querySelector("table");
	const grid = table ? gridOf(table) : [];
	if (grid.length !== rows.length || grid.some((line, i) => line.length !== rows[i].length)) {
		return rows;
	}
	return rows.map((texts, r) => texts.map((text, c) => {
		if (c > 0 && grid[r][c] === grid[r][c - 1]) {
			return undefined;
		}
		return r > 0 && grid[r][c] === grid[r - 1][c] ? null : text;
	}).filter((text) => text !== undefined));
}

// The cells of a table by row and column; one over several rows or columns is in all of them.
function gridOf(table) {
	const grid = Array.from(table.rows, () => []);
	for (const [r, row] of [...table.rows].entries()) {
		for (const cell of row.cells) {
			let c = 0;
			while (grid[r][c]) {
				c += 1;
			}
			for (let down = 0; down < cell.rowSpan && r + down < grid.length; down += 1) {
				for (let right = 0; right < cell.colSpan; right += 1) {
					grid[r + down][c + right] = cell;
				}
			}
		}
	}
	return grid;
}

const entryOf = (cell) => cell.querySelector("[role=textbox], [role=checkbox]");
const entriesOf = (row) => [...row.querySelectorAll("[role=textbox], [role=checkbox]")];

export class Block {
	constructor(form, shell) {
		Object.assign(this, { form, shell, table: shell.closest("table"), row: shell.closest("tr") });
		if (this.table) {
			this.grid = gridOf(this.table);
			this.rows = [...this.table.rows];
			this.column = this.grid[this.rows.indexOf(this.row)].indexOf(shell.closest("td, th"));
			this.bindings = new Set(entriesOf(this.row).map((entry) => entry.dataset.binding));
		}
	}

	// Where texts of a row go, from the column on where the block begins: an entry, or null
	// where nothing is typed.
	slots(row) {
		const cells = [...new Set(this.grid[this.rows.indexOf(row)].slice(this.column))];
		return cells.map((cell) => (cell.parentElement === row ? entryOf(cell) : null));
	}

	// The next row of that kind; those between loops are passed over.
	next(row) {
		for (let below = row.nextElementSibling; below; below = below.nextElementSibling) {
			if (!this.row.dataset.turns || entriesOf(below).some((entry) => this.bindings.has(entry.dataset.binding))) {
				return below;
			}
			if (below.dataset.turns) {
				return null;
			}
		}
		return null;
	}

	// The innermost turn of a row whose list may grow, by what stands in it.
	turn(row) {
		const turn = JSON.parse(row.dataset.turns ?? "[]").filter((one) => one.grows).at(-1);
		const entry = turn && entriesOf(row).find((one) => one.dataset.place.startsWith(`${turn.list}/`));
		return entry ? { list: turn.list, index: Number(entry.dataset.place.slice(turn.list.length + 1).split("/")[0]), item: turn.item } : null;
	}

	// The job that types these rows.
	job(rows) {
		if (!this.table) {
			return { edits: [edit(this.shell, rows[0][0] ?? "")] };
		}
		const edits = [];
		let row = this.row;
		let last = row;
		let added = 0;
		const first = this.slots(row);
		for (const texts of rows) {
			const slots = row ? this.slots(row) : first;
			const pairs = texts.map((text, i) => [slots[i], text]).filter(([entry, text]) => entry && text !== null);
			if (row) {
				edits.push(...pairs.map(([entry, text]) => edit(this.form.materialise(entry), text)));
				last = row;
				row = this.next(row);
			} else if (this.turn(last)) {
				added += 1;
				edits.push(...this.beyond(pairs, this.turn(last), added));
			}
		}
		const from = this.turn(last);
		return { edits, ...(added > 0 ? { steps: [["insert", from.list, from.index + 1, ...Array.from({ length: added }, () => ({ ...from.item }))]] } : {}) };
	}

	// The same cells in a row that is added so many rows behind the last one.
	beyond(pairs, last, added) {
		const from = this.turn(this.row);
		const own = `${from.list}/${from.index}`;
		return pairs.filter(([entry]) => within(entry.dataset.place, own)).map(([entry, text]) => ({
			...edit(entry, text), place: `${last.list}/${last.index + added}${entry.dataset.place.slice(own.length)}`,
		}));
	}
}

function edit(entry, text) {
	return { place: entry.dataset.place, binding: entry.dataset.binding, text };
}
