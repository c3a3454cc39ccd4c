import { LitElement, css, html } from 'lit';
import { Load } from '../../components/load.js';
import { page } from '../../components/styles.js';
import { api } from '../../lib/api.js';
import { number } from '../../lib/format.js';
import { t } from '../../lib/i18n.js';
import { href } from '../../lib/router.js';
import { can } from '../../lib/session.js';
import { Seldom } from './seldom.js';
import '../../components/all.js';

/** As many types are shown; the inventory has the rest. */
const MOST = 40;
/** These have pages of their own. */
const PAGES = { 'infrastructure.change': '/changes', 'infrastructure.connection': '/connections' };

/** How many items of each type there are, the most first. */
class PlenumTypeCounts extends LitElement {
  static properties = { space: {} };

  static styles = [
    page,
    css`
      li a {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 4px var(--space-3);
        padding: 10px var(--space-4);
        color: var(--text);
      }
      li a:hover {
        background: var(--hover);
        text-decoration: none;
      }
      li a:focus-visible {
        outline-offset: -2px;
      }
      .count {
        font-weight: 600;
      }
      .bar {
        grid-column: 1 / -1;
        height: 4px;
        border-radius: 2px;
        background: var(--neutral-soft);
        overflow: hidden;
      }
      .bar span {
        display: block;
        height: 100%;
        border-radius: 2px;
        background: var(--accent);
      }
      .list {
        padding: var(--space-2) 0;
      }
      .total {
        padding: var(--space-4) var(--space-4) 0;
      }
      .total strong {
        display: block;
        font-size: 1.75rem;
        font-weight: 600;
        letter-spacing: -0.02em;
        line-height: 1.2;
      }
    `,
  ];

  #counts = new Load(this, (signal) => this.#read(signal), { auto: false });

  constructor() {
    super();
    new Seldom(this, ['item.created', 'item.deleted', 'module.', 'content-type.', 'operation.ended'], () => this.#counts.reload());
  }

  willUpdate(changed) {
    if (changed.has('space')) {
      this.#counts.reload();
    }
  }

  async #read(signal) {
    const [types, { data: counts }] = await Promise.all([
      api.all('content-types', {}, { signal }),
      api.get('items/counts', { query: { space: this.space }, signal }),
    ]);
    const labels = new Map(types.map(({ name, label }) => [name, label]));
    const counted = Object.entries(counts.types).map(([name, count]) => ({ name, label: labels.get(name) ?? name, count }));
    return { all: counts.total, types: counted.sort((a, b) => b.count - a.count).slice(0, MOST) };
  }

  updated() {
    const most = this.#counts.data?.types[0]?.count ?? 1;
    this.renderRoot.querySelectorAll('.bar span').forEach((bar, at) => {
      bar.style.setProperty('width', `${Math.max(1.5, (100 * this.#counts.data.types[at].count) / most)}%`);
    });
  }

  #type({ name, label, count }) {
    const address = PAGES[name] ? href(PAGES[name]) : href('/inventory', { type: name });
    return html`<li>
      <a href=${address}>
        <span class="truncate" title=${name}>${label}</span>
        <span class="count">${number(count)}</span>
        <span class="bar" aria-hidden="true"><span></span></span>
      </a>
    </li>`;
  }

  render() {
    return html`<plenum-card flush heading=${t('overview.there')}>
      <a slot="actions" href=${href('/inventory')}>${t('overview.toInventory')}</a>
      ${this.#counts.render(
        ({ all, types }) =>
          types.length
            ? html`<p class="total"><strong>${number(all)}</strong><span class="muted">${t('overview.items', { count: all })}</span></p>
                <ul class="plain list">
                  ${types.map((type) => this.#type(type))}
                </ul>`
            : html`<plenum-empty icon="inventory" heading=${t('overview.nothing')}>${t(can('infrastructure.connection.create') || can('module.manage') ? 'overview.nothingHelp' : 'overview.nothingForYou')}</plenum-empty>`,
        { loading: () => html`<div class="total"><plenum-skeleton lines="6"></plenum-skeleton></div>` },
      )}
    </plenum-card>`;
  }
}

customElements.define('plenum-type-counts', PlenumTypeCounts);
