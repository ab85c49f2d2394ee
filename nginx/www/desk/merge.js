// What two versions of a document differ in, cell by cell, and how the work of two people
// on one document comes together. Rows of lists are matched by what they say, so that one
// who adds a row and one who fills in another do not meet.
"use strict";

import { join, steps, update, within } from "./pointer.js";

// What people know a row by.
const NAMES = ["code", "id", "form", "kind", "label", "name", "heading", "title"];

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

export function equal(a, b) {
	if (a === b) {
		return true;
	}
	if (Array.isArray(a) && Array.isArray(b)) {
		return a.length === b.length && a.every((item, i) => equal(item, b[i]));
	}
	if (!isObject(a) || !isObject(b)) {
		return false;
	}
	const names = Object.keys(a);
	return names.length === Object.keys(b).length && names.every((name) => name in b && equal(a[name], b[name]));
}

// How much two rows look like one: 0 is not at all.
function likeness(a, b) {
	if (equal(a, b)) {
		return 4;
	}
	if (!isObject(a) || !isObject(b)) {
		return 0;
	}
	const known = NAMES.filter((name) => typeof a[name] === "string" && typeof b[name] === "string");
	if (known.length > 0 && known.every((name) => a[name] === b[name])) {
		return 3;
	}
	const all = [...new Set([...Object.keys(a), ...Object.keys(b)])];
	const same = all.filter((name) => equal(a[name], b[name])).length;
	return all.length === 0 ? 0 : (2 * same) / all.length;
}

// For each item of `a` the index of the same one in `b`, or -1, in order of both.
export function align(a, b) {
	let head = 0;
	while (head < a.length && head < b.length && likeness(a[head], b[head]) >= 3) {
		head += 1;
	}
	let tail = 0;
	while (tail < a.length - head && tail < b.length - head
		&& likeness(a[a.length - 1 - tail], b[b.length - 1 - tail]) >= 3) {
		tail += 1;
	}
	const pairs = a.map((_, i) => (i < head ? i : i >= a.length - tail ? i - a.length + b.length : -1));
	alignMiddle(a.slice(head, a.length - tail), b.slice(head, b.length - tail))
		.forEach((to, i) => { pairs[head + i] = to < 0 ? -1 : head + to; });
	return pairs;
}

// The pairs with the greatest likeness in all. As many rows on both sides: none was added,
// and those that differ have been typed over.
function alignMiddle(a, b) {
	const best = Array.from({ length: a.length + 1 }, () => new Float64Array(b.length + 1));
	const like = a.map((item) => b.map((other) => Math.max(likeness(item, other), a.length === b.length ? 0.1 : 0)));
	for (let i = a.length - 1; i >= 0; i -= 1) {
		for (let j = b.length - 1; j >= 0; j -= 1) {
			best[i][j] = Math.max(best[i + 1][j], best[i][j + 1],
				like[i][j] > 0 ? best[i + 1][j + 1] + like[i][j] : 0);
		}
	}
	const pairs = a.map(() => -1);
	for (let i = 0, j = 0; i < a.length && j < b.length;) {
		if (like[i][j] > 0 && best[i][j] === best[i + 1][j + 1] + like[i][j]) {
			pairs[i] = j;
			i += 1;
			j += 1;
		} else if (best[i][j] === best[i + 1][j]) {
			i += 1;
		} else {
			j += 1;
		}
	}
	return pairs;
}

// What a row is called; undefined where it has no name.
function nameOf(row) {
	const names = isObject(row) ? NAMES.map((name) => row[name]) : [];
	return names.some((name) => typeof name === "string" && name !== "") ? JSON.stringify(names) : undefined;
}

// Where each name stands that only one row has.
function places(rows) {
	const at = new Map();
	rows.forEach((row, i) => { at.set(nameOf(row), at.has(nameOf(row)) ? -1 : i); });
	at.delete(undefined);
	return at;
}

// As align(), but a row that was moved is known by its name.
export function match(a, b) {
	const pairs = align(a, b);
	const there = places(b);
	for (const [name, i] of places(a)) {
		const j = there.get(name) ?? -1;
		if (i >= 0 && j >= 0 && pairs[i] !== j) {
			pairs.forEach((to, k) => { pairs[k] = to === j ? -1 : to; });
			pairs[i] = j;
		}
	}
	return pairs;
}

// The JSON Patch (RFC 6902) that makes `b` of `a`.
export function diff(a, b) {
	return changes(a, b).map(({ was: _, ...step }) => step);
}

// The same with what was there before, where something was: `was`.
export function changes(a, b, pointer = "") {
	if (equal(a, b)) {
		return [];
	}
	if (isObject(a) && isObject(b)) {
		return diffObjects(a, b, pointer);
	}
	if (Array.isArray(a) && Array.isArray(b)) {
		return diffLists(a, b, pointer);
	}
	return [{ op: "replace", path: pointer, value: b, was: a }];
}

function diffObjects(a, b, pointer) {
	const patch = [];
	for (const name of Object.keys(a)) {
		const path = join(pointer, name);
		patch.push(...(name in b ? changes(a[name], b[name], path) : [{ op: "remove", path, was: a[name] }]));
	}
	for (const name of Object.keys(b)) {
		if (!(name in a)) {
			patch.push({ op: "add", path: join(pointer, name), value: b[name] });
		}
	}
	return patch;
}

// First the rows that went, from the last; then, from the first, those that changed or came.
function diffLists(a, b, pointer) {
	const pairs = align(a, b);
	const patch = [];
	for (let i = a.length - 1; i >= 0; i -= 1) {
		if (pairs[i] < 0) {
			patch.push({ op: "remove", path: join(pointer, i), was: a[i] });
		}
	}
	for (let j = 0; j < b.length; j += 1) {
		const i = pairs.indexOf(j);
		patch.push(...(i < 0 ? [{ op: "add", path: join(pointer, j), value: b[j] }] : changes(a[i], b[j], join(pointer, j))));
	}
	return patch;
}

// The document that a JSON Patch of additions, removals and replacements makes of another one.
export function patched(document, patch) {
	return patch.reduce((now, { op, path, value }) => {
		const at = path.slice(path.lastIndexOf("/") + 1);
		return path === "" ? value : update(now, path.slice(0, path.lastIndexOf("/")), (old) => {
			if (Array.isArray(old)) {
				return old.toSpliced(Number(at), op === "add" ? 0 : 1, ...(op === "remove" ? [] : [value]));
			}
			const [name] = steps(`/${at}`);
			const { [name]: _, ...rest } = old;
			return op === "remove" ? rest : { ...old, [name]: value };
		});
	}, document);
}

// What two people have made of `base`, together. Where both changed one cell it keeps
// `theirs`, which others have seen, and `conflicts` has what was mine:
// { document, conflicts: [{ place, mine, theirs }] }; undefined stands for nothing. A row that one
// took out and the other changed is theirs, and `place` is where it stands or would stand.
export function merge(base, mine, theirs, place = "") {
	const conflicts = [];
	return { document: mergeValue(base, mine, theirs, place, conflicts), conflicts };
}

function mergeValue(base, mine, theirs, place, conflicts) {
	if (equal(mine, theirs) || equal(base, mine)) {
		return theirs;
	}
	if (equal(base, theirs)) {
		return mine;
	}
	if (isObject(mine) && isObject(theirs)) {
		return mergeObjects(isObject(base) ? base : {}, mine, theirs, place, conflicts);
	}
	if (Array.isArray(mine) && Array.isArray(theirs)) {
		return mergeLists(Array.isArray(base) ? base : [], mine, theirs, place, conflicts);
	}
	conflicts.push({ place, mine, theirs });
	return theirs;
}

function mergeObjects(base, mine, theirs, place, conflicts) {
	const merged = {};
	for (const name of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
		const value = mergeValue(base[name], mine[name], theirs[name], join(place, name), conflicts);
		if (value !== undefined) {
			merged[name] = value;
		}
	}
	return merged;
}

// What of `mine` may be saved where these places of it may not: they are as in `base`, and what is
// new around one of them waits with it. undefined stands for nothing.
export function withhold(base, mine, places, at = "") {
	const inside = places.filter((place) => within(place, at));
	if (inside.length === 0) {
		return mine;
	}
	if (inside.includes(at)) {
		return base;
	}
	if (Array.isArray(base) && Array.isArray(mine)) {
		const pairs = match(base, mine);
		return mine.map((item, j) => withhold(base[pairs.indexOf(j)], item, inside, join(at, j))).filter((item) => item !== undefined);
	}
	const names = inside.map((place) => steps(place.slice(at.length))[0]);
	if (!isObject(base) || !isObject(mine) || names.some((name) => !(name in base) && !(name in mine))) {
		return base;
	}
	const all = [...new Set([...Object.keys(mine), ...names])].map((name) => [name, withhold(base[name], mine[name], inside, join(at, name))]);
	return Object.fromEntries(all.filter(([, value]) => value !== undefined));
}

// Are items known by where they stand alone? Then there are empty ones before one that was filled in.
function isByPlace(lists) {
	const items = lists.flat();
	return items.every((item) => isObject(item) && !NAMES.some((name) => name in item))
		&& items.some((item) => Object.keys(item).length === 0)
		&& lists.every((list) => list.length >= lists[0].length);
}

// Are the rows that stayed in the order that they had?
const isInOrder = (pairs) => pairs.filter((to) => to >= 0).every((to, i, all) => i === 0 || to > all[i - 1]);

// Of the rows that both have added, those that are one: as [ours, theirs]. What is called the same is.
function twins(ours, theirs) {
	const left = new Set(theirs.keys());
	return ours.map((row, i) => {
		const other = [...left].find((j) => equal(row, theirs[j])) ?? [...left].find((j) => isTwin(row, theirs[j]));
		left.delete(other);
		return [i, other ?? -1];
	});
}

// The kind of a row is no name: many have the same.
const isTwin = (a, b) => isObject(a) && isObject(b) && nameOf(a) === nameOf(b)
	&& NAMES.some((name) => name !== "kind" && typeof a[name] === "string" && a[name] !== "");

// Their rows in their order, unless I alone have moved some; without those that one took out, and what
// one has added behind the rows that it stands behind.
function mergeLists(base, mine, theirs, place, conflicts) {
	if (isByPlace([base, mine, theirs])) {
		const longer = mine.length > theirs.length ? mine : theirs;
		return longer.map((_, i) => mergeValue(base[i], mine[i], theirs[i], join(place, i), conflicts));
	}
	const sides = [theirs, mine].map((rows) => ({ rows, pairs: match(base, rows), isMine: rows === mine }));
	if (isInOrder(sides[0].pairs) && !isInOrder(sides[1].pairs)) {
		sides.reverse();
	}
	return weave(base, ...sides, place, conflicts);
}

// The rows of `lead` in their order, with what was done to them in `other`.
function weave(base, lead, other, place, conflicts) {
	const [from, otherFrom] = [lead, other].map(({ rows, pairs }) => rows.map((_, k) => pairs.indexOf(k)));
	const added = (side, origin) => side.rows.map((_, k) => k).filter((k) => origin[k] < 0);
	const [own, others] = [added(lead, from), added(other, otherFrom)];
	const same = new Map(twins(own.map((k) => lead.rows[k]), others.map((k) => other.rows[k]))
		.filter(([, j]) => j >= 0).map(([i, j]) => [own[i], others[j]]));
	const met = new Set(same.values());
	const merged = [];
	// One took the row out; it stays only where they have filled it in.
	function keep(row, was, isMine) {
		if (equal(row, was)) {
			return;
		}
		conflicts.push({ place: join(place, merged.length), mine: isMine ? row : undefined, theirs: isMine ? undefined : row });
		if (!isMine) {
			merged.push(row);
		}
	}
	// What stands in `other` from there on, up to a row that is in both.
	function follow(start) {
		for (let j = start; j < other.rows.length && !met.has(j) && !(lead.pairs[otherFrom[j]] >= 0); j += 1) {
			if (otherFrom[j] < 0) {
				merged.push(other.rows[j]);
			} else {
				keep(other.rows[j], base[otherFrom[j]], other.isMine);
			}
		}
	}
	follow(0);
	for (let k = 0; k < lead.rows.length; k += 1) {
		const j = from[k] < 0 ? same.get(k) ?? -1 : other.pairs[from[k]];
		if (j >= 0) {
			const both = lead.isMine ? [lead.rows[k], other.rows[j]] : [other.rows[j], lead.rows[k]];
			merged.push(mergeValue(base[from[k]], ...both, join(place, merged.length), conflicts));
			follow(j + 1);
		} else if (from[k] < 0) {
			merged.push(lead.rows[k]);
		} else {
			keep(lead.rows[k], base[from[k]], lead.isMine);
		}
	}
	return merged;
}
