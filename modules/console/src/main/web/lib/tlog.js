/**
 * Recomputes what the audit log claims, from its bytes and Web Crypto alone: hashes and proofs after RFC 6962 and RFC
 * 9162, checkpoints after C2SP tlog-checkpoint, signatures and keys after C2SP signed-note. Trusts no answer of the server.
 */

/** The claim does not hold, and the words say where. */
export class Refused extends Error {}

const subtle = () => {
  const found = globalThis.crypto?.subtle;
  if (!found) {
    throw new Refused('no-crypto');
  }
  return found;
};

/** Browsers have no cryptography on pages that came over plain HTTP from another machine. */
export function canHash() {
  return Boolean(globalThis.crypto?.subtle);
}

/** @param {string} text @returns {Uint8Array} */
export function fromBase64(text) {
  let binary;
  try {
    binary = atob(text);
  } catch {
    throw new Refused('base64');
  }
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** @param {Uint8Array} bytes */
export function toBase64(bytes) {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** @param {Uint8Array} bytes */
export function toHex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** @param {Uint8Array} a @param {Uint8Array} b */
export function equal(a, b) {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

async function sha256(...parts) {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  parts.reduce((at, part) => {
    all.set(part, at);
    return at + part.length;
  }, 0);
  return new Uint8Array(await subtle().digest('SHA-256', all));
}

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** @param {Uint8Array} leaf the entry's bytes as they are */
export function leafHash(leaf) {
  return sha256(LEAF, leaf);
}

function nodeHash(left, right) {
  return sha256(NODE, left, right);
}

/**
 * The way from a leaf to the root.
 *
 * @typedef {{sibling: Uint8Array, side: 'left'|'right', result: Uint8Array}} Step `side` is where the sibling stands
 * @param {number} index
 * @param {number} size of the tree
 * @param {Uint8Array} start hash of the leaf
 * @param {Uint8Array[]} hashes siblings, that of the leaf first
 * @returns {Promise<{root: Uint8Array, steps: Step[]}>}
 * @throws {Refused} when so many hashes cannot be the way of that leaf
 */
export async function climb(index, size, start, hashes) {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) {
    throw new Refused('index');
  }
  let node = index;
  let last = size - 1;
  let root = start;
  const steps = [];
  for (const sibling of hashes) {
    if (last === 0) {
      throw new Refused('too-many-hashes');
    }
    const left = node % 2 === 1 || node === last;
    root = left ? await nodeHash(sibling, root) : await nodeHash(root, sibling);
    steps.push({ sibling, side: left ? 'left' : 'right', result: root });
    // A node without a sibling is its own parent: those levels have no hash in the proof.
    while (left && node % 2 === 0 && node !== 0) {
      node = Math.floor(node / 2);
      last = Math.floor(last / 2);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  if (last !== 0) {
    throw new Refused('too-few-hashes');
  }
  return { root, steps };
}

/**
 * Whether the tree of the first size is the beginning of that of the second (RFC 9162, 2.1.4.2).
 *
 * @param {{size: number, root: Uint8Array}} first
 * @param {{size: number, root: Uint8Array}} second
 * @param {Uint8Array[]} hashes
 */
export async function isBeginning(first, second, hashes) {
  if (first.size > second.size) {
    return false;
  }
  if (first.size === second.size) {
    return hashes.length === 0 && equal(first.root, second.root);
  }
  if (first.size === 0) {
    return hashes.length === 0;
  }
  // A tree of 2^n entries is a node of the larger one, so its root need not be sent.
  const path = isPowerOfTwo(first.size) ? [first.root, ...hashes] : hashes;
  let node = first.size - 1;
  let last = second.size - 1;
  while (node % 2 === 1) {
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  if (!path.length) {
    return false;
  }
  let firstRoot = path[0];
  let secondRoot = path[0];
  for (const hash of path.slice(1)) {
    if (last === 0) {
      return false;
    }
    if (node % 2 === 1 || node === last) {
      firstRoot = await nodeHash(hash, firstRoot);
      secondRoot = await nodeHash(hash, secondRoot);
      while (node % 2 === 0 && node !== 0) {
        node = Math.floor(node / 2);
        last = Math.floor(last / 2);
      }
    } else {
      secondRoot = await nodeHash(secondRoot, hash);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && equal(firstRoot, first.root) && equal(secondRoot, second.root);
}

function isPowerOfTwo(number) {
  let rest = number;
  while (rest % 2 === 0) {
    rest /= 2;
  }
  return rest === 1;
}

/**
 * @typedef {object} Checkpoint
 * @property {string} origin the log's name
 * @property {number} size
 * @property {Uint8Array} root
 * @property {Uint8Array} signed the bytes that are signed
 * @property {{name: string, keyId: string, signature: Uint8Array}[]} signatures
 * @property {string} text the note as it came
 */

/** @param {string} text @returns {Checkpoint} @throws {Refused} */
export function parseCheckpoint(text) {
  const end = text.lastIndexOf('\n\n');
  const body = text.slice(0, Math.max(end, 0));
  const rest = text.slice(end + 2);
  const lines = body.split('\n');
  const size = Number(lines[1]);
  if (lines.length < 3 || !lines[0] || !/^(0|[1-9]\d*)$/.test(lines[1]) || !Number.isSafeInteger(size) || !rest) {
    throw new Refused('checkpoint');
  }
  const root = fromBase64(lines[2]);
  if (root.length !== 32) {
    throw new Refused('checkpoint');
  }
  const signatures = rest
    .split('\n')
    .map((line) => /^— (\S+) (\S+)$/.exec(line))
    .filter(Boolean)
    .map(([, name, blob]) => {
      const bytes = fromBase64(blob);
      return { name, keyId: toHex(bytes.slice(0, 4)), signature: bytes.slice(4) };
    });
  return { origin: lines[0], size, root, signed: new TextEncoder().encode(`${body}\n`), signatures, text };
}

/**
 * @param {string} text `<name>+<key id>+<base64>`
 * @returns {Promise<{name: string, keyId: string, publicKey: Uint8Array, text: string}>}
 * @throws {Refused} when it is no Ed25519 key or its id is not its own
 */
export async function parseKey(text) {
  const [, name, keyId, encoded] = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text.trim()) ?? [];
  const bytes = name ? fromBase64(encoded) : new Uint8Array();
  if (bytes.length !== 33 || bytes[0] !== 1) {
    throw new Refused('key');
  }
  const digest = await sha256(new TextEncoder().encode(`${name}\n`), bytes);
  if (toHex(digest.slice(0, 4)) !== keyId) {
    throw new Refused('key-id');
  }
  return { name, keyId, publicKey: bytes.slice(1), text: text.trim() };
}

/**
 * @param {Checkpoint} checkpoint
 * @param {Awaited<ReturnType<typeof parseKey>>} key
 * @returns {Promise<boolean|undefined>} undefined where the browser has no Ed25519
 */
export async function isSignedBy(checkpoint, key) {
  const own = checkpoint.signatures.filter(({ name, keyId }) => name === key.name && keyId === key.keyId);
  if (checkpoint.origin !== key.name || !own.length) {
    return false;
  }
  let imported;
  try {
    imported = await subtle().importKey('raw', key.publicKey, { name: 'Ed25519' }, false, ['verify']);
  } catch (thrown) {
    if (thrown?.name === 'NotSupportedError' || thrown?.name === 'SyntaxError') {
      return undefined;
    }
    return false;
  }
  for (const { signature } of own) {
    if (await subtle().verify({ name: 'Ed25519' }, imported, signature, checkpoint.signed)) {
      return true;
    }
  }
  return false;
}
