import { api, useCsrfToken, whenSessionLost, whenTokenRefused } from './api.js';
import { Store } from './store.js';

/** The space that holds all others; what has no space is decided there. */
export const ROOT_SPACE = '00000000-0000-0000-0000-000000000001';

/**
 * Who is signed in: `undefined` until known, `null` for nobody, else
 * `{subject: {id, kind, name}, csrfToken, expiresAt, permissions}`.
 */
export const session = new Store(undefined);

/** The spaces that the caller may see, parents first. */
export const spaces = new Store([]);

/** Id of the space that lists are limited to; empty for all. */
export const currentSpace = new Store('');

let held = new Set();

function begin(view) {
  held = new Set(view.permissions);
  forgetDecisions();
  useCsrfToken(view.csrfToken);
  session.value = view;
  return view;
}

function end() {
  held = new Set();
  forgetDecisions();
  useCsrfToken('');
  spaces.value = [];
  session.value = null;
}

whenSessionLost(end);
whenTokenRefused(loadSession);

/** Asks the server; nobody signed in is an answer, not an error. */
export async function loadSession() {
  try {
    return begin((await api.get('session')).data);
  } catch (problem) {
    if (problem.status !== 401) {
      throw problem;
    }
    end();
    return null;
  }
}

export async function logIn(login, password) {
  return begin((await api.post('session', { login, password })).data);
}

/** Makes the first administrator, who is then signed in. */
export async function setUp({ token, login, displayName, password }) {
  return begin((await api.post('setup', { token, login, displayName, password })).data);
}

export async function logOut() {
  try {
    await api.del('session');
  } catch (problem) {
    if (problem.status !== 401) {
      throw problem;
    }
  }
  end();
}

export async function loadSpaces() {
  spaces.value = await api.all('spaces');
  if (currentSpace.value && !spaces.value.some((space) => space.id === currentSpace.value)) {
    currentSpace.value = '';
  }
  return spaces.value;
}

/**
 * What is known about permissions in single spaces, `permission|space` to yes or no; watch it where `can` is asked with
 * a space.
 */
export const decisions = new Store(new Map());
const asked = new Set();

function forgetDecisions() {
  asked.clear();
  decisions.value = new Map();
}

/**
 * Whether the caller holds a permission. The server decides anew at every call; this is for what to offer.
 *
 * @param {string} [permission] none needed when left out
 * @param {string} [space] where; anywhere when left out. Until the server has told about a space, what holds anywhere is
 *     the answer; then `decisions` changes.
 */
export function can(permission, space) {
  if (!permission) {
    return true;
  }
  if (!held.has(permission) || !space) {
    return held.has(permission);
  }
  const key = `${permission}|${space}`;
  if (!asked.has(key)) {
    asked.add(key);
    ask(key, permission, space);
  }
  return decisions.value.get(key) ?? true;
}

async function ask(key, permission, space) {
  try {
    const { data } = await api.get('access/explain', { query: { permission, space, fields: 'allowed' } });
    if (asked.has(key)) {
      decisions.value = new Map(decisions.value).set(key, data.allowed);
    }
  } catch {
    // Asked again the next time.
    asked.delete(key);
  }
}

/**
 * Why something is not offered, in words for `reason` of buttons and menu items; empty when it is allowed.
 *
 * @param {string} permission
 * @param {(key: string, values?: object) => string} t
 * @param {string} [space]
 */
export function whyNot(permission, t, space) {
  if (can(permission, space)) {
    return '';
  }
  // What is held elsewhere is lacking just there.
  const path = can(permission) && spaces.value.find(({ id }) => id === space)?.path;
  const words = path ? t('common.needsPermissionIn', { permission, path }) : t('common.needsPermission', { permission });
  reasons.set(words, { permission, space });
  return words;
}

const reasons = new Map();

/**
 * What such a reason is about, so that whoever shows it can explain it.
 *
 * @returns {{permission: string, space?: string}|undefined}
 */
export function lackBehind(reason) {
  return reasons.get(reason);
}
