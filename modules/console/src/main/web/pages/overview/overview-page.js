import { LitElement, css, html, nothing } from 'lit';
import { Load } from '../../components/load.js';
import { page } from '../../components/styles.js';
import { Watch } from '../../components/watch.js';
import { api } from '../../lib/api.js';
import { compact } from '../../lib/format.js';
import { t } from '../../lib/i18n.js';
import { contributions, extensions } from '../../lib/registry.js';
import { href } from '../../lib/router.js';
import { can, currentSpace, session } from '../../lib/session.js';
import '../../components/all.js';

/** How things are, at a glance. */
class PlenumOverviewPage extends LitElement {
  static properties = { location: { attribute: false } };
  static styles = [
    page,
    css`
      .figure {
        display: block;
        padding: var(--space-4);
        background: var(--surface);
        border: 1px solid var(--border);
        border-radius: var(--radius-l);
        box-shadow: var(--shadow-s);
        color: var(--text);
      }
      a.figure:hover {
        border-color: var(--border-strong);
        text-decoration: none;
      }
      .figure .number {
        display: block;
        font-size: 1.75rem;
        font-weight: 600;
        letter-spacing: -0.02em;
        line-height: 1.2;
      }
      .figure .label {
        color: var(--text-muted);
      }
      .figures {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(150px, 1fr));
        gap: var(--space-4);
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-3);
        padding: var(--space-3) var(--space-4);
        border-bottom: 1px solid var(--border);
      }
      li:last-child {
        border-bottom: 0;
      }
      li plenum-progress {
        flex: 0 1 140px;
      }
      .none {
        padding: var(--space-4);
      }
      .down li {
        padding-inline: 0;
      }
    `,
  ];

  #figures = new Load(this, (signal) => this.#count(signal), { on: ['item.created', 'item.deleted', 'module.'] });
  #operations = new Load(this, (signal) => this.#running(signal), { on: ['operation.created', 'operation.updated', 'operation.ended'] });
  #health = new Load(this, (signal) => readHealth(signal), { on: ['module.'] });

  constructor() {
    super();
    new Watch(this, session, extensions);
  }

  connectedCallback() {
    super.connectedCallback();
    this.#endSpace = currentSpace.subscribe(() => this.#figures.reload());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#endSpace();
  }

  #endSpace;

  /** Only what the reader may see is asked for. */
  async #count(signal) {
    const space = currentSpace.value;
    const total = (query) => api.list('items', { limit: 1, total: true, space, ...query }, { signal }).then((list) => list.total);
    const [items, drifted, vanished, modules] = await Promise.all([
      total({}),
      total({ filter: 'drifted' }),
      total({ filter: 'vanished' }),
      can('module.view') ? api.list('modules', {}, { signal }).then((list) => list.items.length) : undefined,
    ]);
    return { items, drifted, vanished, modules };
  }

  async #running(signal) {
    if (!can('operation.view')) {
      return { running: [], failed: [] };
    }
    const [running, queued, waiting, failed] = await Promise.all(
      ['running', 'queued', 'waiting', 'failed'].map((status) => api.list('operations', { status, limit: 5 }, { signal })),
    );
    return { running: [...running.items, ...waiting.items, ...queued.items], failed: failed.items };
  }

  #figure(label, number, address) {
    if (number === undefined) {
      return nothing;
    }
    const inside = html`<span class="number">${compact(number)}</span><span class="label">${label}</span>`;
    return address ? html`<a class="figure" href=${address}>${inside}</a>` : html`<div class="figure">${inside}</div>`;
  }

  #operationList(operations, none) {
    return operations.length
      ? html`<ul class="plain">
          ${operations.map(
            (operation) =>
              html`<li>
                <a class="grow truncate" href=${href(`/operations/${operation.id}`)}>${operation.title}</a>
                ${
                  operation.status === 'running'
                    ? html`<plenum-progress value=${operation.progress} label=${operation.title}></plenum-progress>`
                    : html`<plenum-state value=${operation.status}></plenum-state>`
                }
                <span class="muted small"><plenum-time value=${operation.createdAt}></plenum-time></span>
              </li>`,
          )}
        </ul>`
      : html`<p class="muted none">${none}</p>`;
  }

  #healthCard() {
    if (!can('system.view')) {
      return nothing;
    }
    return html`<plenum-card heading=${t('overview.health')}>
      ${this.#health.render(
        (health) => html`
          <plenum-key-values
            .items=${[
              { label: t('overview.status'), value: html`<plenum-state value=${health.status}></plenum-state>` },
              { label: t('overview.version'), value: health.version },
              { label: t('overview.database'), value: health.database.engine },
            ]}
          ></plenum-key-values>
          <ul class="plain down">
            ${[...health.modules.filter((module) => module.problems.length), ...health.components].map(
              (part) => html`<li>
                <plenum-icon name="warning"></plenum-icon>
                <span class="grow"><strong>${part.name}</strong> ${part.problems.join(', ')}</span>
              </li>`,
            )}
          </ul>
        `,
        { loading: () => html`<plenum-skeleton></plenum-skeleton>` },
      )}
    </plenum-card>`;
  }

  render() {
    return html`
      <plenum-page-header heading=${t('overview.title')}></plenum-page-header>
      <div class="stack loose">
        ${this.#figures.render(
          (figures) =>
            html`<div class="figures">
              ${this.#figure(t('overview.items'), figures.items, href('/inventory'))}
              ${this.#figure(t('overview.drifted'), figures.drifted)}
              ${this.#figure(t('overview.vanished'), figures.vanished)}
              ${this.#figure(t('overview.modules'), figures.modules)}
            </div>`,
          { loading: () => html`<plenum-skeleton lines="2"></plenum-skeleton>` },
        )}
        <div class="columns">
          <div class="stack">
            <plenum-card flush heading=${t('overview.running')}>
              ${this.#operations.render(({ running }) => this.#operationList(running, t('overview.noneRunning')))}
            </plenum-card>
            ${
              this.#operations.data?.failed.length
                ? html`<plenum-card flush heading=${t('overview.failed')}>
                    ${this.#operationList(this.#operations.data.failed, '')}
                  </plenum-card>`
                : nothing
            }
          </div>
          <div class="stack">${this.#healthCard()}</div>
        </div>
        <div class="grid">
          ${contributions('dashboard-tile').map(
            (tile) =>
              html`<plenum-card heading=${tile.title}><plenum-extension .contribution=${tile}></plenum-extension></plenum-card>`,
          )}
        </div>
      </div>
    `;
  }
}

async function readHealth(signal) {
  return can('system.view') ? (await api.get('system/health', { signal })).data : undefined;
}

customElements.define('plenum-overview-page', PlenumOverviewPage);
