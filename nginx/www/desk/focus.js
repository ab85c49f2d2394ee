// Who goes by keyboard does not lose his place when what he is in is drawn anew.
"use strict";

const STOPS = "a[href], button, input, select, textarea, summary, iframe, [tabindex]";

const stopsIn = (root) => [...root.querySelectorAll(STOPS)].filter((one) => !one.disabled && one.tabIndex >= 0 && one.getClientRects().length > 0);

// The item of a list that an element belongs to, and what it is called there.
const itemOf = (element) => element.closest("[data-key]")?.dataset.key;
const nameOf = (element) => element.getAttribute("aria-label") ?? element.labels?.[0]?.textContent ?? element.textContent;
const isLike = (a) => (b) => a.item === itemOf(b) && a.name === nameOf(b);

// What has the focus within an element, as it is found again; nothing where none has.
export function markIn(root) {
	const element = document.activeElement;
	if (!root.contains(element) || element === root || element === document.body) {
		return null;
	}
	const stops = stopsIn(root);
	const mark = { element, item: itemOf(element), name: nameOf(element), at: stops.indexOf(element), top: element.getBoundingClientRect().top };
	return { ...mark, nth: stops.filter(isLike(mark)).indexOf(element) };
}

// The same of the same item; else another of the item; else what has come to stand in its place.
function find(root, mark) {
	const stops = stopsIn(root);
	const like = stops.filter(isLike(mark));
	return (mark.element.isConnected ? mark.element : null) ?? like[mark.nth] ?? like.at(-1)
		?? (mark.item && stops.find((one) => itemOf(one) === mark.item))
		?? stops[Math.min(mark.at, stops.length - 1)];
}

// Go back to it, where it was on the screen.
export function returnTo(root, mark) {
	if (!mark || (document.activeElement !== document.body && document.activeElement !== null)) {
		return;
	}
	const element = find(root, mark);
	if (!element) {
		root.tabIndex = -1;
	}
	(element ?? root).focus({ preventScroll: true });
	let scroller = element?.parentElement;
	while (scroller && scroller !== document.documentElement && !(scroller.scrollHeight > scroller.clientHeight && /auto|scroll/.test(getComputedStyle(scroller).overflowY))) {
		scroller = scroller.parentElement;
	}
	scroller?.scrollBy(0, element.getBoundingClientRect().top - mark.top);
}

// Do something to what an element contains.
export function keeping(root, change) {
	const mark = markIn(root);
	change();
	returnTo(root, mark);
}
