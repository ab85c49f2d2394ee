// Elements in one line, and what all pages say in the same place.
"use strict";

import { keeping, markIn, returnTo } from "./focus.js";

// An element: h("a", { href, class, onclick, "aria-label" }, ...children). Texts become text,
// never markup; null and false are left out; true is an attribute without a value.
export function h(name, attributes = {}, ...children) {
	const element = document.createElement(name);
	for (const [key, value] of Object.entries(attributes)) {
		if (key.startsWith("on")) {
			element.addEventListener(key.slice(2), value);
		} else if (value !== null && value !== undefined && value !== false) {
			element.setAttribute(key, value === true ? "" : value);
		}
	}
	return fill(element, ...children);
}

// Let an element contain these and nothing else. Who is in it stays where he is: an item of a list
// is known by its data-key.
export function fill(element, ...children) {
	keeping(element, () => element.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false)));
	return element;
}

// Take an element out; who was in it goes on where it stood.
export function takeOut(element) {
	keeping(element.parentElement, () => element.remove());
}

// What is done once at a time: who presses twice has pressed once. It is over when what `act`
// promises is.
export function once(act) {
	let isBusy = false;
	return async (event) => {
		if (isBusy) {
			return;
		}
		isBusy = true;
		try {
			await act(event);
		} finally {
			isBusy = false;
		}
	};
}

export function button(text, onclick, attributes = {}) {
	return h("button", { type: "button", onclick: once(onclick), ...attributes }, text);
}

// What was refused is marked at its field and read aloud with it, until something else is typed there.
export function pointAt(control, fault) {
	control.focus();
	if (control.hasAttribute("aria-invalid")) {
		return;
	}
	const before = control.getAttribute("aria-describedby");
	fault.id ||= `f-${Math.random().toString(36).slice(2)}`;
	control.setAttribute("aria-invalid", "true");
	control.setAttribute("aria-describedby", [fault.id, before].filter(Boolean).join(" "));
	control.addEventListener("input", () => {
		control.removeAttribute("aria-invalid");
		if (before) {
			control.setAttribute("aria-describedby", before);
		} else {
			control.removeAttribute("aria-describedby");
		}
	}, { once: true });
}

// A form that is sent; `act` refuses by words, which are said above its button.
export function sentForm(attributes, fields, label, act) {
	const fault = h("p", { class: "error", role: "alert" });
	const form = h("form", { ...attributes }, fields, fault, h("div", { class: "actions" }, h("button", { class: "primary" }, label)));
	const send = once(async () => {
		fault.textContent = "";
		fault.textContent = await act(form) ?? "";
		const here = document.activeElement;
		if (fault.textContent !== "" && form.contains(here) && here.matches("input")) {
			pointAt(here, fault);
		}
	});
	form.addEventListener("submit", (event) => {
		event.preventDefault();
		send();
	});
	return form;
}

// A field with its label.
export function field(label, control, hint) {
	const id = control.id || `f-${Math.random().toString(36).slice(2)}`;
	control.id = id;
	if (hint) {
		control.setAttribute("aria-describedby", `${id}-hint`);
		// The browser says it, too, where what is typed is not so.
		if (control.pattern) {
			control.title = hint;
		}
	}
	return h("div", { class: "field" }, h("label", { for: id }, label), control,
		hint && h("span", { class: "hint", id: `${id}-hint` }, hint));
}

// A table in what scrolls sideways. On a phone each row is a card, in which a value stands behind
// the name of its column; rows that come later are to be `named`.
export function sheet(caption, names, ...rows) {
	const body = rows.length === 1 && rows[0] instanceof HTMLTableSectionElement ? rows[0] : h("tbody", {}, rows.flat(Infinity));
	[...body.rows].forEach((row) => named(names, row));
	const kind = (i) => (body.rows[0]?.cells[i]?.classList.contains("n") ? "n" : null);
	return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption }, h("table", { class: "cards" }, h("caption", {}, caption),
		h("thead", {}, h("tr", {}, names.map((name, i) => (name instanceof Element ? name : h("th", { scope: "col", class: kind(i) }, name))))), body));
}

export function named(names, row) {
	[...row.cells].forEach((cell, i) => {
		if (cell.tagName === "TD" && cell.colSpan === 1 && typeof names[i] === "string") {
			cell.dataset.name = names[i];
		}
	});
	return row;
}

// A value of a document in a line.
export function brief(value) {
	if (Array.isArray(value) && value.length > 0) {
		return value.map(brief).join("；");
	}
	if (typeof value === "object" && value !== null) {
		return value.text ?? value.name ?? value.label ?? (value.reason ? brief(value.reason) : "（一行）");
	}
	return value === undefined || value === "" ? "（无）" : String(value);
}

// Say something to everybody: it is seen at the foot of the page, and read aloud. What went wrong
// ("error") or is under way ("lasting") stays until something else is said.
let timer;
export function say(text, kind = "") {
	const line = document.getElementById("said");
	clearTimeout(timer);
	line.className = kind;
	line.textContent = text;
	if (kind === "") {
		timer = setTimeout(() => { line.textContent = ""; }, 6000);
	}
}

// What was refused, in words, each of them once.
const wordsOf = (problem) => (problem.status === undefined ? `出错了：${problem.message}`
	: [...new Set([problem.message, ...problem.errors.map((error) => error.message ?? error.detail)])].filter(Boolean).join("；"));

// Ask in a window of its own; the answer is what `read` gives when it is confirmed, else null.
// `act` does it with that before the window closes, and its answer is the answer: what it
// refuses is said in the window, at the field whose data-at is the pointer of what is wrong, where
// nothing of what was typed is lost. What is under way is
// not called off: where the page goes on meanwhile, the answer is still told. A window that only
// tells something has nothing to put off (`isNews`), and Escape does not take it away.
export function ask({ title, body, confirm = "确定", isNews = false, danger = false, read = () => true, check = () => null, act = (given) => given }) {
	const fault = h("p", { class: "error", role: "alert" });
	const yes = h("button", { class: danger ? "danger" : "primary" }, confirm);
	const no = isNews ? null : button("取消", () => dialog.close());
	let answer = null;
	let doing = null;
	async function submit(event) {
		event.preventDefault();
		fault.textContent = check() ?? "";
		if (fault.textContent !== "" || doing) {
			return;
		}
		doing = Promise.resolve().then(read).then(act);
		[yes, no].forEach((one) => one && (one.disabled = true));
		dialog.setAttribute("aria-busy", "true");
		try {
			answer = await doing;
			dialog.close();
		} catch (problem) {
			const at = (problem.errors ?? []).map((error) => error.pointer);
			const wrong = [...dialog.querySelectorAll("[data-at]")].find((control) => at.includes(control.dataset.at));
			if (wrong) {
				wrong.closest(".field, .row").after(fault);
			} else {
				actions.before(fault);
			}
			fault.textContent = wordsOf(problem);
			[yes, no].forEach((one) => one && (one.disabled = false));
			if (wrong) {
				pointAt(wrong, fault);
			}
			// A button that was pressed and could not be for a while has lost who was there.
			if (document.activeElement === document.body) {
				yes.focus();
			}
		}
		doing = null;
		dialog.removeAttribute("aria-busy");
	}
	const actions = h("div", { class: "actions" }, yes, no);
	const dialog = h("dialog", { class: "ask", "aria-labelledby": "ask-title" },
		h("form", { method: "dialog", onsubmit: submit }, h("h2", { id: "ask-title" }, title), body, fault, actions));
	const main = document.getElementById("main");
	const mark = markIn(main);
	document.body.append(dialog);
	return new Promise((resolve) => {
		// Escape once more would close it all the same, were it not for the key.
		const keep = (event) => (event.key ?? "Escape") === "Escape" && (doing || isNews) && event.preventDefault();
		dialog.addEventListener("keydown", keep);
		dialog.addEventListener("cancel", keep);
		dialog.addEventListener("close", async () => {
			dialog.remove();
			// The browser goes back to what opened it, if that is still there.
			returnTo(main, mark);
			await doing?.catch((problem) => say(wordsOf(problem), "error"));
			resolve(answer);
		});
		dialog.showModal();
	});
}

// 2025-03-01T09:05:00+08:00 as 2025-03-01 09:05, by the clock of Beijing.
export function moment(at, timeStyle = "short") {
	if (!at) {
		return "";
	}
	return new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle, timeZone: "Asia/Shanghai" })
		.format(new Date(at));
}
