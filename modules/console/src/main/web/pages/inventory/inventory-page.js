import { LitElement, html, nothing } from 'lit';
import { PagedList } from '../../components/load.js';
import { page } from '../../components/styles.js';
import { Watch } from '../../components/watch.js';
import { api, Problem } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { href, setQuery } from '../../lib/router.js';
import { columns as typeColumns, valueText } from '../../lib/schema.js';
import { can, currentSpace, spaces } from '../../lib/session.js';
import '../../components/all.js';

/** All items in one table. What is shown stands in the address, so that it can be shared. */
class PlenumInventoryPage extends LitElement {
  static properties = { location: { attribute: false }, _types: { state: true }, _typesProblem: { state: true } };
  static styles = [page];

  #items = new PagedList(
    this,
    () => ({
      path: 'items',
      query: {
        type: this.#type,
        space: currentSpace.value,
        filter: this.#filter,
        sort: this.#sort,
        total: true,
      },
    }),
    { on: ['item.'], auto: false },
  );

  constructor() {
    super();
    new Watch(this, spaces);
    this._types = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.#endSpace = currentSpace.subscribe(() => this.#items.refresh());
    this.#loadTypes();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#endSpace();
  }

  #endSpace;
  #asked;

  /** The address says what to show: another address, another list. */
  willUpdate(changed) {
    if (changed.has('location')) {
      const asked = JSON.stringify([this.#type, this.#words, this.#sort]);
      if (asked !== this.#asked) {
        this.#asked = asked;
        this.#items.refresh();
      }
    }
  }

  async #loadTypes() {
    try {
      this._types = (await api.list('content-types')).items;
    } catch (thrown) {
      this._typesProblem = Problem.of(thrown);
    }
  }

  get #query() {
    return this.location?.query ?? new URLSearchParams();
  }

  get #type() {
    return this.#query.get('type') ?? '';
  }

  get #words() {
    return this.#query.get('q') ?? '';
  }

  get #sort() {
    return this.#query.get('sort') ?? '-updatedAt';
  }

  /** Words are looked for in titles. */
  get #filter() {
    return this.#words ? `title.contains(${JSON.stringify(this.#words)})` : '';
  }

  get #columns() {
    const type = this._types.find((one) => one.name === this.#type);
    const own = type
      ? typeColumns(type).map((column) => ({
          ...column,
          render: (item) => value(column.field, item.values[column.field.name]),
        }))
      : [{ id: 'type', label: t('inventory.type'), sort: 'type', render: (item) => this.#typeLabel(item.type) }];
    return [
      { id: 'title', label: t('inventory.itemTitle'), sort: 'title', primary: true, render: (item) => item.title },
      ...own,
      { id: 'state', label: t('inventory.state'), sort: 'state', render: states },
      {
        id: 'space',
        label: t('inventory.space'),
        sort: 'space',
        hidden: true,
        render: (item) => spaces.value.find((space) => space.id === item.space)?.title ?? item.space,
      },
      {
        id: 'updatedAt',
        label: t('inventory.updated'),
        sort: 'updatedAt',
        render: (item) => html`<plenum-time value=${item.updatedAt}></plenum-time>`,
      },
    ];
  }

  #typeLabel(name) {
    return this._types.find((type) => type.name === name)?.label ?? name;
  }

  #empty() {
    if (!this.#items.empty) {
      return nothing;
    }
    const narrowed = this.#words || this.#type || currentSpace.value;
    return html`<plenum-empty slot="empty" icon="inventory" heading=${t(narrowed ? 'inventory.noMatch' : 'inventory.empty')}>
      ${t(narrowed ? 'inventory.noMatchHelp' : 'inventory.emptyHelp')}
      ${
        this.#words || this.#type
          ? html`<plenum-button slot="actions" @click=${() => setQuery({ q: '', type: '' })}>${t('inventory.clear')}</plenum-button>`
          : nothing
      }
    </plenum-empty>`;
  }

  render() {
    const items = this.#items;
    const shown = this.#query.get('columns')?.split(',');
    const types = this._types.filter((type) => can(`${type.name}.view`));
    return html`
      <plenum-page-header heading=${t('inventory.title')}></plenum-page-header>
      <div class="stack">
        <div class="row">
          <plenum-menu
            text
            icon="types"
            label=${this.#type ? this.#typeLabel(this.#type) : t('inventory.allTypes')}
            .items=${[
              { label: t('inventory.allTypes'), checked: !this.#type, action: () => setQuery({ type: '', sort: '', columns: '' }) },
              ...types.map((type, at) => ({
                label: type.label,
                hint: type.name,
                separator: at === 0,
                checked: type.name === this.#type,
                action: () => setQuery({ type: type.name, sort: '', columns: '' }),
              })),
            ]}
          ></plenum-menu>
          <plenum-filter
            placeholder=${t('inventory.filter')}
            .value=${this.#words}
            @plenum-filter=${(event) => setQuery({ q: event.detail })}
          ></plenum-filter>
        </div>
        ${this._typesProblem ? html`<plenum-problem compact norepeat .problem=${this._typesProblem}></plenum-problem>` : nothing}
        ${
          items.problem
            ? html`<plenum-problem .problem=${items.problem} @plenum-retry=${() => items.refresh()}></plenum-problem>`
            : nothing
        }
        ${
          items.problem && !items.rows.length
            ? nothing
            : html`<plenum-table
                label=${t('inventory.title')}
                choosable
                .columns=${this.#columns}
                .shown=${shown}
                .rows=${items.rows}
                .rowHref=${(item) => href(`/items/${item.id}`)}
                .total=${items.total}
                .sort=${this.#sort}
                ?loading=${items.loading}
                ?more=${items.more}
                @plenum-sort=${(event) => setQuery({ sort: event.detail })}
                @plenum-columns=${(event) => setQuery({ columns: event.detail.join(',') })}
                @plenum-more=${() => items.loadMore()}
                >${this.#empty()}</plenum-table
              >`
        }
      </div>
    `;
  }
}

/** A value in a cell. */
function value(field, given) {
  return field.type === 'enum' && given !== undefined && !Array.isArray(given)
    ? html`<plenum-state value=${given}></plenum-state>`
    : valueText(field, given, t);
}

/** Where an item stands; what a connection has to say about it counts more than that it is published. */
function states(item) {
  const { management } = item;
  const state = management?.vanishedAt ? 'vanished' : management?.drift?.length ? 'drifted' : item.state;
  return html`<plenum-state value=${state}></plenum-state>`;
}

customElements.define('plenum-inventory-page', PlenumInventoryPage);
