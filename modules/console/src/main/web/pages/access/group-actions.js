import { confirm } from '../../components/confirm.js';
import { askForm } from '../../components/form-dialog.js';
import { toast } from '../../components/toast.js';
import { api } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';

const required = { flags: ['required'] };

export function createGroup() {
  const call = ({ name, title }) => ({
    method: 'POST',
    path: 'groups',
    body: { name: (name ?? '').trim(), title: title?.trim() || undefined },
  });
  return askForm({
    heading: t('access.createGroup'),
    size: 's',
    fields: [
      { name: 'title', type: 'string', label: t('access.groupTitle') },
      { name: 'name', type: 'string', label: t('access.shortName'), help: t('access.shortNameHelp'), ...required },
    ],
    action: t('common.create'),
    submit: async (values) => (await api.send(call(values))).data,
    call,
  });
}

export function renameGroup(group) {
  const call = ({ title }) => ({ method: 'PATCH', path: `groups/${group.id}`, body: { title: title ?? '' }, revision: group.revision });
  return askForm({
    heading: t('access.renameGroup', { name: group.title }),
    size: 's',
    values: { title: group.title },
    fields: [{ name: 'title', type: 'string', label: t('access.groupTitle'), ...required }],
    submit: (values) => api.send(call(values)),
    call,
  });
}

export async function deleteGroup(group, members) {
  const call = { method: 'DELETE', path: `groups/${group.id}`, revision: group.revision };
  const done = await confirm({
    title: t('access.deleteGroup', { name: group.title || group.name }),
    text: t('access.deleteGroupHelp', { count: members }),
    danger: true,
    action: t('common.delete'),
    call,
    run: () => api.send(call),
  });
  if (done) {
    toast(t('access.groupDeleted', { name: group.title || group.name }));
  }
  return done;
}

/** Puts somebody into a group. */
export function addMember(group, users) {
  const outside = users.filter((user) => !user.groups.includes(group.id));
  const chosen = (id) => outside.find((user) => user.id === id);
  const call = ({ user }) => membership(chosen(user), [...(chosen(user)?.groups ?? []), group.id]);
  return askForm({
    heading: t('access.addMember', { name: group.title || group.name }),
    intro: t('access.groupsHelp'),
    size: 's',
    fields: [
      {
        name: 'user',
        type: 'reference',
        label: t('access.user'),
        choices: outside.map((user) => ({ value: user.id, label: user.displayName, hint: user.login })),
        pointer: '/groups',
        ...required,
      },
    ],
    action: t('common.add'),
    submit: (values) => api.send(call(values)),
    call,
  });
}

export function removeMember(group, user) {
  const call = membership(user, user.groups.filter((id) => id !== group.id));
  return confirm({
    title: t('access.removeMember', { user: user.displayName, group: group.title || group.name }),
    text: t('access.removeMemberHelp'),
    danger: true,
    action: t('common.remove'),
    call,
    run: () => api.send(call),
  });
}

const membership = (user, groups) => ({ method: 'PATCH', path: `users/${user?.id ?? '{user}'}`, body: { groups }, revision: user?.revision });
