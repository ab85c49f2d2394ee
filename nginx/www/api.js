// The documentation of the API, made from the description that the API serves.
"use strict";

const DESCRIPTION = "/api/v1/openapi.json";

let description;

// An element with attributes and children; text stays text.
function make(name, attributes, ...children) {
	const element = document.createElement(name);
	for (const [key, value] of Object.entries(attributes)) {
		element.setAttribute(key, value);
	}
	element.append(...children.flat().filter((child) => child !== null));
	return element;
}

function resolve(node) {
	if (node === undefined || node.$ref === undefined) {
		return node;
	}
	return node.$ref.slice(2).split("/").reduce((at, name) => at[name], description);
}

function schemaName(node) {
	return node.$ref.split("/").pop();
}

// What a value may be, in a few words.
function typeOf(schema) {
	if (schema.$ref !== undefined) {
		return make("a", { href: `#schema-${schemaName(schema)}` }, schemaName(schema));
	}
	if (schema.format === "binary") {
		return "文件";
	}
	if (schema.anyOf !== undefined) {
		return make("span", {}, schema.anyOf.flatMap((one, i) => i === 0 ? [typeOf(one)] : [" 或 ", typeOf(one)]));
	}
	if (schema.enum !== undefined) {
		return schema.enum.join("　");
	}
	if (schema.const !== undefined) {
		return String(schema.const);
	}
	if (schema.type === "array") {
		return make("span", {}, "数组：", typeOf(schema.items));
	}
	const range = schema.minimum === undefined ? "" : `，${schema.minimum} 起${schema.maximum === undefined ? "" : `，至 ${schema.maximum}`}`;
	const length = schema.maxLength === undefined ? "" : `，至多 ${schema.maxLength} 字`;
	const words = { integer: "整数", string: "文本", boolean: "true 或 false", object: "对象" };
	return [schema.type].flat().map((type) => words[type] || type).join(" 或 ") + range + length;
}

function table(heads, rows) {
	return make("div", { class: "scroll" }, make("table", {},
		make("thead", {}, make("tr", {}, heads.map((head) => make("th", { scope: "col" }, head)))),
		make("tbody", {}, rows.map((cells) => make("tr", {}, cells.map((cell) => make("td", {}, cell)))))));
}

// The operations are one resource in its formats; some have parameters that others have not.
function parameters(operations) {
	const named = operations.flatMap((operation) => (operation.parameters || []).map(resolve));
	const all = [...new Map(named.map((parameter) => [parameter.name, parameter])).values()];
	if (all.length === 0) {
		return null;
	}
	return make("div", {}, make("h4", {}, "参数"), table(["名称", "含义", "取值", "示例"], all.map((parameter) => [
		make("code", parameter.required ? { class: "required", title: "必需" } : {}, parameter.name),
		parameter.description,
		make("span", {}, typeOf(parameter.schema),
			parameter.schema.default === undefined ? "" : `，默认 ${parameter.schema.default}`),
		parameter.example === undefined ? "" : String(parameter.example),
	])));
}

function responses(operation) {
	const rows = Object.entries(operation.responses).map(([status, reference]) => {
		const response = resolve(reference);
		const types = Object.entries(response.content || {});
		const problem = types.some(([type]) => type === "application/problem+json");
		return [
			make("code", {}, status === "default" ? "其他" : status),
			response.description,
			make("span", {}, types.filter(() => !problem).map(([type, media]) =>
				make("span", {}, make("code", {}, type), " ", media.schema.$ref ? typeOf(media.schema) : "", " "))),
			Object.keys(response.headers || {}).join("　"),
		];
	});
	return make("details", {}, make("summary", {}, "回答"), table(["状态", "含义", "内容", "响应头"], rows));
}

function examples(operations) {
	const content = operations.flatMap((operation) => Object.entries(operation.responses["200"].content));
	return content.filter(([, media]) => media.example !== undefined).map(([type, media]) =>
		make("details", {}, make("summary", {}, `示例：${type}`), make("pre", { tabindex: "0" },
			typeof media.example === "string" ? media.example : JSON.stringify(media.example, null, 2))));
}

// The address with the examples of its parameters, to look at.
function trial(path, operation) {
	const all = (operation.parameters || []).map(resolve);
	const address = all.filter((parameter) => parameter.in === "path")
		.reduce((at, parameter) => at.replace(`{${parameter.name}}`, parameter.example), path);
	const query = all.filter((parameter) => parameter.in === "query" && parameter.required)
		.map((parameter) => `${parameter.name}=${encodeURIComponent(parameter.example)}`).join("&");
	return address + (query === "" ? "" : `?${query}`);
}

// The address without the format that it asks for.
const bareOf = (path) => path.replace(/\.[a-z]+$/, "");

// The addresses of the same resource in a format of its own: told with it.
const isFormat = (path) => bareOf(path) !== path && description.paths[bareOf(path)] !== undefined;

function showOperation(path, operation) {
	const paths = [path, ...Object.keys(description.paths).filter((other) => isFormat(other) && bareOf(other) === path)];
	const operations = paths.map((other) => description.paths[other].get);
	const address = trial(path, operation);
	return make("section", { class: "operation", id: operation.operationId },
		make("h3", {}, `${operation.summary} `, make("span", { lang: "en" }, operation.operationId)),
		paths.map((other) => make("p", { class: "address" }, `GET ${other}`)),
		operation.description ? make("p", {}, operation.description) : null,
		make("p", {}, "打开：", make("a", { href: address }, decodeURIComponent(address))),
		parameters(operations), examples(operations), responses(operation));
}

function properties(schema) {
	const required = new Set(schema.required || []);
	return table(["名称", "含义", "取值"], Object.entries(schema.properties).map(([name, property]) => [
		make("code", required.has(name) ? { class: "required", title: "总有" } : {}, name),
		property.description || (resolve(property) || {}).description || "",
		typeOf(property),
	]));
}

function showSchema([name, schema]) {
	const tables = schema.properties ? [schema] : (schema.oneOf || []).filter((part) => part.properties);
	return make("section", { class: "schema", id: `schema-${name}` },
		make("h3", {}, make("code", {}, name)),
		schema.description ? make("p", {}, schema.description) : null,
		tables.length > 0 ? tables.map(properties) : make("p", {}, schema.pattern ? make("code", {}, schema.pattern) : typeOf(schema)));
}

function show() {
	const contents = document.getElementById("contents");
	const place = document.getElementById("operations");
	const last = contents.lastElementChild;
	document.getElementById("introduction").append(
		...description.info.description.split("\n\n").map((text) => make("p", {}, text)));
	for (const tag of description.tags) {
		const operations = Object.entries(description.paths)
			.map(([path, item]) => [path, item.get]).filter(([path, operation]) => operation.tags[0] === tag.name && !isFormat(path));
		const id = `tag-${operations[0][1].operationId}`;
		place.append(make("section", {}, make("h2", { id }, tag["x-displayName"]), make("p", {}, tag.description),
			operations.map(([path, operation]) => showOperation(path, operation))));
		last.before(make("li", {}, make("a", { href: `#${id}` }, tag["x-displayName"]), make("ul", {}, operations.map(
			([, operation]) => make("li", {}, make("a", { href: `#${operation.operationId}` }, operation.summary))))));
	}
	const schemas = document.getElementById("schemas");
	schemas.append(...Object.entries(description.components.schemas).map(showSchema));
	schemas.hidden = false;
	contents.append(make("li", {}, make("a", { href: "#schemas" }, "数据结构")));
	document.getElementById("status").hidden = true;
	// What the address points to was not there when the browser looked.
	document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
}

async function load() {
	try {
		const answer = await fetch(DESCRIPTION);
		if (!answer.ok) {
			throw new Error(`错误 ${answer.status}`);
		}
		description = await answer.json();
		show();
	} catch (error) {
		const status = document.getElementById("status");
		status.className = "error";
		status.textContent = `说明读取失败。${error.message}`;
	}
}

load();
