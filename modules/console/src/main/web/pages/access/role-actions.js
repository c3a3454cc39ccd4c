import { confirm } from '../../components/confirm.js';
import { askForm } from '../../components/form-dialog.js';
import { toast } from '../../components/toast.js';
import { api } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { wellFormed } from '../../lib/permissions.js';

const required = { flags: ['required'] };

/** Makes a role, empty or as a copy. @returns {Promise<object|false>} the role */
export async function createRole(roles, copyOf) {
  const call = ({ name, title, from }) => ({
    method: 'POST',
    path: 'roles',
    body: {
      name: (name ?? '').trim(),
      title: title?.trim() || undefined,
      permissions: [...(roles.find((role) => role.id === from)?.permissions ?? [])].sort(),
    },
  });
  const made = await askForm({
    heading: t(copyOf ? 'access.copyRole' : 'access.createRole', { name: copyOf?.name ?? '' }),
    size: 's',
    values: { from: copyOf?.id, ...(copyOf ? { title: copyOf.title, name: `${copyOf.name}-copy` } : {}) },
    fields: [
      { name: 'title', type: 'string', label: t('access.roleTitle') },
      { name: 'name', type: 'string', label: t('access.shortName'), help: t('access.shortNameHelp'), ...required },
      {
        name: 'from',
        type: 'enum',
        label: t('access.startFrom'),
        help: t('access.startFromHelp'),
        options: roles.map((role) => role.id),
        optionLabels: Object.fromEntries(roles.map((role) => [role.id, role.name])),
      },
    ],
    action: t('common.create'),
    submit: async (values) => (await api.send(call(values))).data,
    call,
  });
  if (made) {
    toast(t('access.roleCreated', { name: made.name }));
  }
  return made;
}

export function renameRole(role) {
  const call = ({ title }) => ({ method: 'PATCH', path: `roles/${role.id}`, body: { title: title ?? '' }, revision: role.revision });
  return askForm({
    heading: t('access.renameRole', { name: role.name }),
    size: 's',
    values: { title: role.title },
    fields: [{ name: 'title', type: 'string', label: t('access.roleTitle'), ...required }],
    submit: (values) => api.send(call(values)),
    call,
  });
}

export async function deleteRole(role) {
  const call = { method: 'DELETE', path: `roles/${role.id}`, revision: role.revision };
  const done = await confirm({
    title: t('access.deleteRole', { name: role.name }),
    text: t('access.deleteRoleHelp'),
    danger: true,
    action: t('common.delete'),
    call,
    run: () => api.send(call),
  });
  if (done) {
    toast(t('access.roleDeleted', { name: role.name }));
  }
  return done;
}

/** Asks for a pattern and the roles that it is put into. @returns {Promise<{pattern: string, roles: string[]}|false>} */
export function askPattern(roles) {
  return askForm({
    heading: t('access.addPattern'),
    intro: t('access.addPatternHelp'),
    size: 's',
    values: { roles: roles.length === 1 ? [roles[0].id] : [] },
    fields: [
      { name: 'pattern', type: 'string', label: t('access.pattern'), placeholder: '*.view', ...required },
      {
        name: 'roles',
        type: 'reference',
        label: t('access.roles'),
        flags: ['required', 'multiple'],
        choices: roles.map((role) => ({ value: role.id, label: role.name, hint: role.title })),
        placeholder: t('access.chooseRole'),
      },
    ],
    reason: ({ pattern = '' }) => (!pattern.trim() || wellFormed(pattern.trim()) ? '' : t('access.badPattern')),
    action: t('common.add'),
    submit: async ({ pattern, roles: chosen }) => ({ pattern: pattern.trim(), roles: chosen }),
  });
}
