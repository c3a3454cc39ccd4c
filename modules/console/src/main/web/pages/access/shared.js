import { html } from 'lit';
import { api } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { tree } from '../../lib/permissions.js';
import { href } from '../../lib/router.js';
import { can, ROOT_SPACE, spaces } from '../../lib/session.js';

/** A list that is wanted whole, for choosing and counting; `fallback` to those who may not see it. */
export const allUsers = (signal) => api.all('users', { limit: 1000 }, { signal });
export const allGroups = (signal) => api.all('groups', {}, { signal });
export const allRoles = (signal) => api.all('roles', {}, { signal });
export const allGrants = (signal) => api.all('grants', {}, { signal });
export const allPermissions = (signal) => api.all('access/permissions', {}, { signal });

/** What only some may see; nothing for the others, so that the rest of a page still works. */
export const ifAllowed = (permission, read, signal) => (can(permission) ? read(signal) : Promise.resolve([]));

export const isRoot = (id) => id === ROOT_SPACE;

/** A space by its title, or its id when it cannot be seen. */
export function spaceTitle(id) {
  const space = spaces.value.find((one) => one.id === id);
  return space ? space.title || space.name : isRoot(id) ? t('access.everywhere') : id;
}

export function spacePath(id) {
  return spaces.value.find((one) => one.id === id)?.path ?? (isRoot(id) ? '/' : id);
}

/** A field that asks for a space, shown as the tree that it is. */
export function spaceField(name, label, more = {}) {
  // Who may not see the root may still ask about it.
  const known = spaces.value.some((space) => isRoot(space.id)) ? spaces.value : [{ id: ROOT_SPACE, title: '' }, ...spaces.value];
  const ordered = tree(known);
  return {
    name,
    label,
    type: 'enum',
    flags: ['required'],
    options: ordered.map((space) => space.id),
    optionLabels: Object.fromEntries(
      ordered.map((space) => [space.id, `${'\u2003'.repeat(space.depth)}${isRoot(space.id) ? t('access.everywhere') : space.title}`]),
    ),
    ...more,
  };
}

/** A field that asks for a role. */
export function roleField(name, label, roles, more = {}) {
  return {
    name,
    label,
    type: 'reference',
    flags: ['required'],
    choices: roles.map((role) => ({ value: role.id, label: role.name, hint: role.title })),
    placeholder: t('access.chooseRole'),
    ...more,
  };
}

export const SUBJECT_ICONS = { user: 'user', group: 'users', module: 'modules', system: 'system' };

/** Users and groups, to choose one of them. */
export function subjectChoices(users, groups) {
  return [
    ...groups.map((group) => ({ value: group.id, label: group.title || group.name, hint: t('access.kind.group') })),
    ...users.map((user) => ({ value: user.id, label: user.displayName, hint: user.login })),
  ];
}

/** Where one reads about a subject. */
export function subjectHref({ kind, id }) {
  return kind === 'user' ? href(`/access/users/${id}`) : kind === 'group' ? href(`/access/groups/${id}`) : undefined;
}

/** Who somebody is, linked where there is a page about them and the reader may see it. */
export function subjectLink(subject, people = new Map()) {
  const words = people.get(subject.id) ?? subject.name;
  const address = can('user.view') ? subjectHref(subject) : undefined;
  return address ? html`<a href=${address}>${words}</a>` : html`${words}`;
}

/** Names of people and groups by their ids. */
export function namesOf(users = [], groups = []) {
  return new Map([
    ...users.map((user) => [user.id, user.displayName]),
    ...groups.map((group) => [group.id, group.title || group.name]),
  ]);
}

/** The words of a search, each of which has to be in one of the texts. */
export function matches(search, ...texts) {
  const text = texts.filter(Boolean).join(' ').toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
