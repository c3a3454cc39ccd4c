import { LitElement, css, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { confirm } from '../../components/confirm.js';
import { Load } from '../../components/load.js';
import { showCall } from '../../components/plenum-call.js';
import { page } from '../../components/styles.js';
import { toast } from '../../components/toast.js';
import { Watch } from '../../components/watch.js';
import { api, Problem } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { isPattern, PermissionSet, topic } from '../../lib/permissions.js';
import { guardLeaving, href, setQuery } from '../../lib/router.js';
import { can, session, whyNot } from '../../lib/session.js';
import { askPattern, createRole, deleteRole, renameRole } from './role-actions.js';
import { allPermissions, allRoles, matches } from './shared.js';

const ROW = 36;
const SPARE = 8;
const NARROW = window.matchMedia('(max-width: 720px)');

/**
 * Permissions and roles as one grid. Only the rows in sight are there, so that its size does not matter. What is changed
 * waits until it is saved, a role at a time.
 */
class PlenumAccessRoles extends LitElement {
  static properties = {
    location: { attribute: false },
    _draft: { state: true },
    _closed: { state: true },
    _from: { state: true },
    _active: { state: true },
    _failed: { state: true },
    _narrow: { state: true },
    _saving: { state: true },
  };

  static styles = [
    page,
    css`
      :host {
        --role: 136px;
      }
      .scroll {
        position: relative;
        max-height: max(420px, calc(100vh - 300px));
        overflow: auto;
        overscroll-behavior: contain;
        border: 1px solid var(--border);
        border-radius: var(--radius-l);
        background: var(--surface);
        box-shadow: var(--shadow-s);
      }
      table {
        border-collapse: separate;
        border-spacing: 0;
        table-layout: fixed;
        min-width: 100%;
        width: calc(290px + var(--roles) * var(--role));
      }
      col.permission {
        width: 290px;
      }
      tr {
        height: 36px;
      }
      th,
      td {
        padding: 0;
        border-bottom: 1px solid var(--border);
        text-align: center;
        font-weight: 400;
      }
      thead th {
        position: sticky;
        top: 0;
        z-index: 2;
        height: 48px;
        background: var(--surface);
        font-size: var(--text-s);
        vertical-align: middle;
      }
      th:first-child {
        position: sticky;
        left: 0;
        z-index: 1;
        padding: 0 var(--space-3);
        background: var(--surface);
        text-align: start;
        border-right: 1px solid var(--border);
      }
      thead th:first-child {
        z-index: 3;
        color: var(--text-muted);
        font-size: var(--text-xs);
        font-weight: 500;
      }
      .role {
        display: flex;
        flex-direction: column;
        align-items: center;
        max-width: 100%;
        padding: 0 4px;
      }
      .role button {
        display: inline-flex;
        align-items: center;
        justify-content: center;
        gap: 4px;
        max-width: 100%;
        padding: 4px 6px;
        border: 0;
        border-radius: var(--radius-m);
        background: none;
        color: var(--text);
        font: inherit;
        font-size: var(--text-s);
        font-weight: 600;
        cursor: pointer;
        --icon-size: 10px;
      }
      .role button:hover {
        background: var(--hover);
      }
      .role plenum-icon {
        color: var(--text-muted);
      }
      .group th,
      .group td {
        background: var(--surface-sunken);
      }
      .group th:first-child {
        background: var(--surface-sunken);
      }
      .fold {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        width: 100%;
        padding: 6px 0;
        border: 0;
        background: none;
        color: var(--text);
        font: inherit;
        font-weight: 600;
        text-align: start;
        cursor: pointer;
        --icon-size: 11px;
      }
      .fold .label {
        flex: 0 1 auto;
        min-width: 72px;
      }
      .fold .muted {
        flex: 0 100 auto;
        font-weight: 400;
      }
      .count {
        padding: 2px 6px;
        border: 0;
        border-radius: var(--radius-m);
        background: none;
        color: var(--text-muted);
        font: inherit;
        font-size: var(--text-xs);
        font-variant-numeric: tabular-nums;
      }
      button.count {
        cursor: pointer;
      }
      button.count:hover {
        background: var(--hover);
        color: var(--text);
      }
      .permission-name {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        padding-left: 22px;
      }
      .permission-name code {
        flex: none;
      }
      .permission-name .title {
        min-width: 0;
        color: var(--text-muted);
        font-size: var(--text-xs);
      }
      .permission-name plenum-icon {
        color: var(--warning-text);
        --icon-size: 12px;
      }
      tbody tr:hover :is(th, td) {
        background: var(--hover);
      }
      input {
        width: 16px;
        height: 16px;
        margin: 0;
        vertical-align: middle;
        accent-color: var(--accent);
      }
      td.changed {
        background: var(--selected) !important;
      }
      .mark {
        display: inline-flex;
        align-items: center;
        justify-content: center;
        min-width: 24px;
        height: 24px;
        border-radius: var(--radius-s);
        color: var(--text-muted);
      }
      .mark.held {
        color: var(--text);
        font-weight: 600;
      }
      .mark.pattern {
        color: var(--accent-text);
        font-family: var(--font-mono);
        font-size: var(--text-xs);
      }
      .space {
        height: var(--height);
      }
      .space td {
        border: 0;
        height: var(--height);
      }
      .bar {
        position: sticky;
        bottom: var(--space-4);
        z-index: 3;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2);
        padding: var(--space-3) var(--space-4);
        border-radius: var(--radius-l);
        background: var(--surface-raised);
        box-shadow: var(--shadow-m);
      }
      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2) var(--space-4);
        color: var(--text-muted);
        font-size: var(--text-xs);
      }
      .legend span {
        display: inline-flex;
        align-items: center;
        gap: 4px;
      }
      .legend .restricted plenum-icon {
        color: var(--warning-text);
        --icon-size: 12px;
      }
      @media (max-width: 720px) {
        .bar .grow {
          flex-basis: 100%;
        }
        .scroll {
          max-height: 70vh;
        }
        table {
          width: 100%;
          --role: 84px;
        }
        col.permission {
          width: auto;
        }
        col.role {
          width: 92px;
        }
        .permission-name {
          padding-left: 4px;
        }
        .permission-name .title {
          display: none;
        }
      }
    `,
  ];

  #data = new Load(
    this,
    async (signal) => {
      const [roles, permissions] = await Promise.all([allRoles(signal), allPermissions(signal)]);
      return { roles, permissions };
    },
    { on: ['access.changed', 'content-type.', 'module.'] },
  );

  #endGuard;
  #onNarrow = () => (this._narrow = NARROW.matches);

  constructor() {
    super();
    this._draft = new Map();
    this._closed = new Set();
    this._from = 0;
    this._active = [0, 0];
    this._narrow = NARROW.matches;
    new Watch(this, session);
  }

  connectedCallback() {
    super.connectedCallback();
    NARROW.addEventListener('change', this.#onNarrow);
    this.#endGuard = guardLeaving(() => !this._draft.size || window.confirm(t('access.leave')));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    NARROW.removeEventListener('change', this.#onNarrow);
    this.#endGuard();
  }

  // What is shown

  get #query() {
    const { query } = this.location;
    return { words: query.get('q') ?? '', owner: query.get('owner') ?? '', role: query.get('role') ?? '', restricted: query.get('restricted') === '1' };
  }

  #shownRoles(roles) {
    const chosen = roles.filter((role) => role.name === this.#query.role);
    return chosen.length ? chosen : this._narrow ? roles.slice(0, 1) : roles;
  }

  #names(role) {
    return this._draft.get(role.id) ?? role.permissions;
  }

  /** Groups of rows: the patterns, then what each thing has, at the end what no module brings now. */
  #groups({ roles, permissions }) {
    const { words, owner, restricted } = this.#query;
    const known = new Set(permissions.map(({ name }) => name));
    const used = new Set(roles.flatMap((role) => [...role.permissions, ...this.#names(role)]));
    const groups = [];
    const add = (id, label, hint, rows) => rows.length && groups.push({ id, label, hint, rows });
    if (!owner && !restricted) {
      const patterns = [...used].filter((name) => isPattern(name) && matches(words, name)).sort();
      add('*', t('access.patterns'), t('access.patternsHint'), patterns.map((name) => ({ name, title: name === '*' ? t('access.everything') : '' })));
    }
    const topics = new Map();
    for (const permission of permissions) {
      if ((!owner || ownerOf(permission) === owner) && (!restricted || permission.restricted) && matches(words, permission.name, permission.title)) {
        topics.set(topic(permission.name), [...(topics.get(topic(permission.name)) ?? []), permission]);
      }
    }
    for (const [name, rows] of [...topics].sort(([a], [b]) => a.localeCompare(b))) {
      add(name, name, ownerOf(rows[0]), rows);
    }
    if (!owner && !restricted) {
      const gone = [...used].filter((name) => !isPattern(name) && !known.has(name) && matches(words, name)).sort();
      add('?', t('access.goneModules'), t('access.goneModulesHint'), gone.map((name) => ({ name, title: t('access.gone'), gone: true })));
    }
    return groups;
  }

  #rows(groups) {
    return groups.flatMap((group) => {
      const closed = this._closed.has(group.id) && !this.#query.words;
      return [{ group, closed }, ...(closed ? [] : group.rows.map((permission) => ({ permission })))];
    });
  }

  // What is changed

  #changed(roles) {
    return roles
      .filter((role) => this._draft.has(role.id))
      .map((role) => {
        const now = this._draft.get(role.id);
        return {
          role,
          added: now.filter((name) => !role.permissions.includes(name)).sort(),
          removed: role.permissions.filter((name) => !now.includes(name)).sort(),
        };
      });
  }

  #put(role, names, on) {
    const set = new Set(this.#names(role));
    names.forEach((name) => (on ? set.add(name) : set.delete(name)));
    const draft = new Map(this._draft);
    const same = set.size === role.permissions.length && role.permissions.every((name) => set.has(name));
    if (same) {
      draft.delete(role.id);
    } else {
      draft.set(role.id, [...set]);
    }
    this._draft = draft;
    this._failed = undefined;
  }

  #calls(changed) {
    return changed.map(({ role }) => ({
      method: 'PATCH',
      path: `roles/${role.id}`,
      body: { permissions: [...this._draft.get(role.id)].sort() },
      revision: role.revision,
    }));
  }

  async #save(roles) {
    const changed = this.#changed(roles);
    const calls = this.#calls(changed);
    const line = (mark, names) => names.map((name) => html`<li><span class="mono">${mark} ${name}</span></li>`);
    await confirm({
      title: t('access.saveRoles', { count: changed.length }),
      text: t('access.saveRolesHelp'),
      details: html`${changed.map(
        ({ role, added, removed }) =>
          html`<h3>${role.name}</h3>
            <ul>
              ${line('+', added)}${line('−', removed)}
            </ul>`,
      )}`,
      action: t('common.save'),
      call: calls[0],
      run: () => this.#send(changed, calls),
    });
  }

  /** One after the other; what has worked is done, whatever comes then. */
  async #send(changed, calls) {
    for (const [at, { role }] of changed.entries()) {
      try {
        await api.send(calls[at]);
      } catch (thrown) {
        await this.#data.reload();
        const problem = Problem.of(thrown);
        throw new Problem({ ...problem, title: problem.title, detail: t('access.roleFailed', { name: role.name, why: problem.detail }) });
      }
      const draft = new Map(this._draft);
      draft.delete(role.id);
      this._draft = draft;
    }
    await this.#data.reload();
    toast(t('access.rolesSaved', { count: changed.length }));
  }

  async #create(roles, copyOf) {
    if (await createRole(roles, copyOf)) {
      this.#data.reload();
    }
  }

  async #pattern(roles) {
    const asked = await askPattern(roles.filter((role) => !role.builtIn));
    if (asked) {
      for (const id of asked.roles) {
        this.#put(roles.find((role) => role.id === id), [asked.pattern], true);
      }
      this._closed = new Set([...this._closed].filter((id) => id !== '*'));
    }
  }

  // The grid

  #scrolled(event) {
    const from = Math.max(0, Math.floor(event.target.scrollTop / ROW) - SPARE);
    // In steps, so that not every pixel renders anew.
    if (Math.abs(from - this._from) >= SPARE / 2) {
      this._from = from;
    }
  }

  get #fitting() {
    return Math.ceil(Math.max(420, window.innerHeight) / ROW) + 2 * SPARE;
  }

  #key(event, rows, roles) {
    const [row, column] = this._active;
    const to = {
      ArrowDown: [row + 1, column],
      ArrowUp: [row - 1, column],
      ArrowRight: [row, column + 1],
      ArrowLeft: [row, column - 1],
      Home: [event.ctrlKey ? 0 : row, 0],
      End: [event.ctrlKey ? rows.length - 1 : row, roles.length - 1],
      PageDown: [row + 10, column],
      PageUp: [row - 10, column],
    }[event.key];
    if (to) {
      event.preventDefault();
      const within = (value, most) => Math.max(0, Math.min(value, most - 1));
      this.#focus(within(to[0], rows.length), within(to[1], roles.length));
    }
  }

  async #focus(row, column) {
    this._active = [row, column];
    const scroll = this.renderRoot.querySelector('.scroll');
    const head = 48;
    const top = row * ROW;
    if (top < scroll.scrollTop) {
      scroll.scrollTop = top;
    } else if (top + ROW + head > scroll.scrollTop + scroll.clientHeight) {
      scroll.scrollTop = top + ROW + head - scroll.clientHeight;
    }
    this._from = Math.max(0, Math.floor(scroll.scrollTop / ROW) - SPARE);
    await this.updateComplete;
    (this.renderRoot.querySelector(`[data-at="${row} ${column}"]`) ?? this.renderRoot.querySelector(`[data-at="${row}"]`))?.focus({ preventScroll: true });
  }

  updated() {
    const table = this.renderRoot.querySelector('table');
    if (table) {
      table.style.setProperty('--roles', table.dataset.roles);
      for (const space of table.querySelectorAll('.space')) {
        space.style.setProperty('--height', `${space.dataset.height}px`);
      }
    }
  }

  #head(roles, all) {
    const manage = whyNot('role.manage', t);
    return html`<thead>
      <tr aria-rowindex="1">
        <th scope="col">${t('access.permission')}</th>
        ${roles.map(
          (role) =>
            html`<th scope="col">
              <div class="role">
                <plenum-menu
                  label=${t('access.actionsFor', { name: role.name })}
                  .items=${[
                    { label: t('access.onlyThisRole'), icon: 'filter', action: () => setQuery({ role: this.#query.role ? '' : role.name }) },
                    { label: t('access.whoHasIt'), icon: 'users', href: href('/access/grants', { q: role.name }) },
                    { label: t('access.copy'), icon: 'copy', reason: manage, action: () => this.#create(all, role) },
                    {
                      label: t('access.rename'),
                      icon: 'edit',
                      separator: true,
                      reason: manage || (role.builtIn ? t('access.builtInHelp') : ''),
                      action: async () => (await renameRole(role)) && this.#data.reload(),
                    },
                    {
                      label: t('common.delete'),
                      icon: 'trash',
                      danger: true,
                      reason: manage || (role.builtIn ? t('access.builtInHelp') : ''),
                      action: async () => (await deleteRole(role)) && this.#data.reload(),
                    },
                  ]}
                  ><button slot="trigger" type="button" aria-haspopup="menu" title=${role.title}>
                    <span class="truncate">${role.name}</span>${
                      role.builtIn ? html`<plenum-icon name="lock" label=${t('access.builtIn')}></plenum-icon>` : html`<plenum-icon name="chevron-down"></plenum-icon>`
                    }
                  </button></plenum-menu
                >
              </div>
            </th>`,
        )}
      </tr>
    </thead>`;
  }

  #groupRow({ group, closed }, at, roles, sets) {
    const tab = this._active[0] === at ? 0 : -1;
    return html`<tr class="group" aria-rowindex=${at + 2}>
      <th scope="rowgroup">
        <button
          class="fold"
          type="button"
          data-at=${at}
          tabindex=${tab}
          aria-expanded=${String(!closed)}
          @focus=${() => (this._active = [at, this._active[1]])}
          @click=${() => this.#fold(group.id)}
        >
          <plenum-icon name=${closed ? 'chevron-right' : 'chevron-down'}></plenum-icon>
          <span class="label truncate">${group.label}</span><span class="muted small truncate">${group.hint}</span>
        </button>
      </th>
      ${roles.map((role, column) => {
        const names = group.rows.map(({ name }) => name);
        const held = names.filter((name) => sets.get(role.id).has(name)).length;
        const words = t('access.heldOf', { held, all: names.length });
        const editable = this.#editable(role) && group.id !== '*' && group.id !== '?';
        return html`<td>
          ${
            editable
              ? html`<button
                  class="count"
                  type="button"
                  data-at="${at} ${column}"
                  tabindex=${tab === 0 && this._active[1] === column ? 0 : -1}
                  title=${t(held === names.length ? 'access.takeAll' : 'access.giveAll')}
                  aria-label="${words}, ${t('access.groupCell', { role: role.name, group: group.label })}"
                  @click=${() =>
                    this.#put(
                      role,
                      names.filter((name) => held === names.length || (can(name) && !sets.get(role.id).has(name))),
                      held !== names.length,
                    )}
                >
                  ${words}
                </button>`
              : html`<span class="count">${words}</span>`
          }
        </td>`;
      })}
    </tr>`;
  }

  #fold(id) {
    const closed = new Set(this._closed);
    if (!closed.delete(id)) {
      closed.add(id);
    }
    this._closed = closed;
  }

  #editable(role) {
    return !role.builtIn && can('role.manage');
  }

  #row({ permission }, at, roles, sets) {
    return html`<tr aria-rowindex=${at + 2}>
      <th scope="row">
        <div class="permission-name">
          <code class="truncate" title=${permission.title}>${isPattern(permission.name) ? permission.name : verb(permission.name)}</code>
          ${permission.restricted ? html`<plenum-icon name="warning" label=${t('access.restricted')} title=${t('access.restrictedHelp')}></plenum-icon>` : nothing}
          <span class="title truncate" title=${permission.title}>${permission.title}</span>
        </div>
      </th>
      ${roles.map((role, column) => this.#cell(role, permission, sets.get(role.id), at, column))}
    </tr>`;
  }

  #cell(role, { name, gone }, set, at, column) {
    const via = set.via(name);
    const tab = this._active[0] === at && this._active[1] === column ? 0 : -1;
    const changed = role.permissions.includes(name) !== set.names.has(name);
    const focus = () => (this._active = [at, column]);
    const byPattern = via !== undefined && via !== name;
    const lacked = !set.names.has(name) && !role.permissions.includes(name) && !isPattern(name) && !can(name);
    if (this.#editable(role) && !byPattern && !lacked) {
      return html`<td class=${changed ? 'changed' : ''}>
        <input
          type="checkbox"
          data-at="${at} ${column}"
          tabindex=${tab}
          aria-label=${t('access.cell', { role: role.name, permission: name })}
          .checked=${live(via === name)}
          @focus=${focus}
          @change=${(event) => this.#put(role, [name], event.target.checked)}
        />
      </td>`;
    }
    const lack = gone ? 'access.cellGone' : 'access.cellLacked';
    const words = byPattern
      ? t('access.cellPattern', { role: role.name, permission: name, pattern: via })
      : t(via ? 'access.cellHeld' : lacked && this.#editable(role) ? lack : 'access.cellNot', { role: role.name, permission: name });
    return html`<td class=${changed ? 'changed' : ''}>
      <span
        class="mark ${byPattern ? 'pattern' : via ? 'held' : ''}"
        role="img"
        data-at="${at} ${column}"
        tabindex=${tab}
        aria-label=${words}
        title=${words}
        @focus=${focus}
        >${byPattern ? short(via) : via ? '✓' : lacked && this.#editable(role) ? '–' : '·'}</span
      >
    </td>`;
  }

  #grid(data) {
    const roles = this.#shownRoles(data.roles);
    const restricted = new Set(data.permissions.filter((one) => one.restricted).map(({ name }) => name));
    const sets = new Map(roles.map((role) => [role.id, new PermissionSet(this.#names(role), (name) => restricted.has(name))]));
    const groups = this.#groups(data);
    const rows = this.#rows(groups);
    if (!rows.length) {
      return html`<plenum-empty icon="search" heading=${t('access.noMatch')}>
        ${t('access.noMatchHelp')}
        <plenum-button slot="actions" @click=${() => setQuery({ q: '', owner: '', restricted: '' })}>${t('access.clear')}</plenum-button>
      </plenum-empty>`;
    }
    const from = Math.min(this._from, Math.max(0, rows.length - this.#fitting));
    const to = Math.min(rows.length, from + this.#fitting);
    const space = (count) =>
      count ? html`<tr class="space" data-height=${count * ROW} aria-hidden="true"><td colspan=${roles.length + 1}></td></tr>` : nothing;
    return html`<div class="scroll" @scroll=${this.#scrolled} @keydown=${(event) => this.#key(event, rows, roles)}>
      <table role="grid" aria-label=${t('access.matrix')} aria-rowcount=${rows.length + 1} aria-colcount=${roles.length + 1} data-roles=${roles.length}>
        <colgroup>
          <col class="permission" />
          ${roles.map(() => html`<col class="role" />`)}
        </colgroup>
        ${this.#head(roles, data.roles)}
        <tbody>
          ${space(from)}
          ${repeat(
            rows.slice(from, to),
            (row) => (row.group ? `group ${row.group.id}` : row.permission.name),
            (row, index) => (row.group ? this.#groupRow(row, from + index, roles, sets) : this.#row(row, from + index, roles, sets)),
          )}
          ${space(rows.length - to)}
        </tbody>
      </table>
    </div>`;
  }

  #tools({ roles, permissions }) {
    const { words, owner, role, restricted } = this.#query;
    const owners = [...new Set(permissions.map(ownerOf))].sort();
    const manage = whyNot('role.manage', t);
    const topics = [...new Set(permissions.map(({ name }) => topic(name)))];
    const folded = this._closed.size > 0;
    return html`<div class="row">
      <plenum-filter
        placeholder=${t('access.findPermissions')}
        .value=${words}
        @plenum-filter=${(event) => this.#narrow({ q: event.detail })}
      ></plenum-filter>
      <plenum-menu
        text
        icon="modules"
        label=${owner || t('access.allModules')}
        .items=${['', ...owners].map((one, at) => ({
          label: one || t('access.allModules'),
          checked: one === owner,
          separator: at === 1,
          action: () => this.#narrow({ owner: one }),
        }))}
      ></plenum-menu>
      <plenum-menu
        text
        icon="access"
        label=${role || (this._narrow ? roles[0]?.name : t('access.allRoles'))}
        .items=${['', ...roles.map(({ name }) => name)].map((one, at) => ({
          label: one || t('access.allRoles'),
          checked: one === role,
          separator: at === 1,
          action: () => setQuery({ role: one }),
        }))}
      ></plenum-menu>
      <plenum-button icon="warning" pressed=${String(restricted)} @click=${() => this.#narrow({ restricted: restricted ? '' : '1' })}
        >${t('access.restrictedOnly')}</plenum-button
      >
      <plenum-button
        variant="ghost"
        icon=${folded ? 'chevron-down' : 'chevron-right'}
        @click=${() => {
          this._closed = folded ? new Set() : new Set(['*', '?', ...topics]);
          this.#toTop();
        }}
        >${t(folded ? 'access.unfoldAll' : 'access.foldAll')}</plenum-button
      >
      <span class="grow"></span>
      <plenum-button icon="add" reason=${manage} @click=${() => this.#pattern(roles)}>${t('access.addPattern')}</plenum-button>
      <plenum-button variant="primary" icon="add" reason=${manage} @click=${() => this.#create(roles)}>${t('access.createRole')}</plenum-button>
    </div>`;
  }

  #narrow(changes) {
    this.#toTop();
    setQuery(changes);
  }

  #toTop() {
    this._from = 0;
    this._active = [0, 0];
    const scroll = this.renderRoot.querySelector('.scroll');
    if (scroll) {
      scroll.scrollTop = 0;
    }
  }

  #bar(roles) {
    const changed = this.#changed(roles);
    if (!changed.length) {
      return nothing;
    }
    const count = changed.reduce((sum, { added, removed }) => sum + added.length + removed.length, 0);
    const calls = this.#calls(changed);
    return html`<div class="bar" role="region" aria-label=${t('access.unsaved')}>
      <strong class="grow" role="status">${t('access.changes', { count, roles: changed.length })}</strong>
      ${
        calls.length === 1
          ? html`<plenum-button variant="ghost" icon="code" @click=${() => showCall(calls[0])}>${t('call.show')}</plenum-button>`
          : html`<plenum-menu
              variant="ghost"
              text
              icon="code"
              label=${t('call.show')}
              .items=${changed.map(({ role }, at) => ({ label: role.name, action: () => showCall(calls[at]) }))}
            ></plenum-menu>`
      }
      <plenum-button @click=${() => (this._draft = new Map())}>${t('access.discard')}</plenum-button>
      <plenum-button variant="primary" icon="check" @click=${() => this.#save(roles)}>${t('access.reviewAndSave')}</plenum-button>
    </div>`;
  }

  #legend() {
    return html`<div class="legend">
      <span><span class="mark held" aria-hidden="true">✓</span>${t('access.legendHeld')}</span>
      <span><span class="mark pattern" aria-hidden="true">*.</span>${t('access.legendPattern')}</span>
      <span class="restricted"><plenum-icon name="warning"></plenum-icon>${t('access.restrictedHelp')}</span>
      <span><plenum-icon name="lock"></plenum-icon>${t('access.builtInHelp')}</span>
    </div>`;
  }

  render() {
    return html`<div class="stack">
      ${this.#data.render((data) => html`${this.#tools(data)} ${this.#legend()} ${this.#grid(data)} ${this.#bar(data.roles)}`)}
    </div>`;
  }
}

/** What brings a permission; the parts of the core are one. */
const ownerOf = ({ owner }) => owner.split('.')[0];

const verb = (name) => name.slice(name.lastIndexOf('.') + 1);

/** A pattern in a small cell. */
const short = (pattern) => (pattern.length > 9 ? `${pattern.slice(0, 8)}…` : pattern);

customElements.define('plenum-access-roles', PlenumAccessRoles);
