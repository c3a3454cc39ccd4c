/**
 * Changes of many resources, as `POST ext/infrastructure/changes` takes them: `{kind: 'set', title, steps}`. A step has a
 * `key` that no other step of its change has; others refer to it as `step:<key>`.
 *
 * @typedef {{key: string, kind: 'create'|'update'|'delete'|'act', item?: string, after?: string[]}} Step
 */

const LONGEST = 80;

/**
 * A key that says what the step is about.
 *
 * @param {string} title
 * @param {Set<string>} taken keys of the same change; the new one is added
 */
export function keyFor(title, taken) {
  const plain = title.replace(/[^A-Za-z0-9._[\]-]+/g, '-').replace(/^-+|-+$/g, '').slice(0, LONGEST) || 'step';
  let key = plain;
  for (let again = 2; taken.has(key); again++) {
    key = `${plain}-${again}`;
  }
  taken.add(key);
  return key;
}

/**
 * The same for each of some items.
 *
 * @param {{id: string, title: string}[]} items
 * @param {object} what the rest of each step: `{kind: 'delete'}`
 * @returns {Step[]}
 */
export function stepsFor(items, what) {
  const taken = new Set();
  return items.map(({ id, title }) => ({ key: keyFor(title, taken), ...what, item: id }));
}

/** What a step wants: an action calls it parameters. */
const wanted = (kind, values) => (kind === 'delete' ? {} : { [kind === 'act' ? 'parameters' : 'values']: values ?? {} });

/** @returns {Step} */
function stepOfSingle({ space, title, values }) {
  const { kind, itemId, connectionId, resourceType, resourceTitle, action, replace } = values;
  const about = kind === 'create' ? { connection: connectionId, type: resourceType, title: resourceTitle, space } : { item: itemId };
  return { key: resourceTitle ?? title, kind, ...about, ...(kind === 'act' ? { action } : {}), ...(replace ? { replace } : {}), ...wanted(kind, values.values) };
}

/** @returns {Step} */
function stepOfSet({ values, ...step }, space) {
  return { ...step, ...(step.kind === 'create' ? { space: step.space ?? space } : {}), ...wanted(step.kind, values) };
}

/** What refers to a step goes on doing so under its new key. */
function renamed(value, keys) {
  if (typeof value === 'string') {
    const key = value.startsWith('step:') ? keys.get(value.slice('step:'.length)) : undefined;
    return key ? `step:${key}` : value;
  }
  if (Array.isArray(value)) {
    return value.map((one) => renamed(one, keys));
  }
  return value && typeof value === 'object'
    ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, renamed(one, keys)]))
    : value;
}

/**
 * The steps of several drafts as those of one change.
 *
 * @param {object[]} drafts changes as `GET items/{id}` gives them
 * @returns {Step[]}
 */
export function joinedSteps(drafts) {
  const taken = new Set();
  return drafts.flatMap((draft) => {
    const single = draft.values.kind !== 'set';
    const steps = single ? [stepOfSingle(draft)] : draft.values.steps.map((step) => stepOfSet(step, draft.space));
    const keys = new Map(steps.map(({ key }) => [key, keyFor(key, taken)]));
    return steps.map(({ key, after, ...step }) => ({
      key: keys.get(key),
      ...renamed(step, keys),
      ...(after?.length ? { after: after.map((other) => keys.get(other) ?? other) } : {}),
    }));
  });
}
