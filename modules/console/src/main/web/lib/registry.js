import { api } from './api.js';
import { Store } from './store.js';

/** The version of the contract between console and extensions that this console speaks. */
export const API_VERSION = 1;

const TIME_OUT = 8000;

/**
 * What modules contribute: `{items: [{module, title, version, api, contributions, problem?}]}`, as the caller may see it.
 */
export const extensions = new Store([]);

let safe = false;

/** Whether the console shows no extensions, so that a broken one can be removed. */
export function isSafe() {
  return safe;
}

/**
 * Takes safe mode from the address: `?safe=1` begins it, `?safe=0` ends it, for as long as the tab is open.
 *
 * @param {string} search
 * @param {Pick<Storage, 'getItem'|'setItem'>} memory of the tab
 */
export function chooseSafe(search, memory) {
  const wanted = new URLSearchParams(search).get('safe');
  if (wanted !== null) {
    memory.setItem('plenum.safe', wanted === '1' ? '1' : '');
  }
  safe = memory.getItem('plenum.safe') === '1';
}

/** Reads the registry anew. */
export async function loadExtensions() {
  extensions.value = safe ? [] : await read();
}

/** A console that is served without its module has no extensions. */
async function read() {
  try {
    return (await api.list('ext/console/extensions')).items;
  } catch (problem) {
    if (problem.code === 'module-route-missing') {
      return [];
    }
    throw problem;
  }
}

/**
 * @typedef {object} Contribution
 * @property {string} module
 * @property {number} api
 * @property {string} place
 * @property {string} element
 * @property {string} title
 * @property {string} [icon]
 * @property {string} script
 * @property {string} permission
 * @property {string} [target]
 */

/**
 * What fills a place.
 *
 * @param {'nav'|'item-tab'|'item-action'|'dashboard-tile'|'field-widget'|'connection-form'} place
 * @param {string|string[]} [target] content type and its traits, field type or provider; a contribution without a target
 *     is for all
 * @returns {Contribution[]}
 */
export function contributions(place, target) {
  const targets = target === undefined ? undefined : [target].flat();
  return extensions.value.flatMap((extension) =>
    (extension.contributions ?? [])
      .filter((one) => one.place === place)
      .filter((one) => !one.target || !targets || targets.includes(one.target))
      .map((one) => ({ ...one, module: extension.module, api: extension.api ?? API_VERSION })),
  );
}

/**
 * Why an extension cannot be shown.
 *
 * `reason` is one of 'version', 'slow', 'import', 'undefined', 'failed'.
 */
export class ExtensionFailure extends Error {
  constructor(reason, detail = '', cause = undefined) {
    super(detail || reason, { cause });
    this.name = 'ExtensionFailure';
    this.reason = reason;
  }
}

/**
 * Loads the script of a contribution until its element is defined.
 *
 * @param {Contribution} contribution
 * @param {{timeOut?: number, load?: (script: string) => Promise<unknown>, elements?: CustomElementRegistry}} [parts]
 * @returns {Promise<void>}
 * @throws {ExtensionFailure}
 */
export async function loadElement(
  contribution,
  { timeOut = TIME_OUT, load = (script) => import(script), elements = globalThis.customElements } = {},
) {
  if (contribution.api !== API_VERSION) {
    throw new ExtensionFailure('version', String(contribution.api));
  }
  if (elements.get(contribution.element)) {
    return;
  }
  let timer;
  const slow = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new ExtensionFailure('slow')), timeOut);
  });
  try {
    await Promise.race([slow, load(contribution.script)]);
  } catch (thrown) {
    throw thrown instanceof ExtensionFailure ? thrown : new ExtensionFailure('import', String(thrown?.message ?? thrown), thrown);
  } finally {
    clearTimeout(timer);
  }
  if (!elements.get(contribution.element)) {
    throw new ExtensionFailure('undefined', contribution.element);
  }
}
