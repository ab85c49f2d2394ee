// An auditor of the log: follows it over HTTP, keeps what it has seen, and tells what does
// not fit. It knows nothing of gongkai but its public description and RFC 9162, and uses
// nothing but Node.
//
//   node auditor.mjs BASE STATE KEY.pem...
//
// BASE is the site's address, STATE a file that is made by the first run and goes on with
// each later one, a KEY a public key that was got from elsewhere. Exit status 0 and a line
// with size and root when all fits, 1 and the reason when not.

import { createHash, createPublicKey, verify } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const [base, stateFile, ...keyFiles] = process.argv.slice(2);

class Alarm extends Error {}
function check(fits, what) {
  if (!fits) throw new Alarm(what);
}

async function get(path) {
  const response = await fetch(base + path);
  check(response.ok, `${path}: ${response.status} ${await (response.ok ? '' : response.text())}`);
  return response.json();
}

// --- RFC 9162, section 2.1 ---

const sha256 = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const leafHash = (text) => sha256(Buffer.from([0]), Buffer.from(text));
const nodeHash = (left, right) => sha256(Buffer.from([1]), left, right);

// The roots of complete subtrees from left to right, each with its number of leaves.
function append(peaks, leaf) {
  let peak = { size: 1, hash: leaf };
  while (peaks.length > 0 && peaks.at(-1).size === peak.size) {
    const left = peaks.pop();
    peak = { size: 2 * peak.size, hash: nodeHash(left.hash, peak.hash) };
  }
  peaks.push(peak);
}
const rootOf = (peaks) =>
  peaks.length === 0
    ? sha256()
    : peaks.map((peak) => peak.hash).reduceRight((right, left) => nodeHash(left, right));

// Section 2.1.3.2.
function isIncluded(leaf, index, size, path, root) {
  if (index >= size) return false;
  let fn = index;
  let sn = size - 1;
  let hash = leaf;
  for (const p of path) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      hash = nodeHash(p, hash);
      while (fn % 2 === 0 && fn !== 0) {
        fn = Math.floor(fn / 2);
        sn = Math.floor(sn / 2);
      }
    } else {
      hash = nodeHash(hash, p);
    }
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  return sn === 0 && hash.equals(root);
}

// Section 2.1.4.2.
function isConsistent(first, firstRoot, second, secondRoot, proof) {
  if (first === second) return proof.length === 0 && firstRoot.equals(secondRoot);
  const path = [...proof];
  if (path.length === 0) return false;
  if (Number.isInteger(Math.log2(first))) path.unshift(firstRoot);
  let fn = first - 1;
  let sn = second - 1;
  while (fn % 2 === 1) {
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  let fr = path[0];
  let sr = path[0];
  for (const c of path.slice(1)) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      fr = nodeHash(c, fr);
      sr = nodeHash(c, sr);
      while (fn % 2 === 0 && fn !== 0) {
        fn = Math.floor(fn / 2);
        sn = Math.floor(sn / 2);
      }
    } else {
      sr = nodeHash(sr, c);
    }
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  return sn === 0 && fr.equals(firstRoot) && sr.equals(secondRoot);
}

// --- SM2 with SM3 (GB/T 32918.2, 32918.5), which node:crypto does not verify with an identifier ---

const P = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn;
const A = P - 3n;
const B = 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n;
const N = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;
const G = {
  x: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  y: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
};
const mod = (a, m) => ((a % m) + m) % m;
function inverse(a, m) {
  let [r, next, x, nextX] = [mod(a, m), m, 1n, 0n];
  while (next !== 0n) {
    const q = r / next;
    [r, next, x, nextX] = [next, r - q * next, nextX, x - q * nextX];
  }
  return mod(x, m);
}
function add(p, q) {
  if (!p) return q;
  if (!q) return p;
  if (p.x === q.x && mod(p.y + q.y, P) === 0n) return null;
  const slope =
    p.x === q.x
      ? mod((3n * p.x * p.x + A) * inverse(2n * p.y, P), P)
      : mod((q.y - p.y) * inverse(q.x - p.x, P), P);
  const x = mod(slope * slope - p.x - q.x, P);
  return { x, y: mod(slope * (p.x - x) - p.y, P) };
}
function times(k, p) {
  let sum = null;
  for (let bit = p; k > 0n; k >>= 1n, bit = add(bit, bit)) if (k & 1n) sum = add(sum, bit);
  return sum;
}
const bytes32 = (n) => Buffer.from(n.toString(16).padStart(64, '0'), 'hex');
const number = (buffer) => BigInt(`0x${buffer.toString('hex')}`);
const sm3 = (...parts) => createHash('sm3').update(Buffer.concat(parts)).digest();

// Two numbers in a SEQUENCE.
function readSignature(der) {
  const read = (at) => {
    check(der[at] === 2, 'the SM2 signature is no DER');
    return [number(der.subarray(at + 2, at + 2 + der[at + 1])), at + 2 + der[at + 1]];
  };
  check(der[0] === 0x30 && der[1] === der.length - 2, 'the SM2 signature is no DER');
  const [r, at] = read(2);
  return { r, s: read(at)[0] };
}

function verifySm2(spki, text, signature) {
  const point = { x: number(spki.subarray(-64, -32)), y: number(spki.subarray(-32)) };
  if (mod(point.y ** 2n - (point.x ** 3n + A * point.x + B), P) !== 0n) return false;
  const identifier = Buffer.from('1234567812345678');
  const za = sm3(Buffer.from([0, 8 * identifier.length]), identifier,
    ...[A, B, G.x, G.y, point.x, point.y].map(bytes32));
  const e = number(sm3(za, Buffer.from(text)));
  const { r, s } = readSignature(signature);
  if (r < 1n || r >= N || s < 1n || s >= N) return false;
  const t = mod(r + s, N);
  const sum = t === 0n ? null : add(times(s, G), times(t, point));
  return sum !== null && mod(e + sum.x, N) === r;
}

// --- following ---

const spkiOf = (pem) => Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');

function checkSignatures(head, signatures) {
  const text = JSON.stringify(head);
  for (const file of keyFiles) {
    const pem = readFileSync(file, 'utf8');
    const spki = spkiOf(pem);
    const made = signatures.find((s) => s.key === sha256(spki).toString('hex'));
    check(made, `the head of ${head.size} entries has no signature of ${file}`);
    const signature = Buffer.from(made.signature, 'base64');
    const fits =
      made.algorithm === 'SM2'
        ? verifySm2(spki, text, signature)
        : verify(null, Buffer.from(text), createPublicKey(pem), signature);
    check(fits, `the head of ${head.size} entries is not signed by ${file} (${made.algorithm})`);
  }
}

const hex = (h) => Buffer.from(h, 'hex');

// All entries up to a size, with the leaves that were seen before.
async function readEntries(size, state) {
  const peaks = [];
  const last = {};
  const leaves = [];
  const entries = [];
  for (let from = 1; from !== null && from <= size; ) {
    const page = await get(`/api/v1/log/entries?from=${from}&limit=200`);
    check(page.items.length > 0, `the log says that it has ${size} entries, and gives none from ${from} on`);
    for (const { entry, leaf } of page.items) {
      if (leaves.length === size) break;
      const number = leaves.length + 1;
      const hash = leafHash(JSON.stringify(entry));
      check(entry.number === number, `entry ${number} says that it is ${entry.number}`);
      check(hash.toString('hex') === leaf, `entry ${number} has another hash than it says`);
      check(
        number > state.leaves.length || state.leaves[number - 1] === leaf,
        `entry ${number} (${entry.report}) was rewritten: it had the hash ${state.leaves[number - 1]}, and has ${leaf}`,
      );
      check(
        entry.previous === last[entry.report],
        `entry ${number} does not follow the one before about ${entry.report}`,
      );
      last[entry.report] = leaf;
      leaves.push(leaf);
      entries.push(entry);
      append(peaks, hash);
    }
    from = page.next;
  }
  check(leaves.length === size, `the log says that it has ${size} entries, and gives ${leaves.length}`);
  return { root: rootOf(peaks), leaves, entries };
}

async function checkProofs(entries, leaves) {
  for (const entry of entries) {
    if (entry.kind === 'withdrawal') continue;
    const answer = await get(`/api/v1/log/proof/${entry.report}/${entry.revision}`);
    const { head } = answer.log;
    for (const proof of [answer.publication, answer.withdrawal].filter(Boolean)) {
      const leaf = leafHash(JSON.stringify(proof.entry));
      check(
        proof.entry.number > leaves.length || leaf.toString('hex') === leaves[proof.entry.number - 1],
        `the proof of ${entry.report} is about another entry`,
      );
      check(
        isIncluded(leaf, proof.entry.number - 1, head.size, proof.path.map(hex), hex(head.root)),
        `entry ${proof.entry.number} (${entry.report}) is not in the tree of ${head.size}`,
      );
    }
  }
}

// What is served is what the entry says, as long as it is public.
async function checkServed(entry) {
  const address = `${base}/api/v1/reports/${entry.report}/revisions/${entry.revision}`;
  for (const [suffix, digest] of [['.json', entry.document], ['.pdf', entry.pdf]]) {
    if (!digest) continue;
    const response = await fetch(address + suffix);
    if (response.status === 410) continue;
    const body = Buffer.from(await response.arrayBuffer());
    check(response.ok && sha256(body).toString('hex') === digest,
      `${address}${suffix} (${response.status}) is not what entry ${entry.number} says`);
  }
}

async function audit() {
  const state = existsSync(stateFile) ? JSON.parse(readFileSync(stateFile)) : { size: 0, leaves: [] };
  const { head, signatures } = await get('/api/v1/log/head');
  checkSignatures(head, signatures);
  check(head.size >= state.size, `the log had ${state.size} entries, and has ${head.size}`);
  const { root, leaves, entries } = await readEntries(head.size, state);
  if (state.size > 0) {
    const proof = await get(`/api/v1/log/consistency?from=${state.size}&to=${head.size}`);
    check(
      isConsistent(state.size, hex(state.root), head.size, hex(head.root), proof.path.map(hex)),
      `the tree of ${head.size} entries does not begin with that of ${state.size}`,
    );
  }
  check(root.toString('hex') === head.root, `the entries do not make the root of the head`);
  const fresh = entries.slice(state.size);
  await checkProofs(fresh.slice(-100), leaves);
  for (const entry of fresh.slice(-100)) if (entry.kind !== 'withdrawal') await checkServed(entry);
  writeFileSync(stateFile, JSON.stringify({ size: head.size, root: head.root, leaves }));
  return `${head.size} ${head.root}`;
}

try {
  console.log(`ok ${await audit()}`);
} catch (error) {
  console.log(error instanceof Alarm ? `ALARM ${error.message}` : error.stack);
  process.exitCode = 1;
}
