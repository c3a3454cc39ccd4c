import { LitElement, css, html, nothing } from 'lit';
import { Load } from '../../components/load.js';
import { page } from '../../components/styles.js';
import { Watch } from '../../components/watch.js';
import { api } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { contributions, extensions } from '../../lib/registry.js';
import { href } from '../../lib/router.js';
import { can, currentSpace, session, spaces } from '../../lib/session.js';
import './attention-list.js';
import './first-steps.js';
import './latest-audit.js';
import './type-counts.js';
import '../../components/all.js';

/** How things are, at a glance: what to do first, what needs somebody, what runs, what there is. */
class PlenumOverviewPage extends LitElement {
  static properties = { location: { attribute: false } };

  static styles = [
    page,
    css`
      .running li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 150px 96px;
        align-items: center;
        gap: 2px var(--space-3);
        padding: var(--space-3) var(--space-4);
        border-bottom: 1px solid var(--border);
      }
      .running li:last-child {
        border-bottom: 0;
      }
      .running a {
        color: var(--text);
        font-weight: 500;
      }
      .running .message {
        grid-column: 1 / -1;
      }
      .running .when {
        text-align: end;
      }
      .none {
        padding: var(--space-4);
      }
      .columns {
        grid-template-columns: minmax(0, 5fr) minmax(0, 3fr);
      }
      @media (max-width: 860px) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
      }
      @media (max-width: 640px) {
        .running li {
          grid-template-columns: minmax(0, 1fr) auto;
        }
        .running plenum-progress {
          grid-column: 1 / -1;
          grid-row: 2;
        }
      }
    `,
  ];

  #operations = new Load(this, (signal) => this.#running(signal), {
    on: ['operation.created', 'operation.updated', 'operation.ended'],
  });
  #endSpace;

  constructor() {
    super();
    new Watch(this, session, extensions, currentSpace, spaces);
  }

  connectedCallback() {
    super.connectedCallback();
    this.#endSpace = currentSpace.subscribe(() => this.#operations.reload());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#endSpace();
  }

  async #running(signal) {
    if (!can('operation.view')) {
      return undefined;
    }
    const pages = await Promise.all(
      ['running', 'waiting', 'queued'].map((status) => api.list('operations', { status, space: currentSpace.value, limit: 5 }, { signal })),
    );
    return pages.flatMap(({ items }) => items).slice(0, 8);
  }

  #operation(operation) {
    return html`<li>
      <a class="truncate" href=${href(`/operations/${operation.id}`)}>${operation.title}</a>
      ${
        operation.status === 'running'
          ? html`<plenum-progress value=${operation.progress} label=${operation.title}></plenum-progress>`
          : html`<plenum-state value=${operation.status}></plenum-state>`
      }
      <span class="muted small when"><plenum-time value=${operation.createdAt}></plenum-time></span>
      ${operation.message && operation.status === 'running' ? html`<span class="muted small message truncate">${operation.message}</span>` : nothing}
    </li>`;
  }

  #operationsCard() {
    if (!can('operation.view')) {
      return nothing;
    }
    return html`<plenum-card flush heading=${t('overview.running')}>
      <a slot="actions" href=${href('/operations')}>${t('overview.allOperations')}</a>
      ${this.#operations.render((running) =>
        running?.length
          ? html`<ul class="plain running" aria-live="off">
              ${running.map((operation) => this.#operation(operation))}
            </ul>`
          : html`<p class="muted none">${t('overview.noneRunning')}</p>`,
      )}
    </plenum-card>`;
  }

  #tiles() {
    const tiles = contributions('dashboard-tile');
    return tiles.length
      ? html`<div class="grid">
          ${tiles.map(
            (tile) =>
              html`<plenum-card heading=${tile.title}><plenum-extension .contribution=${tile}></plenum-extension></plenum-card>`,
          )}
        </div>`
      : nothing;
  }

  render() {
    const space = spaces.value.find(({ id }) => id === currentSpace.value);
    return html`
      <plenum-page-header heading=${t('overview.title')}>
        ${space ? html`<plenum-badge slot="meta" tone="accent">${space.title}</plenum-badge>` : nothing}
      </plenum-page-header>
      <div class="stack loose">
        <plenum-first-steps></plenum-first-steps>
        <div class="columns">
          <div class="stack">
            <plenum-attention-list .space=${currentSpace.value}></plenum-attention-list>
            ${this.#operationsCard()}
            <plenum-latest-audit></plenum-latest-audit>
          </div>
          <plenum-type-counts .space=${currentSpace.value}></plenum-type-counts>
        </div>
        ${this.#tiles()}
      </div>
    `;
  }
}

customElements.define('plenum-overview-page', PlenumOverviewPage);
