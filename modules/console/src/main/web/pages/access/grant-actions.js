import { html, nothing } from 'lit';
import { confirm } from '../../components/confirm.js';
import { askForm } from '../../components/form-dialog.js';
import { toast } from '../../components/toast.js';
import { api } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { grantsIn, isPattern, lacking, lineage } from '../../lib/permissions.js';
import { can, currentSpace, ROOT_SPACE, session, spaces } from '../../lib/session.js';
import { allGrants, allGroups, allPermissions, allRoles, allUsers, ifAllowed, roleField, spaceField, spacePath, subjectChoices } from './shared.js';

/** What the form needs to say before it is sent what the server would say afterwards. */
async function known() {
  const [users, groups, roles, grants, permissions, me] = await Promise.all([
    ifAllowed('user.view', allUsers),
    ifAllowed('user.view', allGroups),
    ifAllowed('role.view', allRoles),
    ifAllowed('access.view', allGrants),
    allPermissions(),
    api.get(`users/${session.value.subject.id}`).then(({ data }) => data, () => ({ groups: [] })),
  ]);
  const restricted = new Set(permissions.filter((one) => one.restricted).map((one) => one.name));
  return { users, groups, roles, grants, permissions, mine: [session.value.subject.id, ...me.groups], restricted: (name) => restricted.has(name) };
}

/**
 * What stands against granting a role somewhere: what the reader lacks of it. Unknown, and so nothing, when their own
 * grants cannot be seen.
 */
function lacks(all, role, space) {
  const held = grantsIn({ grants: all.grants, spaces: spaces.value }, all.mine, space);
  return held.length ? lacking(role.permissions, held, all.roles, all.restricted) : [];
}

/**
 * Grants a role. What is known already is filled in: `subject`, `role`, `space`.
 *
 * @param {{subject?: {kind: string, id: string, name: string}, role?: string, space?: string}} [given]
 */
export async function grantRole({ subject, role, space } = {}) {
  const all = await known();
  const kindOf = (id) => (subject?.id === id ? subject.kind : all.groups.some((group) => group.id === id) ? 'group' : 'user');
  const call = (values) => ({
    method: 'POST',
    path: 'grants',
    body: { kind: kindOf(values.subject), subject: values.subject, role: values.role, space: values.space },
  });
  const chosenRole = (values) => all.roles.find((one) => one.id === values.role);
  const reason = (values) => {
    const wanted = chosenRole(values);
    const missing = wanted && values.space ? lacks(all, wanted, values.space) : [];
    return missing.length
      ? t('access.cannotGrant', { role: wanted.name, path: spacePath(values.space), list: some(missing), count: missing.length })
      : '';
  };
  const done = await askForm({
    heading: subject ? t('access.grantTo', { name: subject.name }) : t('access.grantRole'),
    values: { subject: subject?.id, role, space: space || currentSpace.value || ROOT_SPACE },
    fields: [
      ...(subject
        ? []
        : [
            {
              name: 'subject',
              type: 'reference',
              label: t('access.toWhom'),
              flags: ['required'],
              choices: subjectChoices(all.users, all.groups),
              placeholder: t('access.chooseSubject'),
            },
          ]),
      roleField('role', t('access.role'), all.roles),
      spaceField('space', t('access.where'), { help: t('access.whereHelp') }),
    ],
    reason,
    after: (values) => preview(all, values, chosenRole(values), reason(values)),
    action: t('access.grant'),
    submit: (values) => api.send(call(values)),
    call,
  });
  if (done) {
    toast(t('access.granted'));
  }
  return done;
}

/** What the grant will give, or why it cannot be given. */
function preview(all, values, role, why) {
  if (why) {
    return html`<plenum-problem norepeat .problem=${{ title: t('access.cannotGrantTitle'), detail: why }}></plenum-problem>`;
  }
  if (!role || !values.space) {
    return nothing;
  }
  const subjects = [values.subject, ...(all.users.find((user) => user.id === values.subject)?.groups ?? [])];
  const already = grantsIn({ grants: all.grants, spaces: spaces.value }, subjects, values.space).some((grant) => grant.role === role.id);
  const below = spaces.value.filter((one) => one.id !== values.space && lineage(spaces.value, one.id).includes(values.space)).length;
  return html`<p class="preview">
    ${already ? html`<strong>${t('access.alreadyHolds')}</strong> ` : nothing}
    ${t('access.grantGives', { list: some([...role.permissions].sort(byPattern)), path: spacePath(values.space), below })}
  </p>`;
}

const byPattern = (a, b) => isPattern(b) - isPattern(a) || a.localeCompare(b);

/** The first few of many names. */
export function some(names, most = 6) {
  const first = names.slice(0, most).join(', ');
  return names.length > most ? t('access.andMore', { list: first, count: names.length - most }) : first;
}

/** Takes a grant back. */
export async function revokeGrant(grant, { who, role }) {
  const call = { method: 'DELETE', path: `grants/${grant.id}` };
  const own = grant.subject.id === session.value?.subject?.id;
  const done = await confirm({
    title: t('access.revokeGrant', { role, who }),
    text: t(own ? 'access.revokeOwnHelp' : 'access.revokeHelp', { who, path: spacePath(grant.space) }),
    danger: true,
    action: t('access.revoke'),
    call,
    run: () => api.send(call),
  });
  if (done) {
    toast(t('access.revoked'));
  }
  return done;
}

/** Whether the reader may see what the form of a grant needs. */
export const canGrant = () => can('access.grant') && can('role.view');
