// What is done to a document beside typing in a cell: each change a list, so that it can be kept
// as JSON; and where a place of the document is afterwards.
"use strict";

import { match } from "./merge.js";
import { get, steps, update, within } from "./pointer.js";

const STEPS = {
	set: (document, place, value) => update(document, place, () => value),
	insert: (document, list, index, ...items) => update(document, list, (old = []) => old.toSpliced(index, 0, ...items)),
	remove: (document, list, index) => update(document, list, (old) => old.toSpliced(index, 1)),
	move: (document, list, indices, to) => update(document, list, (old) => moved(old, indices, to)),
	become: (_, now) => now,
};

// The items at `indices` before the one that was at `to`.
export function moved(items, indices, to) {
	const stays = (item, i) => !indices.includes(i);
	return [...items.slice(0, to).filter(stays), ...indices.map((i) => items[i]), ...items.slice(to).filter((item, i) => stays(item, i + to))];
}

export function apply(document, changes = []) {
	return changes.reduce((now, [name, ...rest]) => STEPS[name](now, ...rest), document);
}

// Where the items of a list are after a change: the index of each, or undefined. All else stays.
const ORDERS = {
	insert: (_, index, ...items) => (i) => (i < index ? i : i + items.length),
	remove: (_, index) => (i) => (i === index ? undefined : i - Number(i > index)),
	move: (items, indices, to) => {
		const order = moved([...items.keys()], indices, to);
		return (i) => order.indexOf(i);
	},
};

function routeOf(document, [name, list, ...rest]) {
	if (name === "become") {
		return routeTo(document, list);
	}
	const order = ORDERS[name]?.(get(document, list) ?? [], ...rest);
	return (place) => {
		const [index, ...tail] = within(place, list) ? place.slice(list.length + 1).split("/") : [];
		if (!order || !/^\d+$/.test(index)) {
			return place;
		}
		const now = order(Number(index));
		return now === undefined ? undefined : [list, now, ...tail].join("/");
	};
}

// Of a document that became another one: rows are found again by what they say.
function routeTo(from, to) {
	const pairs = new Map();
	return (place) => {
		let [a, b, before, now] = [from, to, "", ""];
		for (const step of place.split("/").slice(1)) {
			const isList = Array.isArray(a) && Array.isArray(b) && /^\d+$/.test(step);
			if (isList && !pairs.has(before)) {
				pairs.set(before, match(a, b));
			}
			const there = isList && Number(step) < a.length ? pairs.get(before)[Number(step)] : step;
			if (there === -1) {
				return undefined;
			}
			before += `/${step}`;
			now += `/${there}`;
			const [name] = steps(`/${step}`);
			[a, b] = [a?.[name], b?.[isList ? there : name]];
		}
		return now;
	};
}

// A function from where something is in a document to where it is after changes; undefined
// where it is gone.
export function route(document, changes = []) {
	let now = document;
	const routes = changes.map((change) => {
		const one = routeOf(now, change);
		now = apply(now, [change]);
		return one;
	});
	return (place) => routes.reduce((at, one) => (at === undefined ? undefined : one(at)), place);
}

// Where in the document before these changes it is what is at `place` after them; undefined where
// it was not there.
export function origin(document, changes, place) {
	const to = route(document, changes);
	let [at, now] = ["", ""];
	for (const step of place.split("/").slice(1)) {
		const list = get(document, at);
		now += `/${step}`;
		const found = Array.isArray(list) ? [...list.keys()].find((i) => to(`${at}/${i}`) === now) : step;
		if (found === undefined) {
			return undefined;
		}
		at += `/${found}`;
	}
	return at;
}
