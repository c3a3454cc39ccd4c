import { LitElement, css, html, nothing } from 'lit';
import { page } from '../../components/styles.js';
import { t } from '../../lib/i18n.js';
import { href } from '../../lib/router.js';
import { advice, category, counts, goingOn, nextSync, syncing } from './status.js';
import '../../components/all.js';

/** How a connection is doing. `.data`: `{connection, provider, rotation}`. */
class PlenumConnectionStatus extends LitElement {
  static properties = { data: { attribute: false } };

  static styles = [
    page,
    css`
      .now {
        display: flex;
        gap: var(--space-3);
      }
      .now > plenum-icon {
        flex: none;
        margin-top: 2px;
        --icon-size: 20px;
      }
      .ok > plenum-icon {
        color: var(--success-text);
      }
      .failing > plenum-icon {
        color: var(--danger-text);
      }
      .untested > plenum-icon {
        color: var(--text-muted);
      }
      .now p {
        overflow-wrap: anywhere;
      }
      .facts {
        margin-top: var(--space-4);
      }
    `,
  ];

  /** How far the newest rotation has come, and how it ended. */
  #rotation({ connection, rotation }) {
    const phase = connection.rotation ? t(`connections.phase.${connection.rotation}`) : '';
    if (!rotation) {
      return phase ? [{ label: t('connections.rotation'), value: phase }] : [];
    }
    const at = href(`/operations/${rotation.id}`);
    const value = goingOn(rotation)
      ? html`<plenum-progress
            .value=${rotation.status === 'running' ? rotation.progress : undefined}
            label=${t('connections.rotationOf', { name: connection.title })}
          ></plenum-progress>
          <a class="small" href=${at}>${rotation.message || phase || t('connections.follow')}</a>`
      : html`<a href=${at}><plenum-time value=${rotation.endedAt ?? rotation.createdAt}></plenum-time></a>
          <plenum-state value=${rotation.status}></plenum-state>
          ${rotation.failure ? html`<p>${rotation.failure.message}</p>` : nothing} ${phase ? html`<p class="muted small">${phase}</p>` : nothing}`;
    return [{ label: t('connections.rotation'), value }];
  }

  render() {
    const { connection, provider } = this.data;
    const { status, statusCategory, statusMessage, sync } = connection;
    const next = nextSync(connection);
    const icon = { ok: 'check-circle', failing: 'error' }[status] ?? 'question';
    return html`<plenum-card heading=${t('connections.status')}>
      ${
        provider
          ? nothing
          : html`<plenum-problem
              compact
              norepeat
              .problem=${{ title: t('connections.noProvider', { provider: connection.provider }), detail: t('connections.noProviderHelp'), errors: [] }}
            ></plenum-problem>`
      }
      <div class="now ${status}">
        <plenum-icon name=${icon}></plenum-icon>
        <div>
          <strong
            >${t(`connections.is.${status}`)}${status === 'failing' && statusCategory ? html`: ${category(statusCategory)}` : nothing}</strong
          >
          ${statusMessage ? html`<p>${statusMessage}</p>` : nothing}
          ${status === 'failing' && advice(statusCategory) ? html`<p class="muted">${advice(statusCategory)}</p>` : nothing}
        </div>
      </div>
      <div class="facts">
        <plenum-key-values
          columns="2"
          .items=${[
            {
              label: t('connections.lastContact'),
              value: connection.lastContactAt
                ? html`<plenum-time value=${connection.lastContactAt}></plenum-time>`
                : t('connections.notSinceStart'),
            },
            {
              label: t('connections.nextSync'),
              value: syncing(connection)
                ? t('connections.now')
                : next
                  ? html`<plenum-time value=${next}></plenum-time>`
                  : t('connections.onDemand'),
            },
            {
              label: t('connections.lastSync'),
              value: !sync
                ? t('connections.never')
                : syncing(connection)
                  ? html`<plenum-progress
                        .value=${sync.status === 'running' ? sync.progress : undefined}
                        label=${t('connections.syncOf', { name: connection.title })}
                      ></plenum-progress>
                      <span class="muted small">${sync.message}</span>`
                  : html`<a href=${href(`/operations/${sync.id}`)}><plenum-time value=${sync.endedAt ?? sync.createdAt}></plenum-time></a>
                      ${sync.status === 'succeeded' ? nothing : html`<plenum-state value=${sync.status}></plenum-state>`}`,
            },
            ...(sync?.result ? [{ label: t('connections.found'), value: counts(sync.result) }] : []),
            ...(sync?.failure ? [{ label: t('connections.failure'), value: sync.failure.message }] : []),
            ...this.#rotation(this.data),
          ]}
        ></plenum-key-values>
      </div>
    </plenum-card>`;
  }
}

customElements.define('plenum-connection-status', PlenumConnectionStatus);
