// A page becomes another one with as little change as there is: who types in a cell keeps it,
// with the cursor; who scrolled stays where he was.
"use strict";

// `kept` is an element whose contents stay, with the one of the new page that it becomes, if that
// is known, and what is told what would stand there: { shell, twin, renew(text) }.
export function morph(from, to, kept) {
	if (from === kept?.shell) {
		morphAttributes(from, to, ["contenteditable", "tabindex"]);
		kept.renew?.(to.textContent);
		return;
	}
	if (from.nodeType === Node.TEXT_NODE) {
		if (from.data !== to.data) {
			from.data = to.data;
		}
		return;
	}
	if (from.nodeType !== Node.ELEMENT_NODE) {
		return;
	}
	morphAttributes(from, to, []);
	const old = [...from.childNodes];
	const now = [...to.childNodes];
	const at = old.findIndex((node) => kept?.twin && node.contains(kept.shell));
	const there = now.findIndex((node) => node.contains(kept?.twin ?? null));
	if (at >= 0 && there >= 0 && old[at].nodeName === now[there].nodeName) {
		morphNodes(from, old.slice(0, at), now.slice(0, there), old[at], kept);
		morph(old[at], now[there], kept);
		morphNodes(from, old.slice(at + 1), now.slice(there + 1), null, kept);
	} else {
		morphNodes(from, old, now, null, kept);
	}
}

// Children of `from`, before `end`. Rows are matched by what they have in common at both ends;
// those between come or go.
function morphNodes(from, old, now, end, kept) {
	let head = 0;
	while (head < old.length && head < now.length && alike(old[head], now[head], old.length === now.length)) {
		morph(old[head], now[head], kept);
		head += 1;
	}
	let tail = 0;
	while (tail < old.length - head && tail < now.length - head
		&& alike(old[old.length - 1 - tail], now[now.length - 1 - tail], false)) {
		morph(old[old.length - 1 - tail], now[now.length - 1 - tail], kept);
		tail += 1;
	}
	const behind = tail === 0 ? end : old[old.length - tail];
	old.slice(head, old.length - tail).forEach((node) => node.remove());
	now.slice(head, now.length - tail).forEach((node) => from.insertBefore(node, behind));
}

function alike(a, b, isEnough) {
	return a.nodeType === b.nodeType && a.nodeName === b.nodeName
		&& (a.nodeType !== Node.ELEMENT_NODE || a.nodeName !== "TR" || isEnough || a.childNodes.length === b.childNodes.length);
}

function morphAttributes(from, to, except) {
	for (const { name } of [...from.attributes]) {
		if (!to.hasAttribute(name) && !except.includes(name)) {
			from.removeAttribute(name);
		}
	}
	for (const { name, value } of to.attributes) {
		if (from.getAttribute(name) !== value && !except.includes(name)) {
			from.setAttribute(name, value);
		}
	}
}
