import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, sign, webcrypto } from 'node:crypto';
import { test } from 'node:test';
import {
  Refused,
  climb,
  fromBase64,
  isBeginning,
  isSignedBy,
  leafHash,
  parseCheckpoint,
  parseKey,
  toBase64,
  toHex,
} from '../../main/web/lib/tlog.js';

globalThis.crypto ??= webcrypto;

// The tree once more, written from the recursive definitions of RFC 6962, so that the iterative code has a judge.
const hash = (...parts) => createHash('sha256').update(Buffer.concat(parts.map((part) => Buffer.from(part)))).digest();
const leaves = Array.from({ length: 70 }, (_, at) => Buffer.from(`entry ${at}`));
const split = (size) => 2 ** Math.floor(Math.log2(size - 1));
const root = (list) =>
  list.length === 1
    ? hash([0], list[0])
    : hash([1], root(list.slice(0, split(list.length))), root(list.slice(split(list.length))));

function path(index, list) {
  if (list.length === 1) {
    return [];
  }
  const at = split(list.length);
  return index < at
    ? [...path(index, list.slice(0, at)), root(list.slice(at))]
    : [...path(index - at, list.slice(at)), root(list.slice(0, at))];
}

function proof(from, list, whole = true) {
  if (from === list.length) {
    return whole ? [] : [root(list)];
  }
  const at = split(list.length);
  return from <= at
    ? [...proof(from, list.slice(0, at), whole), root(list.slice(at))]
    : [...proof(from - at, list.slice(at), false), root(list.slice(0, at))];
}

const state = (size) => ({ size, root: root(leaves.slice(0, size)) });

test('every leaf of every tree leads to its root', async () => {
  for (let size = 1; size <= 34; size++) {
    for (let index = 0; index < size; index++) {
      const found = await climb(index, size, await leafHash(leaves[index]), path(index, leaves.slice(0, size)));
      assert.equal(toHex(found.root), toHex(root(leaves.slice(0, size))), `${index} of ${size}`);
    }
  }
});

test('a changed leaf or sibling leads elsewhere, and a way of another length is refused', async () => {
  const hashes = path(5, leaves.slice(0, 11));
  const good = await climb(5, 11, await leafHash(leaves[5]), hashes);
  const bad = await climb(5, 11, await leafHash(leaves[6]), hashes);
  assert.notEqual(toHex(good.root), toHex(bad.root));
  await assert.rejects(climb(5, 11, await leafHash(leaves[5]), hashes.slice(1)), Refused);
  await assert.rejects(climb(5, 11, await leafHash(leaves[5]), [...hashes, hashes[0]]), Refused);
  await assert.rejects(climb(11, 11, await leafHash(leaves[5]), hashes), Refused);
});

test('the steps say on which side the sibling stands', async () => {
  const { steps } = await climb(2, 3, await leafHash(leaves[2]), path(2, leaves.slice(0, 3)));
  assert.deepEqual(steps.map(({ side }) => side), ['left']);
});

test('every smaller tree is the beginning of every larger one', async () => {
  for (let second = 1; second <= 34; second++) {
    for (let first = 1; first <= second; first++) {
      const hashes = proof(first, leaves.slice(0, second));
      assert.equal(await isBeginning(state(first), state(second), hashes), true, `${first} of ${second}`);
    }
  }
});

test('another past is found, whatever is proven for it', async () => {
  const other = { size: 21, root: root([...leaves.slice(0, 20), Buffer.from('another')]) };
  for (const hashes of [proof(21, leaves.slice(0, 60)), proof(20, leaves.slice(0, 60)), []]) {
    assert.equal(await isBeginning(other, state(60), hashes), false);
  }
  assert.equal(await isBeginning(state(60), state(21), []), false);
  assert.equal(await isBeginning(other, state(21), []), false);
  const tampered = proof(21, leaves.slice(0, 60)).map((one, at) => (at === 2 ? hash([9]) : one));
  assert.equal(await isBeginning(state(21), state(60), tampered), false);
});

function signed(text = 'plenum/0123\n7\n' + toBase64(state(7).root) + '\n') {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const name = 'plenum/0123';
  const id = hash(Buffer.from(`${name}\n`), [1], raw).subarray(0, 4);
  const signature = sign(undefined, Buffer.from(text), privateKey);
  return {
    note: `${text}\n— ${name} ${Buffer.concat([id, signature]).toString('base64')}\n`,
    key: `${name}+${id.toString('hex')}+${Buffer.concat([Buffer.from([1]), raw]).toString('base64')}`,
  };
}

test('a checkpoint says what it signs and by whom', async () => {
  const { note, key } = signed();
  const checkpoint = parseCheckpoint(note);
  assert.equal(checkpoint.origin, 'plenum/0123');
  assert.equal(checkpoint.size, 7);
  assert.equal(toHex(checkpoint.root), toHex(state(7).root));
  assert.equal(await isSignedBy(checkpoint, await parseKey(key)), true);
});

test('a changed checkpoint, another key and a missing signature are not signed', async () => {
  const { note, key } = signed();
  const other = await parseKey(signed().key);
  const grown = parseCheckpoint(note.replace('\n7\n', '\n8\n'));
  assert.equal(await isSignedBy(grown, await parseKey(key)), false);
  assert.equal(await isSignedBy(parseCheckpoint(note), other), false);
  assert.equal(await isSignedBy({ ...parseCheckpoint(note), signatures: [] }, await parseKey(key)), false);
});

test('what is no checkpoint and no key is refused', async () => {
  const { note, key } = signed();
  for (const text of ['', 'a\nb\nc\n\n', note.replace('\n7\n', '\n-7\n'), note.replace('\n7\n', '\n07\n'), note.split('\n\n')[0]]) {
    assert.throws(() => parseCheckpoint(text), Refused, JSON.stringify(text));
  }
  for (const text of ['', 'x', key.replace(/\+[0-9a-f]{8}\+/, '+00000000+'), `${key.slice(0, -8)}AAAA`]) {
    await assert.rejects(parseKey(text), Refused, text);
  }
});

test('base64 goes there and back', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, at) => at);
  assert.deepEqual(fromBase64(toBase64(bytes)), bytes);
  assert.throws(() => fromBase64('no base64!'), Refused);
});
