import { api, Problem } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { can } from '../../lib/session.js';

/** Of connections, as many as a field offers. */
const MOST = 200;

/**
 * What a form needs to know: the item of that id and its type; without an id, all types, and of the type of that name the
 * provider that makes such resources, and connections to it.
 */
export async function readEdited(id, wanted, signal) {
  const item = id ? (await api.get(`items/${encodeURIComponent(id)}`, { signal })).data : undefined;
  const name = item?.type ?? wanted;
  const [types, providers] = await Promise.all([
    item ? [] : api.list('content-types', {}, { signal }).then(({ items }) => items),
    item ? [] : readProviders(signal),
  ]);
  const type = item
    ? (await api.get(`content-types/${encodeURIComponent(name)}`, { signal })).data
    : types.find((one) => one.name === name);
  if (name && !type) {
    throw new Problem({ status: 404, title: t('item-edit.unknownType'), detail: t('item-edit.unknownTypeHelp', { name }) });
  }
  const provider = providers.find(({ resourceTypes }) => resourceTypes.includes(name));
  return { item, type, types, provider, providers, connections: provider ? await readConnections(provider, signal) : [] };
}

async function readConnections({ name }, signal) {
  const query = { type: 'infrastructure.connection', filter: `provider == ${JSON.stringify(name)}`, sort: 'title', limit: MOST };
  return (await api.list('items', query, { signal })).items;
}

/** Who may not see connections, or has no module for them, makes items of the site only. */
async function readProviders(signal) {
  if (!can('infrastructure.connection.view')) {
    return [];
  }
  try {
    return (await api.list('ext/infrastructure/providers', {}, { signal })).items;
  } catch (problem) {
    if (problem.code === 'module-route-missing' || problem.missing) {
      return [];
    }
    throw problem;
  }
}
