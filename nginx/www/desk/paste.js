// A block of cells out of Excel, WPS or LibreOffice into a form, as a job of form.js: each text
// where it would be if the form were such a table, rows and columns added where they do not
// suffice. What has no place is told.
"use strict";

import { say } from "./dom.js";
import { within } from "./pointer.js";
import { turnsOf } from "./rows.js";
import { readBlock } from "./table.js";

// What stands on the clipboard: rows of texts; null for what a cell from above reaches into.
// Which cells are merged only the HTML says, in which numbers are as they are seen, too; HTML
// without a table or a tab is a text, whatever lines it has.
export function readClipboard(data) {
	const text = data.getData("text/plain") ?? "";
	const rows = readBlock(text);
	const html = data.getData("text/html") ?? "";
	const table = new DOMParser().parseFromString(html, "text/html").querySelector("table");
	if (html !== "" && !table && !text.includes("\t")) {
		return [[text]];
	}
	const grid = table ? gridOf(table) : [];
	rows.isTable = Boolean(table);
	if (grid.length !== rows.length || grid.some((line, i) => line.length !== rows[i].length)) {
		return rows;
	}
	return Object.assign(rows.map((texts, r) => texts.map((text, c) => {
		if (c > 0 && grid[r][c] === grid[r][c - 1]) {
			return undefined;
		}
		return r > 0 && grid[r][c] === grid[r - 1][c] ? null : text;
	}).filter((text) => text !== undefined)), { isTable: true });
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
const isPlain = (row) => turnsOf(row).every((turn) => turn.across);
const count = (texts) => texts.filter((text) => text !== null && text !== "").length;

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
			if (isPlain(this.row) || entriesOf(below).some((entry) => this.bindings.has(entry.dataset.binding))) {
				return below;
			}
			if (!isPlain(below)) {
				return null;
			}
		}
		return null;
	}

	// The innermost turn of a row whose list may grow, by what stands in it. A loop over cells of
	// the row adds columns.
	turn(row, isAcross = false) {
		const turn = turnsOf(row).filter((one) => one.grows && Boolean(one.across) === isAcross).at(-1);
		const entry = turn && entriesOf(row).find((one) => one.dataset.place.startsWith(`${turn.list}/`));
		return entry ? { list: turn.list, index: Number(entry.dataset.place.slice(turn.list.length + 1).split("/")[0]), item: turn.item } : null;
	}

	// The job that types these rows.
	job(rows) {
		if (!this.table || (this.shell.dataset.type === "text" && !rows.isTable && !this.turn(this.row) && rows.every((texts) => texts.length === 1))) {
			return { edits: [edit(this.shell, rows.map((texts) => texts.join("\t")).join("\n"))] };
		}
		const edits = [];
		const births = { steps: [], born: [] };
		let row = this.row;
		let last = row;
		const items = [];
		let lost = 0;
		const first = this.slots(row);
		const columns = this.columns(Math.max(...rows.map((texts) => texts.length)) - first.length);
		for (const texts of rows) {
			const slots = row ? this.slots(row) : first;
			const pairs = texts.map((text, i) => [slots[i], text]).filter(([entry, text]) => entry && text !== null);
			if (row) {
				edits.push(...pairs.map(([entry, text]) => edit(this.bear(entry, births), text)));
				lost += columns.take(edits, slots, texts);
				last = row;
				row = this.next(row);
			} else if (this.turn(last)) {
				const own = this.own(pairs);
				items.push(this.item(own));
				edits.push(...this.beyond(own, this.turn(last), items.length));
				lost += count(texts.slice(slots.length));
			} else {
				lost += count(texts);
			}
		}
		if (lost > 0) {
			say(`粘贴的内容里有 ${lost} 格在这张表上没有位置，没有粘贴。`, "error");
		}
		const from = this.turn(last);
		const steps = [...births.steps, ...columns.steps(), ...(items.length > 0 ? [["insert", from.list, from.index + 1, ...items]] : [])];
		return { edits, ...(steps.length > 0 ? { steps, born: births.born } : {}) };
	}

	// The row of a cell that stands for no item yet gets one, in the same job: a block is one work,
	// saved and undone as a whole.
	bear(entry, births) {
		const { steps = [], born = [] } = this.form.birth(entry, births.steps);
		births.steps.push(...steps);
		births.born.push(...born);
		return entry;
	}

	// The columns that are added where the block is wider than the row by so many, if it begins
	// in a loop over cells.
	columns(missing) {
		const loop = missing > 0 && within(this.shell.dataset.place, this.turn(this.row, true)?.list ?? "\0") ? this.turn(this.row, true) : null;
		const place = (entry) => entry?.dataset.place.startsWith(`${loop?.list}/`) && entry.dataset.place.slice(loop.list.length + 1).split("/");
		let end = 0;
		return {
			// Type what of a row stands in columns that are added; how many texts have no place.
			take(edits, slots, texts) {
				const beyond = texts.slice(slots.length);
				const way = place(slots.at(-1));
				if (!way || Number.isNaN(Number(way[0]))) {
					return count(beyond);
				}
				end = Number(way[0]);
				edits.push(...beyond.map((text, i) => ({ ...edit(slots.at(-1), text ?? ""), place: [loop.list, end + 1 + i, ...way.slice(1)].join("/") })));
				return 0;
			},
			steps: () => (loop ? [["insert", loop.list, end + 1, ...Array.from({ length: missing }, () => ({ ...loop.item }))]] : []),
		};
	}

	// What of a row is typed in its item: [[the rest of the place, entry, text]].
	own(pairs) {
		const { list, index } = this.turn(this.row);
		return pairs.filter(([entry]) => within(entry.dataset.place, `${list}/${index}`))
			.map(([entry, text]) => [entry.dataset.place.slice(`${list}/${index}`.length), entry, text]);
	}

	// An item that is added. In a loop over groups it says at once of which one it is: what is
	// typed where a group is named is typed for all of it.
	item(own) {
		const { list, item } = this.turn(this.row);
		const isGrouped = turnsOf(this.row).filter((turn) => turn.list === list).length > 1;
		return { ...item, ...Object.fromEntries(own.filter(([rest, { dataset }, text]) => isGrouped && text !== "" && dataset.type === "text"
			&& /^\/[^/]+$/.test(rest) && !dataset.binding.includes("|")).map(([rest, , text]) => [rest.slice(1), text])) };
	}

	// The same cells in a row that is added so many rows behind the last one.
	beyond(own, last, added) {
		return own.map(([rest, entry, text]) => ({ ...edit(entry, text), place: `${last.list}/${last.index + added}${rest}` }));
	}
}

function edit(entry, text) {
	return { place: entry.dataset.place, binding: entry.dataset.binding, text };
}
