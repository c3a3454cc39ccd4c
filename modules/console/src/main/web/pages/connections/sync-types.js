import { askForm } from '../../components/form-dialog.js';
import { toast } from '../../components/toast.js';
import { api } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { href } from '../../lib/router.js';
import { PATH } from './status.js';

const chosen = (values) => Object.keys(values).filter((name) => values[name]);

/** Asks which types of a connection are to be synced, and begins that; gives the operation, false when it was closed before. */
export async function syncTypes(connection, provider) {
  const known = await api.list('content-types').then((list) => list.items, () => []);
  const label = (name) => known.find((type) => type.name === name)?.label ?? name;
  const call = (values) => ({ method: 'POST', path: `${PATH}/${connection.id}/sync`, body: { types: chosen(values) } });
  const operation = await askForm({
    heading: t('connections.syncTypesOf', { name: connection.title }),
    intro: t('connections.syncTypesHelp'),
    size: 's',
    fields: provider.resourceTypes.map((name) => ({ name, type: 'boolean', label: label(name) })),
    reason: (values) => (chosen(values).length ? '' : t('connections.syncTypesNone')),
    action: t('connections.sync'),
    submit: async (values) => (await api.send(call(values))).data,
    call,
  });
  if (operation) {
    toast({
      text: t('connections.syncStarted', { name: connection.title }),
      href: href(`/operations/${operation.id}`),
      link: t('connections.follow'),
    });
  }
  return operation;
}
