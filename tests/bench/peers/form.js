// What the peers in JavaScript share: the timed loop, as in form.py.
const fs = require('node:fs');

const AT_LEAST = 4;

/** Call render(JSON as a string), which gives the bytes of a PDF, as PEER DATA PDF COUNT SECONDS asks. */
async function loop(render) {
	const [data, pdf, count, seconds] = process.argv.slice(2);
	const document = fs.readFileSync(data, 'utf8');
	const start = performance.now();
	let result;
	for (let i = 0; i < Number(count); i++) {
		const begin = performance.now();
		if (i >= AT_LEAST && begin - start > Number(seconds) * 1000) {
			break;
		}
		result = await render(document);
		console.log((performance.now() - begin).toFixed(3));
	}
	fs.writeFileSync(pdf, result);
}

module.exports = { loop };
