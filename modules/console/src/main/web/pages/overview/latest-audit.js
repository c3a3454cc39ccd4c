import { LitElement, css, html, nothing } from 'lit';
import { Load } from '../../components/load.js';
import { page } from '../../components/styles.js';
import { Watch } from '../../components/watch.js';
import { api } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { href } from '../../lib/router.js';
import { can, session } from '../../lib/session.js';
import { Seldom } from './seldom.js';
import '../../components/all.js';

const SHOWN = 6;

/** What was done last, and by whom. */
class PlenumLatestAudit extends LitElement {
  static styles = [
    page,
    css`
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 140px) 110px;
        gap: var(--space-3);
        align-items: baseline;
        padding: 9px var(--space-4);
        border-bottom: 1px solid var(--border);
      }
      li:last-child {
        border-bottom: 0;
      }
      li a {
        color: var(--text);
        font-weight: 500;
      }
      .when {
        text-align: end;
      }
      .none {
        padding: var(--space-4);
      }
      @media (max-width: 640px) {
        li {
          grid-template-columns: minmax(0, 1fr) auto;
          gap: 2px var(--space-3);
        }
        .when {
          grid-column: 1;
          text-align: start;
        }
      }
    `,
  ];

  #entries = new Load(this, (signal) => (can('audit.view') ? api.list('audit/entries', { limit: SHOWN }, { signal }).then(({ items }) => items) : Promise.resolve([])));

  constructor() {
    super();
    new Watch(this, session);
    new Seldom(this, ['*'], () => this.#entries.reload());
  }

  #entry({ index, time, event, actorName }) {
    const refused = event.outcome !== 'SUCCESS';
    return html`<li>
      <span class="truncate">
        <a href=${href(`/audit/${index}`)}>${event.action}</a>
        ${refused ? html`<plenum-badge tone="danger">${t('overview.outcome', { outcome: event.outcome })}</plenum-badge>` : nothing}
      </span>
      <span class="muted truncate">${actorName ?? t('overview.platform')}</span>
      <span class="muted small when"><plenum-time value=${time}></plenum-time></span>
    </li>`;
  }

  render() {
    if (!can('audit.view')) {
      return nothing;
    }
    return html`<plenum-card flush heading=${t('overview.audit')}>
      <a slot="actions" href=${href('/audit')}>${t('overview.toAudit')}</a>
      ${this.#entries.render(
        (entries) =>
          entries.length
            ? html`<ul class="plain">
                ${entries.map((entry) => this.#entry(entry))}
              </ul>`
            : html`<p class="muted none">${t('overview.noAudit')}</p>`,
        { loading: () => html`<div class="none"><plenum-skeleton lines="4"></plenum-skeleton></div>` },
      )}
    </plenum-card>`;
  }
}

customElements.define('plenum-latest-audit', PlenumLatestAudit);
