import { LitElement, html, nothing } from 'lit';
import { Load } from '../../components/load.js';
import { page } from '../../components/styles.js';
import { Watch } from '../../components/watch.js';
import { api } from '../../lib/api.js';
import { number } from '../../lib/format.js';
import { t } from '../../lib/i18n.js';
import { href, setQuery } from '../../lib/router.js';
import { session, whyNot } from '../../lib/session.js';
import { countItems, SITE } from './shared.js';

const AT_ONCE = 4;

class PlenumTypesList extends LitElement {
  static properties = { location: { attribute: false }, _counts: { state: true } };
  static styles = [page];

  #types = new Load(this, async (signal) => {
    const types = await api.all('content-types', {}, { signal });
    this.#count(types, signal);
    return types;
  }, { on: ['content-type.'] });

  constructor() {
    super();
    this._counts = new Map();
    new Watch(this, session);
  }

  /** A few at a time; the list is there before. */
  async #count(types, signal) {
    const names = types.map(({ name }) => name);
    const next = async () => {
      for (let name = names.shift(); name && !signal.aborted; name = names.shift()) {
        try {
          const count = await countItems(name, signal);
          this._counts = new Map(this._counts).set(name, count);
        } catch {
          // A count is no reason to show an error.
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, next));
  }

  #columns() {
    return [
      { id: 'label', label: t('types.label'), primary: true, render: (type) => type.label },
      { id: 'name', label: t('types.name'), render: (type) => html`<span class="muted mono">${type.name}</span>` },
      {
        id: 'owner',
        label: t('types.owner'),
        render: (type) =>
          html`<span class="together"
            >${
              type.owner === SITE
                ? html`<plenum-badge tone="accent">${t('types.site')}</plenum-badge>`
                : html`<a href=${href(`/modules/${type.owner}`)}>${type.owner}</a>`
            }${type.orphaned ? html`<plenum-badge tone="warning">${t('types.orphaned')}</plenum-badge>` : nothing}</span
          >`,
      },
      { id: 'fields', label: t('types.fields'), align: 'end', render: (type) => type.fields.length },
      {
        id: 'items',
        label: t('types.items'),
        align: 'end',
        render: (type) => {
          const count = this._counts.get(type.name);
          return count === undefined
            ? html`<span class="muted">–</span>`
            : count === 0
              ? html`<span class="muted">0</span>`
              : html`<a href=${href('/inventory', { type: type.name })}>${number(count)}</a>`;
        },
      },
      {
        id: 'traits',
        label: t('types.traits'),
        render: (type) => html`<span class="together">${[...type.traits].sort().map((trait) => html`<plenum-badge>${trait}</plenum-badge>`)}</span>`,
      },
    ];
  }

  #list(types) {
    const { query } = this.location;
    const words = (query.get('q') ?? '').toLowerCase();
    const owner = query.get('owner') ?? '';
    const owners = [...new Set(types.map((type) => type.owner))].sort((a, b) => (b === SITE) - (a === SITE) || a.localeCompare(b));
    const found = types
      .filter((type) => !owner || type.owner === owner)
      .filter((type) => `${type.label} ${type.name} ${type.traits.join(' ')}`.toLowerCase().includes(words));
    return html`
      <div class="row">
        <plenum-filter placeholder=${t('types.find')} .value=${query.get('q') ?? ''} @plenum-filter=${(event) => setQuery({ q: event.detail })}></plenum-filter>
        <plenum-menu
          text
          icon="modules"
          label=${owner === SITE ? t('types.site') : owner || t('types.anyOwner')}
          .items=${['', ...owners].map((one, at) => ({
            label: one === SITE ? t('types.site') : one || t('types.anyOwner'),
            checked: one === owner,
            separator: at === 1,
            action: () => setQuery({ owner: one }),
          }))}
        ></plenum-menu>
      </div>
      <plenum-table
        label=${t('types.title')}
        .rows=${found}
        .rowKey=${(type) => type.name}
        .rowHref=${(type) => href(`/types/${type.name}`)}
        .total=${found.length}
        .columns=${this.#columns()}
      >
        ${
          found.length
            ? nothing
            : html`<plenum-empty slot="empty" icon="types" heading=${t(types.length ? 'types.noMatch' : 'types.none')}>
                ${t(types.length ? 'types.noMatchHelp' : 'types.noneHelp')}
                ${
                  types.length
                    ? html`<plenum-button slot="actions" @click=${() => setQuery({ q: '', owner: '' })}>${t('types.clear')}</plenum-button>`
                    : nothing
                }
              </plenum-empty>`
        }
      </plenum-table>
    `;
  }

  render() {
    return html`
      <plenum-page-header heading=${t('types.title')}>
        ${t('types.lead')}
        <plenum-button
          slot="actions"
          variant="primary"
          icon="add"
          href=${href('/types/new')}
          reason=${whyNot('content-type.manage', t)}
          >${t('types.create')}</plenum-button
        >
      </plenum-page-header>
      <div class="stack">${this.#types.render((types) => this.#list(types))}</div>
    `;
  }
}

customElements.define('plenum-types-list', PlenumTypesList);
