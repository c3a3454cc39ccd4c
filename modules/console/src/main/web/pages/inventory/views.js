import { same } from '../../lib/schema.js';
import { api } from '../../lib/api.js';

/** The content type of saved views; the console module brings it. */
export const VIEW_TYPE = 'console.view';

/** What of the address a view keeps, by the names of its fields. */
const KEPT = { itemType: 'type', trait: 'trait', filter: 'filter', search: 'q', sort: 'sort' };

/**
 * The views that stand in the list of somebody: their own, and those for everybody who may see them.
 *
 * @param {string} user id of who is signed in
 */
export async function readViews(user, { signal } = {}) {
  const { items } = await api.list(
    'items',
    { type: VIEW_TYPE, filter: `!has(owner) || owner == ${JSON.stringify(user)}`, sort: 'title', limit: 200 },
    { signal },
  );
  return items;
}

/** What the address says, as values of a view. */
export function valuesOf(query, owner) {
  const values = Object.fromEntries(Object.entries(KEPT).map(([field, name]) => [field, query.get(name) ?? undefined]));
  const columns = query.get('columns')?.split(',').filter(Boolean);
  return { ...values, columns: columns?.length ? columns : undefined, owner: owner || undefined };
}

/** The query that shows a view. The space stays as it is chosen. */
export function queryOf(view) {
  const { values } = view;
  return {
    ...Object.fromEntries(Object.entries(KEPT).map(([field, name]) => [name, values[field] ?? ''])),
    columns: (values.columns ?? []).join(','),
    view: view.id,
    after: '',
  };
}

/** Whether the address shows something else than the view does. */
export function differs(view, query) {
  return !same({ ...view.values, owner: undefined }, valuesOf(query));
}
