// A file that is dropped is hashed here and compared; nothing is sent.
"use strict";

const drop = document.getElementById("drop");
const verdict = document.getElementById("verdict");

function say(text, kind) {
	verdict.textContent = text;
	verdict.className = kind;
}

async function check(file) {
	if (!file) {
		return;
	}
	say("正在计算……", "");
	const bytes = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
	const digest = Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
	const same = Array.from(document.querySelectorAll("code[data-digest]"))
		.find((code) => code.textContent === digest);
	if (same) {
		say(`“${file.name}”与公开的 ${same.dataset.digest} 完全一致。`, "good");
	} else {
		say(`“${file.name}”与公开的文件不同：不是这一份，或者被改动过。它的摘要是 ${digest}`, "bad");
	}
}

// Browsers hash only on pages that came by TLS, or from this machine.
if (drop && globalThis.crypto && crypto.subtle) {
	drop.hidden = false;
	drop.querySelector("input").addEventListener("change", (event) => check(event.target.files[0]));
	for (const kind of ["dragenter", "dragover"]) {
		drop.addEventListener(kind, (event) => {
			event.preventDefault();
			drop.classList.add("over");
		});
	}
	drop.addEventListener("dragleave", () => drop.classList.remove("over"));
	drop.addEventListener("drop", (event) => {
		event.preventDefault();
		drop.classList.remove("over");
		check(event.dataTransfer.files[0]);
	});
}
