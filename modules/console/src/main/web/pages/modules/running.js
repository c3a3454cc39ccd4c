import { events } from '../../lib/events.js';
import { Store } from '../../lib/store.js';

/** The steps of a change, in order, as events name them. */
export const STEPS = ['planned', 'fetched', 'verified', 'resolved', 'migrated', 'started', 'healthy'];

/** What is being done to modules now, by whomever: name of the module to `{kind, step}`. */
export const running = new Store(new Map());

let users = 0;
let end = () => {};

/** Begins to listen; gives what ends it. */
export function follow() {
  users++;
  if (users === 1) {
    end = events.on('module.', hear);
  }
  return () => {
    users--;
    if (users === 0) {
      end();
      running.value = new Map();
    }
  };
}

function hear({ type, subject, data }) {
  const next = new Map(running.value);
  if (type === 'module.installing') {
    next.set(subject, { kind: data.kind, step: data.step });
  } else if (type === 'reset') {
    next.clear();
  } else {
    next.delete(subject);
  }
  running.value = next;
}
