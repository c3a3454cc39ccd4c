/**
 * All pages. One line each; the first that matches an address wins. To add a page: a folder in pages/, its messages in
 * messages/en/<page>.json, and a line here.
 *
 * @typedef {import('../lib/router.js').Route & {
 *   section?: string, messages?: string[], permission?: string, bare?: boolean, anybody?: boolean,
 *   nav?: {group: 'work'|'manage', icon: string, label?: string}
 * }} PageRoute
 *
 * - `path` below /console; `:name` is a part, `:name?` one that may be missing
 * - `page`: the element is `plenum-<page>-page`, the messages are those of the area `<page>`
 * - `nav`: has a place in the navigation, in the order of these lines, under the title `<page>.title`
 * - `messages`: other areas that it uses
 * - `permission`: who lacks it sees the page greyed out in the navigation, and why when they go there
 * - `section`: the page that is marked in the navigation meanwhile
 * - `bare`: without the frame; `anybody`: also without being signed in
 *
 * @type {PageRoute[]}
 */
export const routes = [
  { path: '/login', page: 'login', load: () => import('../pages/login/login-page.js'), bare: true, anybody: true },
  { path: '/setup', page: 'setup', load: () => import('../pages/setup/setup-page.js'), bare: true, anybody: true },
  { path: '/setup/start', page: 'start', load: () => import('../pages/setup/start-page.js'), bare: true },

  { path: '/', page: 'overview', load: () => import('../pages/overview/overview-page.js'), nav: { group: 'work', icon: 'overview' } },
  { path: '/inventory', page: 'inventory', load: () => import('../pages/inventory/inventory-page.js'), nav: { group: 'work', icon: 'inventory' } },
  { path: '/connections/:id?/:part?', page: 'connections', load: () => import('../pages/connections/connections-page.js'), nav: { group: 'work', icon: 'connection' } },
  { path: '/items/new', page: 'item-edit', load: () => import('../pages/item-edit/item-edit-page.js'), section: 'inventory' },
  { path: '/items/:id/edit', page: 'item-edit', load: () => import('../pages/item-edit/item-edit-page.js'), section: 'inventory' },
  { path: '/items/:id/:tab?', page: 'item', load: () => import('../pages/item/item-page.js'), section: 'inventory' },
  { path: '/changes', page: 'changes', load: () => import('../pages/changes/changes-page.js'), nav: { group: 'work', icon: 'changes' } },
  { path: '/changes/:id', page: 'change', load: () => import('../pages/changes/change-page.js'), section: 'changes' },
  { path: '/drift', page: 'drift', load: () => import('../pages/drift/drift-page.js'), nav: { group: 'work', icon: 'revert' } },
  { path: '/operations', page: 'operations', load: () => import('../pages/operations/operations-page.js'), nav: { group: 'work', icon: 'operations' }, permission: 'operation.view' },
  { path: '/operations/:id', page: 'operation', load: () => import('../pages/operations/operation-page.js'), section: 'operations', permission: 'operation.view' },

  { path: '/modules/:name?', page: 'modules', load: () => import('../pages/modules/modules-page.js'), permission: 'module.view', nav: { group: 'manage', icon: 'modules' } },
  { path: '/access/:section?/:id?', page: 'access', load: () => import('../pages/access/access-page.js'), nav: { group: 'manage', icon: 'access' } },
  { path: '/account', page: 'account', load: () => import('../pages/access/account-page.js'), messages: ['access'] },
  { path: '/types/:name?/:tab?', page: 'types', load: () => import('../pages/types/types-page.js'), nav: { group: 'manage', icon: 'types' } },
  { path: '/audit/:index?', page: 'audit', load: () => import('../pages/audit/audit-page.js'), nav: { group: 'manage', icon: 'audit' }, permission: 'audit.view' },
  { path: '/system/:tab?', page: 'system', load: () => import('../pages/system/system-page.js'), nav: { group: 'manage', icon: 'system' }, permission: 'system.view' },

  { path: '/x/:module/:element', page: 'extension', load: () => import('../pages/extension/extension-page.js') },
];
