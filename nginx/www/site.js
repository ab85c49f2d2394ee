// Large text stays as the reader has chosen it. Without a script the box works for the page.
"use strict";

const large = document.getElementById("large");
const KEY = "large";

function remember(value) {
	try {
		localStorage.setItem(KEY, value);
	} catch {
		// Where nothing may be kept it holds for this page.
	}
}

function chosen() {
	try {
		return localStorage.getItem(KEY) === "yes";
	} catch {
		return false;
	}
}

if (large) {
	large.checked = chosen();
	large.addEventListener("change", () => remember(large.checked ? "yes" : "no"));
	// Another page of the site may have changed it, and the way back shows this one as it was.
	addEventListener("pageshow", () => {
		large.checked = chosen();
	});
}
