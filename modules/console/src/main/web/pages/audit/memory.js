import { api } from '../../lib/api.js';
import { Refused, canHash, equal, fromBase64, isBeginning, isSignedBy, parseCheckpoint, parseKey } from '../../lib/tlog.js';

/** Checkpoints and keys are plain text. */
export const TEXT = { Accept: 'text/plain' };

const PLACE = 'plenum.audit.seen';

/**
 * What this browser has seen of the log, so that nobody can show it another past later: the newest checkpoint that was
 * signed and continued the one before. A log that does not continue it is never written over it.
 *
 * @typedef {object} Verdict
 * @property {'sound'|'first'|'unsigned'|'unchecked'|'forked'|'shortened'|'replaced'|'malformed'|'empty'} state
 *     `first`: signed, and there was nothing to compare with; `unchecked`: this browser cannot check
 * @property {import('../../lib/tlog.js').Checkpoint} [checkpoint] what the server shows
 * @property {Awaited<ReturnType<typeof parseKey>>} [key]
 * @property {boolean} [signed] undefined where this browser has no Ed25519
 * @property {{checkpoint: string, key: string, at: string}} [seen] what this browser had seen before
 */
/** What was seen; undefined when nothing was, or nothing can be kept. */
export function recall() {
  try {
    return JSON.parse(localStorage.getItem(PLACE)) ?? undefined;
  } catch {
    return undefined;
  }
}

function keep(seen) {
  try {
    localStorage.setItem(PLACE, JSON.stringify(seen));
  } catch {
    // It is compared within this visit only.
  }
}

/** Forgets what was seen: for a log that was replaced on purpose. */
export function forget() {
  try {
    localStorage.removeItem(PLACE);
  } catch {
    // There was nothing then.
  }
}

/**
 * Checks the log as the server shows it now.
 *
 * @param {{signal?: AbortSignal}} [options]
 * @returns {Promise<Verdict>}
 * @throws {import('../../lib/api.js').Problem} when the server does not tell
 */
export async function check({ signal } = {}) {
  // Recalled first: what the server answers after that must not be older.
  const seen = recall();
  const key = (await api.get('audit/key', { signal, headers: TEXT })).data;
  let note;
  try {
    note = (await api.get('audit/checkpoint', { signal, headers: TEXT })).data;
  } catch (problem) {
    if (problem.missing && !seen) {
      return { state: 'empty' };
    }
    if (problem.missing) {
      return { state: 'shortened', seen };
    }
    throw problem;
  }
  return judge(note, key, seen);
}

/**
 * Judges a checkpoint by the key, and by what was seen before it was asked for; keeps it when it is sound.
 *
 * @returns {Promise<Verdict>}
 */
export async function judge(note, keyText, seen) {
  if (!canHash()) {
    return { state: 'unchecked', seen };
  }
  let checkpoint;
  let key;
  try {
    checkpoint = parseCheckpoint(note);
    key = await parseKey(keyText);
  } catch (thrown) {
    if (thrown instanceof Refused) {
      return { state: 'malformed', seen };
    }
    throw thrown;
  }
  const signed = await isSignedBy(checkpoint, key);
  const found = { checkpoint, key, signed, seen };
  if (signed === false) {
    return { ...found, state: 'unsigned' };
  }
  const state = seen ? await compare(checkpoint, key, seen) : 'first';
  if (state === 'first' || state === 'sound') {
    keepNewer({ checkpoint: note, key: key.text, at: new Date().toISOString() }, checkpoint);
  }
  return { ...found, state };
}

async function compare(checkpoint, key, seen) {
  const before = parseCheckpoint(seen.checkpoint);
  if (before.origin !== checkpoint.origin || seen.key !== key.text) {
    return 'replaced';
  }
  if (before.size > checkpoint.size) {
    return 'shortened';
  }
  if (before.size === checkpoint.size) {
    return equal(before.root, checkpoint.root) ? 'sound' : 'forked';
  }
  const { data } = await api.get('audit/consistency', { query: { from: before.size, to: checkpoint.size } });
  try {
    return (await isBeginning(before, checkpoint, data.hashes.map(fromBase64))) ? 'sound' : 'forked';
  } catch (thrown) {
    if (thrown instanceof Refused) {
      return 'forked';
    }
    throw thrown;
  }
}

/** Another tab may have seen more meanwhile. */
function keepNewer(seen, checkpoint) {
  const now = recall();
  if (!now || parseCheckpoint(now.checkpoint).size <= checkpoint.size) {
    keep(seen);
  }
}
