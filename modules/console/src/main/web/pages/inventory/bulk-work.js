import { Problem, api } from '../../lib/api.js';
import { stepsFor } from '../../lib/change-set.js';
import { joinedOffers } from '../../lib/offers.js';

/** So many calls at once; a connection takes no more either. */
const AT_ONCE = 4;

/** Whether the remote system has it, as far as is known: then what is done to it there is done by a change. */
export const isRemote = (item) => Boolean(item.management?.externalId) && !item.management.vanishedAt && item.type !== 'infrastructure.change';

/** What becomes a step of one change for all, where the remote system has the item. */
const STEPS = {
  delete: () => ({ kind: 'delete' }),
  action: ({ name, parameters }) => ({ kind: 'act', action: name, parameters }),
  edit: ({ values }) => ({ kind: 'update', values }),
};

/** What is to be done, by what was typed; `chosen` names an action or a field. */
export function optionsOf(kind, chosen, values) {
  const { ' reason': typed, ...given } = values;
  const reason = typed || undefined;
  switch (kind) {
    case 'labels':
      return {
        labels: { ...given.set, ...Object.fromEntries((given.remove ?? []).map((name) => [name.trim(), null])) },
        reason,
      };
    case 'archive':
      return { state: 'archived', reason };
    case 'publish':
      return { state: 'published', reason };
    case 'action':
      return { name: chosen, parameters: Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)), reason };
    case 'edit':
      return { values: { [chosen]: given[chosen] ?? null }, reason };
    default:
      return { reason };
  }
}

/** Those of `items` that one change is about; what else is chosen is done here. */
export const changed = (kind, items) => (STEPS[kind] ? items.filter(isRemote) : []);

/** The one change for all of `items`. */
export function changeCall(kind, items, title, options) {
  return {
    method: 'POST',
    path: 'ext/infrastructure/changes',
    body: { kind: 'set', title, steps: stepsFor(items, STEPS[kind](options)), reason: options.reason },
  };
}

/** What is done here to one item. */
export function callFor(kind, item, options) {
  switch (kind) {
    case 'delete':
      return { method: 'DELETE', path: `items/${item.id}`, revision: item.revision, query: { reason: options.reason } };
    case 'adopt':
      return { method: 'POST', path: 'ext/infrastructure/adoptions', body: { item: item.id, reason: options.reason } };
    default:
      return { method: 'PATCH', path: `items/${item.id}`, revision: item.revision, body: options };
  }
}

/** What is said anew whatever else has changed meanwhile is said once more where the revision was stale. */
export async function work(kind, item, options) {
  try {
    await api.send(callFor(kind, item, options));
  } catch (problem) {
    if (!problem.stale || kind === 'delete') {
      throw problem;
    }
    const { data } = await api.get(`items/${item.id}`, { query: { fields: 'id,revision' } });
    await api.send(callFor(kind, { ...item, revision: data.revision }, options));
  }
}

/** Works on some at a time, until all are done or the signal says stop. */
export async function each(items, signal, task) {
  const waiting = [...items];
  await Promise.all(
    Array.from({ length: Math.min(AT_ONCE, waiting.length) }, async () => {
      while (waiting.length && !signal.aborted) {
        await task(waiting.shift());
      }
    }),
  );
}

/** Which actions there are, and which of `items` can be acted on by each. */
export async function readOffers(items, signal) {
  const answers = new Map();
  await each(items, signal, async (item) => {
    try {
      answers.set(item, { offers: (await api.list(`ext/infrastructure/resources/${item.id}/actions`, {}, { signal })).items });
    } catch (thrown) {
      answers.set(item, { offers: [], failure: Problem.of(thrown).message });
    }
  });
  return joinedOffers(items.filter((item) => answers.has(item)).map((item) => ({ item, ...answers.get(item) })));
}
