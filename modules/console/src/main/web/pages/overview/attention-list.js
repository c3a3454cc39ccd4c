import { LitElement, css, html, nothing } from 'lit';
import { Load } from '../../components/load.js';
import { page } from '../../components/styles.js';
import { Watch } from '../../components/watch.js';
import { api } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { href } from '../../lib/router.js';
import { can, session } from '../../lib/session.js';
import { connections } from './connections.js';
import { Seldom } from './seldom.js';
import '../../components/all.js';

/** Failures older than this are history. */
const RECENT = 24 * 3_600_000;
const FAILED = 5;

/**
 * What needs somebody: each with what is wrong, what to do, and the way there.
 *
 * @typedef {object} Matter
 * @property {'danger'|'warning'} tone
 * @property {string} icon
 * @property {string} title
 * @property {string} text
 * @property {string} href
 * @property {string} action
 * @property {string} [at]
 */
class PlenumAttentionList extends LitElement {
  static properties = { space: {} };

  static styles = [
    page,
    css`
      li {
        display: grid;
        grid-template-columns: 20px minmax(0, 1fr) auto;
        gap: var(--space-3);
        align-items: start;
        padding: var(--space-3) var(--space-4);
        border-bottom: 1px solid var(--border);
        --icon-size: 18px;
      }
      li:last-child {
        border-bottom: 0;
      }
      li > plenum-icon {
        margin-top: 2px;
      }
      .danger > plenum-icon {
        color: var(--danger-text);
      }
      .warning > plenum-icon {
        color: var(--warning-text);
      }
      .title {
        font-weight: 500;
        overflow-wrap: anywhere;
      }
      .text {
        display: -webkit-box;
        -webkit-line-clamp: 2;
        -webkit-box-orient: vertical;
        overflow: hidden;
        overflow-wrap: anywhere;
      }
      .well {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        padding: var(--space-4);
        --icon-size: 20px;
      }
      .well plenum-icon {
        color: var(--success-text);
      }
      @media (max-width: 640px) {
        li {
          grid-template-columns: 20px minmax(0, 1fr);
        }
        li plenum-button {
          grid-column: 2;
          justify-self: start;
        }
      }
    `,
  ];

  #matters = new Load(this, (signal) => this.#read(signal), { auto: false });

  constructor() {
    super();
    new Watch(this, session);
    new Seldom(this, ['module.', 'item.', 'operation.ended'], () => this.#matters.reload());
  }

  willUpdate(changed) {
    if (changed.has('space')) {
      this.#matters.reload();
    }
  }

  async #read(signal) {
    const found = await Promise.all([this.#platform(signal), this.#connections(signal), this.#operations(signal), this.#resources(signal)]);
    const tones = ['danger', 'warning'];
    return found.flat().sort((a, b) => tones.indexOf(a.tone) - tones.indexOf(b.tone));
  }

  /** @returns {Promise<Matter[]>} */
  async #platform(signal) {
    if (!can('system.view')) {
      return [];
    }
    const { data: health } = await api.get('system/health', { signal });
    const module = ({ name, state, problems }) => ({
      tone: 'danger',
      icon: 'modules',
      title: t('overview.module', { name, state }),
      text: problems.join(' ') || t('overview.moduleHelp'),
      href: href(`/modules/${encodeURIComponent(name)}`),
      action: t('overview.toModule'),
    });
    const component = ({ name, problems }) => ({
      tone: 'danger',
      icon: 'health',
      title: t('overview.component', { name }),
      text: problems.join('; '),
      href: href('/system/health'),
      action: t('overview.toHealth'),
    });
    return [
      ...(health.database.status === 'up'
        ? []
        : [{ tone: 'danger', icon: 'database', title: t('overview.databaseDown'), text: health.database.problem ?? '', href: href('/system/health'), action: t('overview.toHealth') }]),
      ...health.modules.filter(({ state, problems }) => problems.length || state === 'broken' || state === 'quarantined').map(module),
      ...health.components.map(component),
    ];
  }

  /** @returns {Promise<Matter[]>} */
  async #connections(signal) {
    return (await connections(signal))
      .filter(({ status, space }) => status === 'failing' && (!this.space || space === this.space))
      .map((connection) => ({
        tone: 'danger',
        icon: 'connection',
        title: t('overview.connection', { title: connection.title }),
        text: connection.statusMessage,
        at: connection.lastContactAt,
        href: href(`/connections/${connection.id}`),
        action: t('overview.toConnection'),
      }));
  }

  /** @returns {Promise<Matter[]>} */
  async #operations(signal) {
    if (!can('operation.view')) {
      return [];
    }
    const { items } = await api.list('operations', { status: 'failed', space: this.space, limit: FAILED }, { signal });
    return items
      .filter(({ endedAt, createdAt }) => Date.now() - new Date(endedAt ?? createdAt) < RECENT)
      .map((operation) => ({
        tone: 'danger',
        icon: 'operations',
        title: t('overview.operation', { title: operation.title }),
        text: operation.failure?.message ?? '',
        at: operation.endedAt,
        href: href(`/operations/${operation.id}`),
        action: t('overview.toOperation'),
      }));
  }

  /** @returns {Promise<Matter[]>} */
  async #resources(signal) {
    const total = (filter) => api.list('items', { filter, space: this.space, limit: 1, total: true }, { signal }).then((list) => list.total ?? 0);
    const [drifted, vanished] = await Promise.all([total('drifted'), total('vanished')]);
    const matter = (kind, count, icon) =>
      count
        ? [{ tone: 'warning', icon, title: t(`overview.${kind}`, { count }), text: t(`overview.${kind}Help`), href: href('/inventory', { filter: kind }), action: t('overview.toItems') }]
        : [];
    return [...matter('drifted', drifted, 'changes'), ...matter('vanished', vanished, 'question')];
  }

  #matter(matter) {
    return html`<li class=${matter.tone}>
      <plenum-icon name=${matter.icon}></plenum-icon>
      <div>
        <p class="title">${matter.title}</p>
        <p class="muted small text">${matter.text}</p>
        ${matter.at ? html`<span class="muted small"><plenum-time value=${matter.at}></plenum-time></span>` : nothing}
      </div>
      <plenum-button size="s" href=${matter.href}>${matter.action}</plenum-button>
    </li>`;
  }

  render() {
    if (!['system.view', 'operation.view', 'infrastructure.connection.view'].some(can)) {
      return nothing;
    }
    return html`<plenum-card flush heading=${t('overview.attention')}>
      ${this.#matters.data?.length ? html`<plenum-badge slot="actions" tone="warning">${this.#matters.data.length}</plenum-badge>` : nothing}
      ${this.#matters.render(
        (matters) =>
          matters.length
            ? html`<ul class="plain">
                ${matters.map((matter) => this.#matter(matter))}
              </ul>`
            : html`<div class="well">
                <plenum-icon name="check-circle"></plenum-icon>
                <div>
                  <p class="title">${t('overview.allWell')}</p>
                  <p class="muted small">${t('overview.allWellHelp')}</p>
                </div>
              </div>`,
        { loading: () => html`<div class="well"><plenum-skeleton class="grow" lines="3"></plenum-skeleton></div>` },
      )}
    </plenum-card>`;
  }
}

customElements.define('plenum-attention-list', PlenumAttentionList);
