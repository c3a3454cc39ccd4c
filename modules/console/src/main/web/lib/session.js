import { api, useCsrfToken, whenSessionLost } from './api.js';
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
  useCsrfToken(view.csrfToken);
  session.value = view;
  return view;
}

function end() {
  held = new Set();
  useCsrfToken('');
  spaces.value = [];
  session.value = null;
}

whenSessionLost(end);

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
 * Whether the caller holds a permission in any space. The server decides anew at every call; this is for what to offer.
 *
 * @param {string} [permission] none needed when left out
 */
export function can(permission) {
  return !permission || held.has(permission);
}

/**
 * Why something is not offered, in words for `reason` of buttons and menu items; empty when it is allowed.
 *
 * @param {string} permission
 * @param {(key: string, values?: object) => string} t
 */
export function whyNot(permission, t) {
  return can(permission) ? '' : t('common.needsPermission', { permission });
}
