/** Which steps of a change are alike, and how far each is from those that wait for nothing. */

const ORDER = ['failed', 'active', 'waiting', 'skipped', 'done'];

/** The number of steps that have to come before each, by key: at the longest way. */
export function levels(steps) {
  const byKey = new Map(steps.map((step) => [step.key, step]));
  const known = new Map();
  for (const first of steps) {
    const open = [first.key];
    while (open.length) {
      const key = open.at(-1);
      const before = (byKey.get(key)?.after ?? []).filter((one) => byKey.has(one));
      const missing = before.filter((one) => !known.has(one));
      if (known.has(key) || !missing.length) {
        open.pop();
        if (!known.has(key)) {
          known.set(key, before.length ? Math.max(...before.map((one) => known.get(one))) + 1 : 0);
        }
      } else {
        open.push(...missing);
      }
    }
  }
  return known;
}

/**
 * Steps that do the same to the same type at the same distance, as nodes of a graph that stays readable with thousands.
 *
 * @returns {{nodes: {id: string, level: number, does: string, type: string, keys: string[], state: string, states: object}[], edges: [string, string][]}}
 */
export function groups(steps) {
  const level = levels(steps);
  const nodes = new Map();
  const of = new Map();
  for (const step of steps) {
    const id = `${level.get(step.key)}/${step.does}/${step.type}`;
    const node = nodes.get(id) ?? { id, level: level.get(step.key), does: step.does, type: step.type, keys: [], states: {} };
    node.keys.push(step.key);
    node.states[step.state] = (node.states[step.state] ?? 0) + 1;
    nodes.set(id, node);
    of.set(step.key, id);
  }
  const edges = new Map();
  for (const step of steps) {
    for (const key of step.after ?? []) {
      if (of.has(key)) {
        edges.set(`${of.get(key)} ${of.get(step.key)}`, [of.get(key), of.get(step.key)]);
      }
    }
  }
  for (const node of nodes.values()) {
    node.state = ORDER.find((state) => node.states[state]) ?? 'waiting';
  }
  return { nodes: [...nodes.values()].sort((one, other) => one.level - other.level), edges: [...edges.values()] };
}
