import { LitElement, css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { number } from '../lib/format.js';
import { t } from '../lib/i18n.js';
import { base } from './styles.js';
import './plenum-button.js';
import './plenum-icon.js';
import './plenum-menu.js';

/**
 * A table of rows that the server sorts and pages. Everything is told by events; the page asks the server and gives rows.
 *
 * @typedef {object} Column
 * @property {string} id
 * @property {string} label
 * @property {(row: any) => unknown} render text or Lit template
 * @property {string} [sort] what to sort by, as the server names it
 * @property {'start'|'end'} [align]
 * @property {string} [width] any CSS width
 * @property {boolean} [hidden] not shown at first, where columns can be chosen
 * @property {boolean} [quiet] its label is for screen readers only, as that of buttons in rows
 * @property {boolean} [primary] the one that carries the link of the row; the first one when none is
 *
 * Cells may use the classes `muted`, `mono` and `together` (an icon and words, or several badges, in one line).
 *
 * Events: `plenum-sort` (detail: `-updatedAt`), `plenum-select` (detail: Set of keys), `plenum-more`,
 * `plenum-columns` (detail: ids of the shown columns), `plenum-open` (detail: row) where rows have no link.
 * Slots: `empty` where there are no rows; `footer` in place of the count and the button for the next page.
 * Keys: arrows move among rows, Enter opens, Space selects.
 */
class PlenumTable extends LitElement {
  static properties = {
    /** @type {Column[]} */
    columns: { attribute: false },
    rows: { attribute: false },
    /** The key of a row; its id when left out. */
    rowKey: { attribute: false },
    /** The address of a row: makes its primary cell a link. */
    rowHref: { attribute: false },
    /** Words for a row, for the box that selects it. */
    rowLabel: { attribute: false },
    /** A word for what the table holds; its accessible name. */
    label: {},
    sort: {},
    loading: { type: Boolean },
    /** There is a next page. */
    more: { type: Boolean },
    total: { type: Number },
    selectable: { type: Boolean },
    /** Set of keys. */
    selected: { attribute: false },
    /** Ids of the columns that are shown; all that are not hidden when left out. */
    shown: { attribute: false },
    /** Offers a choice of columns. */
    choosable: { type: Boolean },
    /** Rows can be opened though they have no address: `plenum-open`. */
    openable: { type: Boolean },
    _active: { state: true },
    /** There are words for when there are no rows. */
    _words: { state: true },
  };

  static styles = [
    base,
    css`
      :host {
        display: block;
        min-width: 0;
        background: var(--surface);
        border: 1px solid var(--border);
        border-radius: var(--radius-l);
        box-shadow: var(--shadow-s);
        overflow: clip;
      }
      :host([bare]) {
        border: 0;
        border-radius: 0;
        box-shadow: none;
        background: none;
      }
      .scroll {
        overflow-x: auto;
        max-height: var(--table-height, none);
        position: relative;
      }
      table {
        width: 100%;
        border-collapse: separate;
        border-spacing: 0;
      }
      th,
      td {
        padding: 4px var(--space-3);
        height: 40px;
        text-align: start;
        border-bottom: 1px solid var(--border);
        max-width: 380px;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      thead th {
        position: sticky;
        top: 0;
        z-index: 1;
        height: 36px;
        background: var(--surface);
        color: var(--text-muted);
        font-size: var(--text-xs);
        font-weight: 500;
      }
      tbody tr:last-child td {
        border-bottom: 0;
      }
      .end {
        text-align: end;
      }
      .box {
        width: 40px;
        padding-right: 0;
      }
      .choose {
        width: 40px;
        padding: 0 var(--space-1);
        text-align: end;
      }
      input {
        display: block;
        width: 16px;
        height: 16px;
        margin: 0;
        accent-color: var(--accent);
      }
      tbody tr:hover td {
        background: var(--hover);
      }
      tbody tr[aria-selected='true'] td {
        background: var(--selected);
      }
      tbody tr:focus-visible {
        outline-offset: -2px;
      }
      tbody tr.openable {
        cursor: pointer;
      }
      .muted {
        color: var(--text-muted);
      }
      .mono {
        font-family: var(--font-mono);
        font-size: 0.92em;
      }
      .together {
        display: inline-flex;
        align-items: center;
        gap: var(--space-2);
        max-width: 100%;
        vertical-align: middle;
      }
      .together plenum-icon {
        color: var(--text-muted);
      }
      .primary a {
        color: var(--text);
        font-weight: 500;
      }
      .sort {
        display: inline-flex;
        align-items: center;
        gap: 2px;
        padding: 4px 0;
        border: 0;
        background: none;
        color: inherit;
        font: inherit;
        cursor: pointer;
        --icon-size: 10px;
      }
      .sort:hover,
      [aria-sort='ascending'] .sort,
      [aria-sort='descending'] .sort {
        color: var(--text);
      }
      .sort plenum-icon {
        opacity: 0.45;
      }
      [aria-sort='ascending'] plenum-icon,
      [aria-sort='descending'] plenum-icon {
        opacity: 1;
      }
      .bone {
        height: 12px;
        width: 60%;
        border-radius: var(--radius-s);
        background: var(--neutral-soft);
        animation: pulse 1.4s ease-in-out infinite;
      }
      @keyframes pulse {
        50% {
          opacity: 0.5;
        }
      }
      .bar {
        position: absolute;
        z-index: 2;
        top: 36px;
        left: 0;
        right: 0;
        height: 2px;
        overflow: hidden;
      }
      .bar::before {
        content: '';
        position: absolute;
        inset: 0 70% 0 0;
        background: var(--accent);
        animation: slide 1s ease-in-out infinite alternate;
      }
      @keyframes slide {
        to {
          transform: translateX(233%);
        }
      }
      @media (prefers-reduced-motion: reduce) {
        .bone,
        .bar::before {
          animation: none;
        }
      }
      .foot {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-3);
        min-height: 44px;
        padding: var(--space-1) var(--space-3);
        border-top: 1px solid var(--border);
        color: var(--text-muted);
        font-size: var(--text-s);
      }
    `,
  ];

  constructor() {
    super();
    this.columns = [];
    this.rows = [];
    this.selected = new Set();
    this._active = 0;
    this.rowKey = (row) => row.id;
  }

  get #columns() {
    return this.columns.filter((column) => (this.shown ? this.shown.includes(column.id) : !column.hidden));
  }

  #send(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }

  #sortBy(column) {
    this.#send('plenum-sort', this.sort === column.sort ? `-${column.sort}` : column.sort);
  }

  #select(keys, on) {
    const selected = new Set(this.selected);
    keys.forEach((key) => (on ? selected.add(key) : selected.delete(key)));
    this.selected = selected;
    this.#send('plenum-select', selected);
  }

  #open(row, event) {
    const link = event.currentTarget.querySelector?.('.primary a');
    if (link) {
      link.click();
    } else if (this.openable) {
      this.#send('plenum-open', row);
    }
  }

  #key(event, row, at) {
    if (event.target !== event.currentTarget) {
      return;
    }
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: this.rows.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      this.#focus(Math.max(0, Math.min(to, this.rows.length - 1)));
    } else if (event.key === 'Enter') {
      this.#open(row, event);
    } else if (event.key === ' ' && this.selectable) {
      event.preventDefault();
      const key = this.rowKey(row);
      this.#select([key], !this.selected.has(key));
    }
  }

  async #focus(at) {
    this._active = at;
    await this.updateComplete;
    this.renderRoot.querySelectorAll('tbody tr')[at]?.focus();
  }

  #clicked(event, row) {
    const onControl = event
      .composedPath()
      .some((node) => node instanceof Element && node !== event.currentTarget && node.matches('a, button, input, label, plenum-menu, plenum-button'));
    if (!onControl && this.openable) {
      this.#send('plenum-open', row);
    }
  }

  #heading(column) {
    const order = this.sort === column.sort ? 'ascending' : this.sort === `-${column.sort}` ? 'descending' : undefined;
    if (!column.sort) {
      return html`<th scope="col" class=${column.align ?? ''} .style=${size(column)}>
        ${column.quiet ? html`<span class="visually-hidden">${column.label}</span>` : column.label}
      </th>`;
    }
    const icon = order === 'ascending' ? 'chevron-up' : order === 'descending' ? 'chevron-down' : 'sortable';
    return html`<th scope="col" class=${column.align ?? ''} .style=${size(column)} aria-sort=${order ?? 'none'}>
      <button class="sort" type="button" @click=${() => this.#sortBy(column)}>
        ${column.label}<plenum-icon name=${icon}></plenum-icon>
      </button>
    </th>`;
  }

  #head(columns) {
    const keys = this.rows.map(this.rowKey);
    const chosen = keys.filter((key) => this.selected.has(key)).length;
    return html`<thead>
      <tr>
        ${
          this.selectable
            ? html`<th class="box">
                <input
                  type="checkbox"
                  aria-label=${t('table.selectAll')}
                  .checked=${chosen > 0 && chosen === keys.length}
                  .indeterminate=${chosen > 0 && chosen < keys.length}
                  @change=${(event) => this.#select(keys, event.target.checked)}
                />
              </th>`
            : nothing
        }
        ${columns.map((column) => this.#heading(column))}
        ${
          this.choosable
            ? html`<th class="choose">
                <plenum-menu
                  variant="ghost"
                  size="s"
                  icon="columns"
                  align="end"
                  label=${t('table.columns')}
                  .items=${this.columns.map((column) => ({
                    label: column.label,
                    checked: columns.includes(column),
                    reason: columns.length === 1 && columns[0] === column ? t('table.lastColumn') : '',
                    action: () => this.#choose(column, columns),
                  }))}
                ></plenum-menu>
              </th>`
            : nothing
        }
      </tr>
    </thead>`;
  }

  #choose(column, columns) {
    const ids = columns.includes(column)
      ? columns.filter((one) => one !== column).map((one) => one.id)
      : this.columns.filter((one) => one === column || columns.includes(one)).map((one) => one.id);
    this.shown = ids;
    this.#send('plenum-columns', ids);
  }

  #row(row, at, columns, primary) {
    const key = this.rowKey(row);
    const href = this.rowHref?.(row);
    return html`<tr
      tabindex=${at === Math.min(this._active, this.rows.length - 1) ? 0 : -1}
      class=${this.openable ? 'openable' : ''}
      aria-selected=${this.selectable ? String(this.selected.has(key)) : nothing}
      @focus=${() => (this._active = at)}
      @keydown=${(event) => this.#key(event, row, at)}
      @click=${(event) => this.#clicked(event, row)}
    >
      ${
        this.selectable
          ? html`<td class="box">
              <input
                type="checkbox"
                tabindex="-1"
                aria-label=${t('table.select', { name: this.rowLabel?.(row) ?? key })}
                .checked=${this.selected.has(key)}
                @change=${(event) => this.#select([key], event.target.checked)}
              />
            </td>`
          : nothing
      }
      ${columns.map((column) => {
        const inside = column.render(row);
        return column === primary && href
          ? html`<td class="primary ${column.align ?? ''}" .style=${size(column)}><a href=${href}>${inside}</a></td>`
          : html`<td class=${column.align ?? ''} .style=${size(column)}>${inside}</td>`;
      })}
      ${this.choosable ? html`<td class="choose"></td>` : nothing}
    </tr>`;
  }

  #bones(columns) {
    const width = columns.length + (this.selectable ? 1 : 0) + (this.choosable ? 1 : 0);
    return Array.from(
      { length: 8 },
      () => html`<tr aria-hidden="true">
        ${Array.from({ length: width }, () => html`<td><div class="bone"></div></td>`)}
      </tr>`,
    );
  }

  render() {
    const columns = this.#columns;
    const primary = columns.find((column) => column.primary) ?? columns[0];
    const first = this.loading && !this.rows.length;
    // Headings over nothing would only be pushed about where they find no room.
    const none = !this.loading && !this.rows.length && this._words;
    return html`
      <div class="scroll" ?hidden=${none} aria-busy=${this.loading ? 'true' : 'false'}>
        ${this.loading && !first ? html`<div class="bar"></div>` : nothing}
        <table aria-label=${this.label ?? nothing} aria-rowcount=${this.total ?? nothing}>
          ${this.#head(columns)}
          <tbody>
            ${
              first
                ? this.#bones(columns)
                : repeat(this.rows, this.rowKey, (row, at) => this.#row(row, at, columns, primary))
            }
          </tbody>
        </table>
      </div>
      <slot name="empty" @slotchange=${(event) => (this._words = event.target.assignedNodes().length > 0)}></slot>
      ${
        this.rows.length && (this.more || !this.hasAttribute('bare'))
          ? html`<slot name="footer"
              ><div class="foot">
                <span role="status">
                  ${
                    this.total === undefined || this.total === null || Number.isNaN(this.total) || (this.total === this.rows.length && !this.more)
                      ? t(this.more ? 'table.countMore' : 'table.count', { count: this.rows.length })
                      : t('table.countOf', { count: this.rows.length, total: number(this.total) })
                  }
                </span>
                ${
                  this.more
                    ? html`<plenum-button size="s" ?busy=${this.loading} @click=${() => this.#send('plenum-more')}
                        >${t('table.more')}</plenum-button
                      >`
                    : nothing
                }
              </div></slot
            >`
          : nothing
      }
    `;
  }
}

/** Set as a property, since the policy of the page knows no attributes of style. */
const size = ({ width }) => (width ? `width: ${width}; max-width: ${width}` : '');

customElements.define('plenum-table', PlenumTable);
