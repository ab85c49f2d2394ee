// One cell while somebody is in it. At first all of it is chosen, so that typing replaces it
// and arrows lead to other cells, as in a table; F2, a second click or typing lets one change
// it. A text of several lines, or a long one, is typed in a field of its own in its place;
// where one chooses among texts, there is a list.
"use strict";

const LONG = 40;
const WAYS = { ArrowDown: "down", ArrowUp: "up", ArrowLeft: "left", ArrowRight: "right", Enter: "down" };

// All pieces in which the page prints one value beside each other.
function pieces(shell) {
	const around = shell.closest("td, th, .tabs > div") ?? shell.closest(".sheet");
	return [...around.querySelectorAll("[role=textbox]")].filter((other) => other.dataset.place === shell.dataset.place
		&& other.dataset.binding === shell.dataset.binding);
}

// Within a shadow tree not every browser's selection is the document's.
function selection(shell) {
	return shell.getRootNode().getSelection?.() ?? window.getSelection();
}

function chooseAll(shell) {
	selection(shell).selectAllChildren(shell);
}

export class Entry {
	// `source` is the value of a text that is printed as it stands.
	constructor(shell, source) {
		this.shell = shell;
		this.before = source ?? shell.textContent;
		this.isTyping = false;
		const all = pieces(shell);
		this.isLong = shell.dataset.type !== "computed" && source !== undefined
			&& (all.length > 1 || source.includes("\n") || (source.length > LONG && shell.dataset.type === "text"));
		this.isRefused = shell.classList.contains("refused");
		if (this.isRefused) {
			this.before = shell.textContent;
		}
		if (shell.dataset.choices) {
			this.choose(JSON.parse(shell.dataset.choices));
		} else if (this.isLong) {
			this.widen(all);
		} else {
			this.open();
		}
	}

	open() {
		const { shell } = this;
		shell.contentEditable = "plaintext-only";
		if (shell.contentEditable !== "plaintext-only") {
			shell.contentEditable = "true";
		}
		// Browsers put another line end behind one that is typed at the end.
		this.text = () => {
			const text = shell.textContent.replaceAll("\u00a0", " ");
			return text === this.before ? text : text.replace(/\n$/, "");
		};
		shell.focus({ preventScroll: true });
		chooseAll(shell);
		this.onclick = () => { this.isTyping = true; };
		this.oninput = () => { this.isTyping = true; };
		setTimeout(() => shell.addEventListener("mousedown", this.onclick));
		shell.addEventListener("input", this.oninput);
	}

	// A field over all lines of the text.
	widen(all) {
		this.hidden = all.slice(1).map((other) => other.closest("p, div.song, div.fang, div.hei, div.kai") ?? other)
			.filter((other) => !other.contains(this.shell));
		this.hidden.forEach((other) => { other.hidden = true; });
		const control = this.shell.ownerDocument.createElement("textarea");
		control.value = this.before;
		control.setAttribute("aria-label", this.shell.getAttribute("aria-label"));
		this.replaceWith(control);
		const grow = () => {
			control.style.height = "auto";
			control.style.height = `${control.scrollHeight + 4}px`;
		};
		control.addEventListener("input", grow);
		control.addEventListener("input", () => { this.isTyping = true; });
		grow();
		control.select();
	}

	choose(choices) {
		const document = this.shell.ownerDocument;
		const control = document.createElement("select");
		control.setAttribute("aria-label", this.shell.getAttribute("aria-label"));
		for (const choice of ["", ...choices]) {
			control.append(new Option(choice, choice, false, choice === this.before));
		}
		this.replaceWith(control);
		this.isChoice = true;
	}

	replaceWith(control) {
		this.shown = this.shell.textContent;
		this.shell.textContent = "";
		this.shell.removeAttribute("tabindex");
		this.shell.append(control);
		this.control = control;
		this.text = () => control.value;
		control.focus({ preventScroll: true });
	}

	// Which way a key leads out of the cell; undefined: the key is the cell's own.
	press(event) {
		if (event.key === "Escape") {
			this.restoreText();
			return undefined;
		}
		if (event.key === "F2") {
			this.isTyping = true;
			selection(this.shell)?.collapseToEnd();
			return undefined;
		}
		if (event.key === "Enter" && (this.isLong ? event.ctrlKey : !event.altKey)) {
			return event.shiftKey ? "up" : "down";
		}
		if (event.key === "Enter" && event.altKey && !this.isLong) {
			event.preventDefault();
			this.shell.ownerDocument.execCommand("insertText", false, "\n");
			return undefined;
		}
		if (this.isLong || this.isTyping || this.isChoice || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) {
			return undefined;
		}
		return event.key === "Enter" ? undefined : WAYS[event.key];
	}

	restoreText() {
		if (this.control) {
			this.control.value = this.before;
		} else {
			this.shell.textContent = this.before;
			chooseAll(this.shell);
		}
		this.isTyping = false;
	}

	// The page was drawn anew around the cell, and shows this in it. Who has typed keeps what
	// was typed; that somebody else's work came to stand there meanwhile is not forgotten.
	renew(shown, source, isOthers) {
		if (this.text() !== this.before) {
			this.isOvertaken ||= isOthers;
		} else if ((source ?? shown) !== this.before) {
			this.before = source ?? shown;
			this.shown = shown;
			this.restoreText();
		}
	}

	// Leave the cell: what was typed, if that is something else.
	close() {
		const text = this.text();
		if (this.control) {
			this.shell.textContent = text.split("\n")[0];
			this.shell.setAttribute("tabindex", "0");
			(this.hidden ?? []).forEach((other) => { other.hidden = false; });
			if (text === this.before) {
				this.shell.textContent = this.shown;
			}
		} else {
			this.shell.removeAttribute("contenteditable");
			this.shell.removeEventListener("mousedown", this.onclick);
			this.shell.removeEventListener("input", this.oninput);
			if (text !== this.shell.textContent) {
				this.shell.textContent = text;
			}
		}
		return text === this.before ? undefined : text;
	}
}
