// JSON Pointers (RFC 6901) in documents: reading, writing, and taking apart.
"use strict";

export function steps(pointer) {
	return pointer.split("/").slice(1).map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

export function join(pointer, step) {
	return `${pointer}/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

export function get(document, pointer) {
	let value = document;
	for (const step of steps(pointer)) {
		if (value === undefined || value === null) {
			return undefined;
		}
		value = value[step];
	}
	return value;
}

// A copy in which `change` has changed the value that a pointer leads to; lists and objects
// that lack on the way are made, by whether a step is a number.
export function update(document, pointer, change) {
	function walk(value, [step, ...rest]) {
		if (step === undefined) {
			return change(value);
		}
		const isList = Array.isArray(value) || (value === undefined && /^(\d+|-)$/.test(step));
		const copy = isList ? [...(value ?? [])] : { ...(value ?? {}) };
		const key = step === "-" ? copy.length : step;
		while (isList && copy.length < key) {
			copy.push({});
		}
		const changed = walk(copy[key], rest);
		if (changed === undefined && !isList) {
			delete copy[key];
		} else {
			copy[key] = changed;
		}
		return copy;
	}
	return walk(document, steps(pointer));
}

// Is a place the value at a pointer, or in it?
export function within(place, pointer) {
	return place === pointer || place.startsWith(`${pointer}/`);
}
