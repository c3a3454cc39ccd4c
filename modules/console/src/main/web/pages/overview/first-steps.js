import { LitElement, css, html, nothing } from 'lit';
import { Load } from '../../components/load.js';
import { page } from '../../components/styles.js';
import { Watch } from '../../components/watch.js';
import { api } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { href } from '../../lib/router.js';
import { safeMode } from '../../lib/server.js';
import { can, session } from '../../lib/session.js';
import { connections, ifThere } from './connections.js';
import { Seldom } from './seldom.js';
import '../../components/all.js';

/** The audit page leaves a note here when it has verified a proof in this browser. */
const VERIFIED = 'plenum.audit.verified';

/** What a new site needs, in order; each ticks itself from what is really there. For whoever may set a site up. */
class PlenumFirstSteps extends LitElement {
  static properties = { _dismissed: { state: true } };

  static styles = [
    page,
    css`
      ol {
        list-style: none;
        margin: 0;
        padding: 0;
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: var(--space-1) var(--space-5);
      }
      li {
        display: flex;
        gap: var(--space-3);
        padding: var(--space-2) 0;
        --icon-size: 18px;
      }
      .sign {
        flex: none;
        display: inline-flex;
        align-items: center;
        justify-content: center;
        width: 20px;
        height: 20px;
        margin-top: 1px;
        border-radius: 50%;
        font-size: var(--text-xs);
        font-weight: 600;
        background: var(--neutral-soft);
        color: var(--text-muted);
        --icon-size: 12px;
      }
      .done .sign {
        background: var(--success-soft);
        color: var(--success-text);
      }
      .next .sign {
        background: var(--accent);
        color: var(--text-on-accent);
      }
      .what {
        font-weight: 500;
      }
      .done .what {
        color: var(--text-muted);
        font-weight: 400;
      }
      .progress {
        width: 140px;
      }
      .sample {
        margin-top: var(--space-3);
        padding-top: var(--space-3);
        border-top: 1px solid var(--border);
      }
      @media (max-width: 860px) {
        ol {
          grid-template-columns: minmax(0, 1fr);
        }
        .progress {
          width: 90px;
        }
      }
    `,
  ];

  #state = new Load(this, (signal) => this.#read(signal), { auto: false });

  constructor() {
    super();
    new Watch(this, session, safeMode);
    new Seldom(this, ['module.', 'item.', 'operation.ended'], () => this.#shown && !this.#complete && this.#state.reload(), 1500);
  }

  connectedCallback() {
    super.connectedCallback();
    this._dismissed = recalled(this.#key) === '1';
    if (this.#shown) {
      this.#state.reload();
    }
  }

  get #key() {
    return `plenum.first-steps.${session.value?.subject.id}`;
  }

  get #shown() {
    // Without modules nothing of it is true.
    return !this._dismissed && !safeMode.value && can('module.manage');
  }

  get #complete() {
    return Boolean(this.#state.data) && Object.values(this.#state.data).every(Boolean);
  }

  async #read(signal) {
    const total = (query) => ifThere(() => api.list('items', { limit: 1, total: true, ...query }, { signal }).then((list) => list.total ?? 0), 0);
    const [providers, connected, resources, changes] = await Promise.all([
      ifThere(() => api.list('ext/infrastructure/providers', {}, { signal }).then(({ items }) => items.length), 0),
      connections(signal),
      total({ filter: 'has(connection)' }),
      total({ type: 'infrastructure.change', filter: 'status == "applied"' }),
    ]);
    return {
      admin: true,
      provider: providers > 0,
      connection: connected.length > 0,
      resources: resources > 0,
      change: changes > 0,
      audit: Boolean(recalled(VERIFIED)),
    };
  }

  #dismiss() {
    remember(this.#key, '1');
    this._dismissed = true;
  }

  #step(step, at, done, next) {
    const address = {
      provider: href('/modules', { tab: 'catalog' }),
      connection: href('/connections/new'),
      resources: href('/inventory'),
      change: href('/inventory'),
      audit: href('/audit'),
    }[step];
    const words = t(`overview.step.${step}`);
    return html`<li class=${done ? 'done' : next ? 'next' : ''}>
      <span class="sign" aria-hidden="true">${done ? html`<plenum-icon name="check"></plenum-icon>` : at + 1}</span>
      <div>
        ${done || !address ? html`<span class="what">${words}</span>` : html`<a class="what" href=${address}>${words}</a>`}
        ${done ? html`<span class="visually-hidden">${t('overview.stepDone')}</span>` : html`<p class="muted small">${t(`overview.stepHelp.${step}`)}</p>`}
      </div>
    </li>`;
  }

  updated() {
    // An empty part would still be given room beside the others.
    this.toggleAttribute('hidden', !this.#shown || !this.#state.data);
  }

  render() {
    if (!this.#shown || !this.#state.data) {
      return nothing;
    }
    const steps = Object.entries(this.#state.data);
    const done = steps.filter(([, ticked]) => ticked).length;
    const next = steps.find(([, ticked]) => !ticked)?.[0];
    const empty = !this.#state.data.connection;
    return html`<plenum-card heading=${t(this.#complete ? 'overview.stepsDone' : 'overview.steps')}>
      <plenum-progress slot="actions" class="progress" value=${done / steps.length} label=${t('overview.stepsOf', { done, all: steps.length })}></plenum-progress>
      <plenum-button slot="actions" size="s" variant="ghost" icon="close" label=${t('overview.dismiss')} @click=${this.#dismiss}></plenum-button>
      <ol>
        ${steps.map(([step, ticked], at) => this.#step(step, at, ticked, step === next))}
      </ol>
      ${
        empty
          ? html`<div class="sample row between">
              <span class="muted">${t('overview.sampleHelp')}</span>
              <plenum-button size="s" icon="sparkles" href=${href('/setup/start', { way: 'sample' })}>${t('overview.sample')}</plenum-button>
            </div>`
          : nothing
      }
    </plenum-card>`;
  }
}

function recalled(key) {
  try {
    return localStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}

function remember(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // It holds for this tab only.
  }
}

customElements.define('plenum-first-steps', PlenumFirstSteps);
