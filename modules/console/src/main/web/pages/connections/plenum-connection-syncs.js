import { LitElement, css, html, nothing } from 'lit';
import { PagedList } from '../../components/load.js';
import { page } from '../../components/styles.js';
import { duration } from '../../lib/format.js';
import { t } from '../../lib/i18n.js';
import { href } from '../../lib/router.js';
import { counts } from './status.js';
import '../../components/all.js';

const LAST = 30;

/** The syncs of a connection, newest first. `.connection`: its id; `.sync`: that of its newest sync. */
class PlenumConnectionSyncs extends LitElement {
  static properties = { connection: {}, sync: {} };

  static styles = [
    page,
    css`
      .bars {
        display: flex;
        align-items: flex-end;
        gap: 3px;
        height: 32px;
        margin: var(--space-4) var(--space-4) 0;
      }
      .bars span {
        flex: 1 1 8px;
        min-width: 3px;
        max-width: 16px;
        height: 100%;
        border-radius: 2px;
        background: var(--success);
        opacity: 0.85;
      }
      .bars .failed {
        background: var(--danger);
      }
      .bars .cancelled {
        background: var(--text-muted);
      }
      .bars .now-running {
        background: var(--accent);
      }
      .inside {
        padding: var(--space-4);
      }
    `,
  ];

  #syncs = new PagedList(this, () => ({ path: 'operations', query: { target: this.connection, kind: 'infrastructure.sync' } }), {
    on: ['operation.created', 'operation.updated', 'operation.ended'],
    when: ({ type, subject, data }) =>
      subject === this.sync || data?.target === this.connection || (type === 'operation.created' && data?.target === undefined),
    limit: LAST,
    auto: false,
  });

  willUpdate(changed) {
    if (changed.has('connection')) {
      this.#syncs.refresh();
    } else if (changed.has('sync')) {
      this.#syncs.refresh({ keep: true });
    }
  }

  render() {
    const { rows, problem, loading, more } = this.#syncs;
    return html`<plenum-card flush heading=${t('connections.syncs')}>
      ${problem ? html`<div class="inside"><plenum-problem .problem=${problem} @plenum-retry=${() => this.#syncs.refresh()}></plenum-problem></div>` : nothing}
      ${
        rows.length > 1
          ? html`<div class="bars" role="img" aria-label=${this.#bars(rows.slice(0, LAST))}>
              ${rows
                .slice(0, LAST)
                .reverse()
                .map(
                  (sync) =>
                    html`<span class=${{ failed: 'failed', cancelled: 'cancelled', succeeded: '' }[sync.status] ?? 'now-running'}></span>`,
                )}
            </div>`
          : nothing
      }
      <plenum-table
        bare
        label=${t('connections.syncs')}
        .rows=${rows}
        ?loading=${loading}
        ?more=${more}
        .rowHref=${(sync) => href(`/operations/${sync.id}`)}
        .columns=${[
          { id: 'at', label: t('connections.began'), primary: true, render: (sync) => html`<plenum-time value=${sync.createdAt}></plenum-time>` },
          { id: 'status', label: t('connections.result'), render: (sync) => html`<plenum-state value=${sync.status} ?live=${sync.status === 'running'}></plenum-state>` },
          { id: 'counts', label: t('connections.found'), render: (sync) => (sync.failure ? sync.failure.message : counts(sync.result)) },
          { id: 'took', label: t('connections.took'), align: 'end', render: (sync) => took(sync) },
        ]}
        @plenum-more=${() => this.#syncs.loadMore()}
      >
        ${this.#syncs.empty ? html`<plenum-empty slot="empty" heading=${t('connections.noSyncs')}></plenum-empty>` : nothing}
      </plenum-table>
    </plenum-card>`;
  }

  #bars(syncs) {
    return t('connections.bars', { count: syncs.length, failed: syncs.filter((sync) => sync.status === 'failed').length });
  }
}

function took({ startedAt, endedAt }) {
  return startedAt && endedAt ? duration(new Date(endedAt) - new Date(startedAt)) : '';
}

customElements.define('plenum-connection-syncs', PlenumConnectionSyncs);
