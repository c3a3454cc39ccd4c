/**
 * What extensions of the console may use: `import {api, t} from 'plenum'`. LitElement, html and css come from `lit`.
 * The custom elements `plenum-button`, `plenum-card`, `plenum-table` and so on are there without an import. What is not
 * exported here may change at any time; docs/reference/console-extensions.md describes the contract.
 */
export { api, Problem, searchable } from './lib/api.js';
export { events } from './lib/events.js';
export { addMessages, locale, t } from './lib/i18n.js';
export * as format from './lib/format.js';
export * as schema from './lib/schema.js';
export { href, navigate, setQuery, location } from './lib/router.js';
export { can, currentSpace, decisions, ROOT_SPACE, session, spaces, whyNot } from './lib/session.js';
export { API_VERSION } from './lib/registry.js';
export { Store } from './lib/store.js';
export { Load, PagedList } from './components/load.js';
export { Watch } from './components/watch.js';
export { confirm } from './components/confirm.js';
export { toast, toastProblem } from './components/toast.js';
export { showCall } from './components/plenum-call.js';
export { page as pageStyles } from './components/styles.js';
import './components/all.js';
