// People at the desk.
"use strict";

// Log in by keyboard.
export async function login(tab, url, account, password) {
	await tab.goto(`${url}/`);
	await tab.locator("input[name=name]").waitFor();
	await tab.keyboard.type(account);
	await tab.keyboard.press("Tab");
	await tab.keyboard.type(password);
	await tab.keyboard.press("Enter");
	await tab.locator("#nav a").first().waitFor();
}
