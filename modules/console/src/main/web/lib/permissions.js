/**
 * What roles contain and what follows from grants, as the server reckons it (docs/explanation/access.md). For showing
 * things before they are tried; the server decides anew each time.
 *
 * @typedef {{name: string, title: string, restricted: boolean, owner: string}} Permission
 * @typedef {{id: string, name: string, title: string, permissions: string[], builtIn: boolean, revision: number}} Role
 * @typedef {{id: string, subject: {kind: string, id: string, name: string}, role: string, space: string}} Grant
 */

const ALL = '*';

export const isPattern = (name) => name.startsWith(ALL) || name.endsWith(ALL);

const SEGMENTS = '[A-Za-z0-9][A-Za-z0-9_-]*(\\.[A-Za-z0-9][A-Za-z0-9_-]*)*';
const WELL_FORMED = new RegExp(`^(\\*|\\*\\.${SEGMENTS}|${SEGMENTS}\\.\\*|${SEGMENTS})$`);

/** Whether something may stand in a role: a name, `*`, `*.view` or `compute.*`. */
export const wellFormed = (name) => name.length <= 200 && WELL_FORMED.test(name);

/** Whether a pattern other than `*` stands for a name, or for a narrower pattern of its shape. */
export function over(pattern, name) {
  if (pattern.length < 2 || name.length < pattern.length) {
    return false;
  }
  return pattern.startsWith(ALL)
    ? name.endsWith(pattern.slice(1))
    : pattern.endsWith(ALL) && name.startsWith(pattern.slice(0, -1));
}

/** A set of names and patterns that is asked many times. */
export class PermissionSet {
  /** @param {Iterable<string>} names @param {(name: string) => boolean} [restricted] not given by patterns but `*` */
  constructor(names, restricted = () => false) {
    this.names = new Set(names);
    this.restricted = restricted;
    this.patterns = [...this.names].filter((name) => name !== ALL && isPattern(name)).sort();
  }

  /** The name or pattern by which a permission is contained; undefined when it is not. */
  via(permission) {
    if (this.names.has(permission)) {
      return permission;
    }
    const pattern = this.restricted(permission) ? undefined : this.patterns.find((one) => over(one, permission));
    return pattern ?? (this.names.has(ALL) ? ALL : undefined);
  }

  has(permission) {
    return this.via(permission) !== undefined;
  }

  /** Whether everything that a pattern could ever stand for is contained: the test for passing it on. */
  covers(pattern) {
    if (!isPattern(pattern)) {
      return this.has(pattern);
    }
    return (
      this.names.has(ALL) ||
      this.names.has(pattern) ||
      (pattern !== ALL && this.patterns.some((one) => over(one, pattern)))
    );
  }
}

/** What a permission is about: `compute.server.view` is about `compute.server`. */
export function topic(permission) {
  const at = permission.lastIndexOf('.');
  return at < 0 ? permission : permission.slice(0, at);
}

/** The ids of a space and of all above it, from itself to the root. */
export function lineage(spaces, id) {
  const byId = new Map(spaces.map((space) => [space.id, space]));
  const line = [];
  for (let space = byId.get(id); space && !line.includes(space.id); space = byId.get(space.parent)) {
    line.push(space.id);
  }
  return line.length ? line : [id];
}

/** Spaces in the order of a tree, each with its depth; one whose parent cannot be seen stands at the top. */
export function tree(spaces) {
  const known = new Set(spaces.map((space) => space.id));
  const below = new Map();
  for (const space of spaces) {
    const parent = known.has(space.parent) ? space.parent : '';
    below.set(parent, [...(below.get(parent) ?? []), space]);
  }
  const ordered = [];
  const visit = (parent, depth) => {
    for (const space of (below.get(parent) ?? []).sort((a, b) => a.title.localeCompare(b.title))) {
      const children = below.get(space.id)?.length ?? 0;
      ordered.push({ ...space, depth, children });
      visit(space.id, depth + 1);
    }
  };
  visit('', 0);
  return ordered;
}

/**
 * The grants by which somebody holds something in a space: their own, those of their groups, here and in spaces above.
 *
 * @param {{grants: Grant[], spaces: object[]}} known
 * @param {string[]} subjects id of the subject and of its groups
 * @param {string} space
 */
export function grantsIn({ grants, spaces }, subjects, space) {
  const where = lineage(spaces, space);
  return grants.filter((grant) => subjects.includes(grant.subject.id) && where.includes(grant.space));
}

/**
 * Of the names and patterns of a role, those that somebody does not hold in a space and so cannot pass on.
 *
 * @param {string[]} wanted
 * @param {Grant[]} held grants that hold there
 * @param {Role[]} roles
 * @param {(name: string) => boolean} restricted
 */
export function lacking(wanted, held, roles, restricted) {
  const sets = held
    .map((grant) => roles.find((role) => role.id === grant.role))
    .filter(Boolean)
    .map((role) => new PermissionSet(role.permissions, restricted));
  return wanted.filter((name) => !sets.some((set) => set.covers(name))).sort();
}

/** Letters that cannot be mistaken for one another. */
const LETTERS = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** A password of 24 letters in groups, about 137 bits. */
export function newPassword(random = (bytes) => crypto.getRandomValues(bytes)) {
  let letters = '';
  while (letters.length < 24) {
    for (const byte of random(new Uint8Array(32))) {
      // What would make some letters more likely than others is left out.
      if (byte < 256 - (256 % LETTERS.length) && letters.length < 24) {
        letters += LETTERS[byte % LETTERS.length];
      }
    }
  }
  return letters.match(/.{6}/g).join('-');
}
