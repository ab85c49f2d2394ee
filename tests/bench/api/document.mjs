// A published document as one would serve it with Node: fastify and pg, a process
// for each core, one prepared statement.
import cluster from "node:cluster";
import { availableParallelism } from "node:os";
import { createRequire } from "node:module";

// The packages are where NODE_PATH says, which imports do not follow.
const require = createRequire(import.meta.url);
const { GONGKAI_HOST, GONGKAI_STATEMENT, GONGKAI_SOCKET } = process.env;

async function serve() {
	const pg = require("pg");
	const pool = new pg.Pool({ host: GONGKAI_HOST, database: "gongkai", user: "gongkai_public", max: 4 });
	const app = require("fastify")();
	app.get("/node/:id", async (request, reply) => {
		const { rows } = await pool.query({ name: "document", text: GONGKAI_STATEMENT, values: [request.params.id] });
		if (rows.length === 0) {
			return reply.code(404).send();
		}
		const etag = `"${rows[0].sha256}"`;
		reply.header("etag", etag).header("cache-control", "public, max-age=60");
		if (request.headers["if-none-match"] === etag) {
			return reply.code(304).send();
		}
		return reply.type("application/json").send(Buffer.from(rows[0].document));
	});
	await app.listen({ path: GONGKAI_SOCKET });
}

if (cluster.isPrimary) {
	for (let i = 0; i < availableParallelism(); i++) {
		cluster.fork();
	}
} else {
	await serve();
}
