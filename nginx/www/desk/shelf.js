// The browser's storage by name, for what becomes JSON. It may be full, forbidden, or hold
// something else: then nothing is there, and who writes is told once that nothing is kept here.
"use strict";

import { say } from "./dom.js";

let isTold = false;

// What is there, or undefined.
export function read(name) {
	try {
		return JSON.parse(localStorage.getItem(name)) ?? undefined;
	} catch {
		return undefined;
	}
}

export function write(name, value) {
	try {
		localStorage.setItem(name, JSON.stringify(value));
	} catch {
		if (!isTold) {
			isTold = true;
			say("浏览器存不下正在填写的内容，保存好之前请不要关闭窗口。", "error");
		}
	}
}

export function drop(name) {
	try {
		localStorage.removeItem(name);
	} catch {
		// Nothing is there.
	}
}

// The names that begin so, of what can be read.
export function names(prefix) {
	try {
		return Object.keys(localStorage).filter((name) => name.startsWith(prefix) && read(name));
	} catch {
		return [];
	}
}
