import { confirm } from '../../components/confirm.js';
import { askForm } from '../../components/form-dialog.js';
import { toast } from '../../components/toast.js';
import { api } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { newPassword } from '../../lib/permissions.js';
import { can } from '../../lib/session.js';
import { showSecret } from './secret-once.js';

const required = { flags: ['required'] };

const choice = () => ({
  name: 'how',
  type: 'enum',
  label: t('access.password'),
  ...required,
  options: ['generated', 'typed'],
  optionLabels: { generated: t('access.passwordGenerated'), typed: t('access.passwordTyped') },
});

const passwordField = (pointer) => ({
  name: 'password',
  type: 'secret',
  label: t('access.newPassword'),
  help: t('access.passwordHelp'),
  autocomplete: 'new-password',
  pointer,
  ...required,
});

/** A password is never shown in a call, since calls are made to be copied. */
const hidden = '…';

/** Makes an account. @returns {Promise<object|false>} the user */
export async function createUser() {
  let generated;
  const body = ({ login, displayName, email, how, password }) => ({
    login: (login ?? '').trim(),
    displayName: displayName?.trim() || undefined,
    email: email?.trim() || undefined,
    password: how === 'generated' ? (generated ??= newPassword()) : password,
  });
  const call = (values) => ({ method: 'POST', path: 'users', body: body(values) });
  const user = await askForm({
    heading: t('access.createUser'),
    values: { how: 'generated' },
    fields: ({ how }) => [
      { name: 'displayName', type: 'string', label: t('access.displayName'), ...required },
      { name: 'login', type: 'string', label: t('access.login'), help: t('access.loginHelp'), ...required },
      { name: 'email', type: 'string', label: t('access.email') },
      choice(),
      ...(how === 'typed' ? [passwordField('/password')] : []),
    ],
    action: t('common.create'),
    submit: async (values) => {
      const { data } = await api.send(call(values));
      return { ...data, how: values.how };
    },
    call: (values) => ({ ...call(values), body: { ...body(values), password: hidden } }),
  });
  if (user && user.how === 'generated') {
    await showSecret({
      heading: t('access.userCreated', { name: user.displayName }),
      text: t('access.passwordOnce', { login: user.login }),
      secret: generated,
    });
  }
  return user;
}

/** Sets somebody's password. */
export async function resetPassword(user) {
  let generated;
  const call = ({ how, password }) => ({
    method: 'POST',
    path: `users/${user.id}/password`,
    body: { replacement: how === 'generated' ? (generated ??= newPassword()) : password },
  });
  const done = await askForm({
    heading: t('access.resetPasswordOf', { name: user.displayName }),
    intro: t('access.resetPasswordHelp'),
    size: 's',
    values: { how: 'generated' },
    fields: ({ how }) => [choice(), ...(how === 'typed' ? [passwordField('/password')] : [])],
    action: t('access.resetPassword'),
    submit: async (values) => {
      await api.send(call(values));
      return values.how;
    },
    call: (values) => ({ ...call(values), body: { replacement: hidden } }),
  });
  if (done === 'generated') {
    await showSecret({
      heading: t('access.resetPasswordOf', { name: user.displayName }),
      text: t('access.passwordOnce', { login: user.login }),
      secret: generated,
    });
  } else if (done) {
    toast(t('access.passwordSet', { name: user.displayName }));
  }
  return done;
}

/** Disables an account, or enables it again. */
export async function changeEnabled(user) {
  const call = { method: 'PATCH', path: `users/${user.id}`, body: { enabled: !user.enabled }, revision: user.revision };
  const name = user.displayName;
  const done = await confirm({
    title: t(user.enabled ? 'access.disableUser' : 'access.enableUser', { name }),
    text: t(user.enabled ? 'access.disableHelp' : 'access.enableHelp'),
    action: t(user.enabled ? 'access.disable' : 'access.enable'),
    danger: user.enabled,
    call,
    run: () => api.send(call),
  });
  if (done) {
    toast(t(user.enabled ? 'access.userDisabled' : 'access.userEnabled', { name }));
  }
  return done;
}

export async function deleteUser(user) {
  const call = { method: 'DELETE', path: `users/${user.id}`, revision: user.revision };
  const done = await confirm({
    title: t('access.deleteUser', { name: user.displayName }),
    text: t('access.deleteUserHelp'),
    danger: true,
    action: t('common.delete'),
    typeToConfirm: user.login,
    call,
    run: () => api.send(call),
  });
  if (done) {
    toast(t('access.userDeleted', { name: user.displayName }));
  }
  return done;
}

/** Changes name and address; without `user.manage` people change their own name only. */
export async function editUser(user) {
  const whole = can('user.manage');
  const call = ({ displayName = '', email = '' }) => ({
    method: 'PATCH',
    path: `users/${user.id}`,
    body: { displayName, ...(whole && email !== (user.email ?? '') ? { email } : {}) },
    revision: user.revision,
  });
  return askForm({
    heading: t('access.editUser', { name: user.displayName }),
    values: { displayName: user.displayName, email: user.email ?? '' },
    fields: [
      { name: 'displayName', type: 'string', label: t('access.displayName'), ...required },
      {
        name: 'email',
        type: 'string',
        label: t('access.email'),
        readonly: !whole,
        help: whole ? '' : t('common.needsPermission', { permission: 'user.manage' }),
      },
    ],
    submit: (values) => api.send(call(values)),
    call,
  });
}

/** Chooses the groups that somebody is in. */
export async function editGroups(user, groups) {
  const call = ({ groups: chosen = [] }) => ({ method: 'PATCH', path: `users/${user.id}`, body: { groups: chosen }, revision: user.revision });
  return askForm({
    heading: t('access.groupsOf', { name: user.displayName }),
    intro: t('access.groupsHelp'),
    values: { groups: user.groups },
    fields: [
      {
        name: 'groups',
        type: 'reference',
        label: t('access.groups'),
        flags: ['multiple'],
        choices: groups.map((group) => ({ value: group.id, label: group.title || group.name, hint: group.name })),
      },
    ],
    submit: (values) => api.send(call(values)),
    call,
  });
}
