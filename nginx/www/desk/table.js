// Blocks of cells as Excel, WPS and LibreOffice put them on the clipboard: lines of texts
// between tabs, a text with a tab, a line end or a quotation mark in it in quotation marks.
"use strict";

// Rows of texts. A quotation mark within an unquoted text is itself.
export function readBlock(text) {
	const rows = [[""]];
	const lines = text.replaceAll("\r\n", "\n").replaceAll("\r", "\n").replace(/\n$/, "");
	let isQuoted = false;
	let isStart = true;
	for (let i = 0; i < lines.length; i += 1) {
		const row = rows.at(-1);
		const sign = lines[i];
		if (isQuoted) {
			if (sign !== "\"") {
				row[row.length - 1] += sign;
			} else if (lines[i + 1] === "\"") {
				row[row.length - 1] += sign;
				i += 1;
			} else {
				isQuoted = false;
			}
		} else if (sign === "\"" && isStart && closes(lines, i + 1)) {
			isQuoted = true;
		} else if (sign === "\t") {
			row.push("");
		} else if (sign === "\n") {
			rows.push([""]);
		} else {
			row[row.length - 1] += sign;
		}
		isStart = !isQuoted && (sign === "\t" || sign === "\n");
	}
	return rows;
}

// Is there a quotation mark that ends what begins here, right before the next cell?
function closes(text, from) {
	for (let i = from; i < text.length; i += 1) {
		if (text[i] !== "\"") {
			continue;
		}
		if (text[i + 1] !== "\"") {
			return i + 1 === text.length || text[i + 1] === "\t" || text[i + 1] === "\n";
		}
		i += 1;
	}
	return false;
}
