import { api } from '../../lib/api.js';
import { Refused, climb, equal, fromBase64, leafHash, toBase64 } from '../../lib/tlog.js';
import { TEXT, judge, recall } from './memory.js';

/**
 * The proof that an entry is in the log, recomputed here from the bytes. What the server says of itself counts for
 * nothing: only hashes that come out equal, and the signature.
 *
 * @typedef {object} Proven
 * @property {boolean} proven every step held
 * @property {string} [refusal] the step that did not hold: leaf, path, root, checkpoint, entry or what {@link Refused} names
 * @property {Uint8Array} leaf the bytes of the entry
 * @property {Uint8Array} hash of the leaf
 * @property {number} size of the tree
 * @property {import('../../lib/tlog.js').Step[]} steps
 * @property {Uint8Array} root where the steps lead
 * @property {import('./memory.js').Verdict} verdict of the checkpoint that signs the root
 */

/** @returns {Promise<Proven>} */
export async function prove(entry, { signal } = {}) {
  // Recalled first: the proof's checkpoint must not be older than what this browser has seen by now.
  const seen = recall();
  const { data: proof } = await api.get(`audit/proof/${entry.index}`, { signal });
  const { data: key } = await api.get('audit/key', { signal, headers: TEXT });
  const found = { proven: false, size: proof.treeSize, steps: [] };
  try {
    found.leaf = fromBase64(proof.leaf);
    found.hash = await leafHash(found.leaf);
    if (proof.index !== entry.index || proof.leaf !== entry.leaf || toBase64(found.hash) !== entry.leafHash) {
      return { ...found, refusal: 'entry' };
    }
    found.verdict = await judge(proof.checkpoint, key, seen);
    const { checkpoint } = found.verdict;
    const way = await climb(proof.index, proof.treeSize, found.hash, proof.hashes.map(fromBase64));
    Object.assign(found, way);
    if (!checkpoint || checkpoint.size !== proof.treeSize) {
      return { ...found, refusal: 'checkpoint' };
    }
    if (!equal(way.root, checkpoint.root)) {
      return { ...found, refusal: 'root' };
    }
    if (found.verdict.signed === false) {
      return { ...found, refusal: 'signature' };
    }
    return { ...found, proven: true };
  } catch (thrown) {
    if (thrown instanceof Refused) {
      return { ...found, refusal: thrown.message };
    }
    throw thrown;
  }
}
