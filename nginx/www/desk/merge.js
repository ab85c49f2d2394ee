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
		const pairs = align(base, mine);
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

// Their rows in their order, without those that I took out, and mine behind the rows that
// stand before them.
function mergeLists(base, mine, theirs, place, conflicts) {
	if (isByPlace([base, mine, theirs])) {
		const longer = mine.length > theirs.length ? mine : theirs;
		return longer.map((_, i) => mergeValue(base[i], mine[i], theirs[i], join(place, i), conflicts));
	}
	const toMine = align(base, mine);
	const toTheirs = align(base, theirs);
	const merged = [];
	const behind = [];
	function addMine(from) {
		for (let j = from; j < mine.length && !toMine.includes(j); j += 1) {
			if (!theirs.some((item, i) => !toTheirs.includes(i) && equal(item, mine[j]))) {
				merged.push(mine[j]);
			}
		}
	}
	addMine(0);
	for (let k = 0; k < theirs.length; k += 1) {
		const i = toTheirs.indexOf(k);
		const j = i < 0 ? -1 : toMine[i];
		if (i < 0) {
			merged.push(theirs[k]);
		} else if (j >= 0) {
			merged.push(mergeValue(base[i], mine[j], theirs[k], join(place, merged.length), conflicts));
			addMine(j + 1);
		} else if (!equal(base[i], theirs[k])) {
			conflicts.push({ place: join(place, merged.length), mine: undefined, theirs: theirs[k] });
			merged.push(theirs[k]);
		}
		behind[k] = merged.length;
	}
	for (let i = 0; i < base.length; i += 1) {
		if (toTheirs[i] < 0 && toMine[i] >= 0 && !equal(base[i], mine[toMine[i]])) {
			const before = toTheirs.slice(0, i).findLast((k) => k >= 0);
			conflicts.push({ place: join(place, behind[before] ?? 0), mine: mine[toMine[i]], theirs: undefined });
		}
	}
	return merged;
}
