import { Store } from './store.js';

/** Where the console lives. */
export const ROOT = '/console';

/**
 * @typedef {object} Route a line of shell/routes.js
 * @property {string} path below /console, with `:name` for a part and `:name?` for one that may be missing
 * @property {string} page its element is `plenum-<page>-page`
 * @property {() => Promise<unknown>} load
 */

/**
 * @typedef {object} Location where the reader is
 * @property {Route|undefined} route undefined when nothing is there
 * @property {string} path below /console
 * @property {Record<string, string>} params
 * @property {URLSearchParams} query
 */

/** Turns a pattern into what matches addresses. */
export function pattern(path) {
  const names = [];
  const source = path
    .split('/')
    .filter(Boolean)
    .map((part) => {
      const [, name, optional] = /^:(\w+)(\?)?$/.exec(part) ?? [];
      if (!name) {
        return '/' + part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
      }
      names.push(name);
      return optional ? '(?:/([^/]+))?' : '/([^/]+)';
    })
    .join('');
  const regex = new RegExp(`^${source}/?$`);
  return (address) => {
    const match = regex.exec(address === '/' ? '' : address);
    return match
      ? Object.fromEntries(
          names.map((name, at) => [name, decoded(match[at + 1])]).filter(([, value]) => value !== undefined),
        )
      : undefined;
  };
}

function decoded(text) {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Finds what an address below /console leads to; the first route that matches wins. */
export function resolve(routes, path) {
  for (const route of routes) {
    const params = pattern(route.path)(path);
    if (params) {
      return { route, params };
    }
  }
  return { route: undefined, params: {} };
}

/** Where the reader is. */
export const location = new Store(/** @type {Location|undefined} */ (undefined));

let routes = [];
let guard = () => true;
let address = '';

/** The address of a page: `href('/items/42', {tab: 'x'})`. Empty values are left out. */
export function href(path, query = {}) {
  const pairs = new URLSearchParams(
    Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== ''),
  ).toString();
  return ROOT + path + (pairs ? `?${pairs}` : '');
}

/** Begins to follow the address; called once by the shell. */
export function startRouter(table) {
  routes = table;
  window.addEventListener('popstate', moved);
  document.addEventListener('click', follow);
  read();
}

/**
 * Goes to an address.
 *
 * @param {string} to address from the root, such as `/console/inventory`
 * @param {{replace?: boolean}} [options]
 * @returns {boolean} whether the page that is left allowed it
 */
export function navigate(to, { replace = false } = {}) {
  if (!guard()) {
    return false;
  }
  guard = () => true;
  history[replace ? 'replaceState' : 'pushState']({}, '', to);
  read();
  return true;
}

/**
 * Changes the query of this address, by which the state of a list is kept; an empty value removes its name. It is no
 * new entry in the history unless told so.
 *
 * @param {Record<string, unknown>} changes
 */
export function setQuery(changes, { push = false } = {}) {
  const query = new URLSearchParams(window.location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || value === null || value === '') {
      query.delete(name);
    } else {
      query.set(name, value);
    }
  }
  const text = query.toString();
  const next = window.location.pathname + (text ? `?${text}` : '');
  if (next !== window.location.pathname + window.location.search) {
    history[push ? 'pushState' : 'replaceState']({}, '', next);
    read();
  }
}

/**
 * Asks before the page is left, for forms with unsaved input.
 *
 * @param {() => boolean} mayLeave such as `() => !form.dirty || window.confirm(t('common.leave'))`
 * @returns {() => void} ends it
 */
export function guardLeaving(mayLeave) {
  guard = mayLeave;
  const unload = (event) => {
    if (!mayLeave()) {
      event.preventDefault();
    }
  };
  window.addEventListener('beforeunload', unload);
  return () => {
    window.removeEventListener('beforeunload', unload);
    if (guard === mayLeave) {
      guard = () => true;
    }
  };
}

/** Back and forward have happened when one hears of them, so a page that must not be left is put back. */
function moved() {
  if (guard()) {
    guard = () => true;
    read();
  } else {
    history.pushState({}, '', address);
  }
}

function read() {
  address = window.location.pathname + window.location.search;
  const path = window.location.pathname.slice(ROOT.length) || '/';
  const { route, params } = resolve(routes, path);
  location.value = { route, path, params, query: new URLSearchParams(window.location.search) };
}

/** Links within the console change the page without loading it anew. */
function follow(event) {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
    return;
  }
  const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
  if (!link?.href || link.target || link.hasAttribute('download') || link.origin !== window.location.origin) {
    return;
  }
  const { pathname, search, hash } = link;
  if ((pathname === ROOT || pathname.startsWith(ROOT + '/')) && !/^\/console\/(assets|ext)\//.test(pathname) && !hash) {
    event.preventDefault();
    navigate(pathname + search);
  }
}
