// Amounts, as people say them: documents have them in 元, and cells of 万元 do not.
"use strict";

// A value as its cell would say it, but to the last digit: the point moves, and nothing is rounded.
export function inUnit(value, binding = "") {
	const [, sign, whole, places = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value) ?? [];
	if (whole === undefined || !/\|\s*wan\b/.test(binding)) {
		return value;
	}
	const digits = whole.padStart(5, "0");
	const fraction = `${digits.slice(-4)}${places}`.replace(/0+$/, "");
	return `${sign}${digits.slice(0, -4).replace(/^0+(?=\d)/, "").replaceAll(/\B(?=(\d{3})+$)/g, ",")}${fraction && `.${fraction}`} 万元`;
}
