import { LitElement, css, html, nothing } from 'lit';
import { Load, PagedList } from '../../components/load.js';
import { page } from '../../components/styles.js';
import { api } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { href, setQuery } from '../../lib/router.js';
import { can, whyNot } from '../../lib/session.js';
import { PATH, checkNow, counts, nextSync, status, syncNow, syncing } from './status.js';
import '../../components/all.js';

/** All connections, with how they are doing. */
class PlenumConnectionList extends LitElement {
  static properties = { query: { attribute: false } };

  static styles = [
    page,
    css`
      .tools {
        margin-bottom: var(--space-4);
        max-width: 420px;
      }
      plenum-progress {
        min-width: 120px;
      }
    `,
  ];

  #connections = new PagedList(this, () => ({ path: PATH }), {
    on: ['item.', 'operation.', 'module.installed', 'module.uninstalled'],
    when: (event) =>
      event.type.startsWith('item.')
        ? event.data?.type === 'infrastructure.connection'
        : event.type.startsWith('operation.')
          ? event.data?.kind === undefined || event.data.kind === 'infrastructure.sync'
          : true,
  });
  #providers = new Load(this, (signal) => api.list('ext/infrastructure/providers', {}, { signal }).then((list) => list.items), {
    on: ['module.installed', 'module.uninstalled'],
  });

  get #words() {
    return (this.query?.get('q') ?? '').toLowerCase();
  }

  #provider(name) {
    return this.#providers.data?.find((provider) => provider.name === name)?.title ?? name;
  }

  #columns() {
    return [
      { id: 'title', label: t('connections.name'), primary: true, render: (connection) => connection.title },
      { id: 'provider', label: t('connections.provider'), render: (connection) => this.#provider(connection.provider) },
      { id: 'status', label: t('connections.status'), render: status },
      {
        id: 'contact',
        label: t('connections.lastContact'),
        render: (connection) =>
          connection.lastContactAt
            ? html`<plenum-time value=${connection.lastContactAt}></plenum-time>`
            : html`<span class="muted">${t('connections.notSinceStart')}</span>`,
      },
      { id: 'sync', label: t('connections.lastSync'), render: (connection) => this.#sync(connection) },
      {
        id: 'next',
        label: t('connections.nextSync'),
        render: (connection) => {
          const next = nextSync(connection);
          return next
            ? html`<plenum-time value=${next}></plenum-time>`
            : html`<span class="muted">${syncing(connection) ? '' : t('connections.onDemand')}</span>`;
        },
      },
      {
        id: 'actions',
        label: html`<span class="visually-hidden">${t('connections.actions')}</span>`,
        align: 'end',
        render: (connection) => html`<plenum-menu
          size="s"
          variant="ghost"
          icon="more"
          align="end"
          label=${t('connections.actionsOf', { name: connection.title })}
          .items=${this.#actions(connection)}
        ></plenum-menu>`,
      },
    ];
  }

  #sync(connection) {
    const { sync } = connection;
    if (!sync) {
      return html`<span class="muted">${t('connections.never')}</span>`;
    }
    if (syncing(connection)) {
      return html`<plenum-progress
        .value=${sync.status === 'running' ? sync.progress : undefined}
        label=${t('connections.syncOf', { name: connection.title })}
      ></plenum-progress>`;
    }
    return sync.status === 'succeeded'
      ? html`<span title=${counts(sync.result)}>${counts(sync.result)}</span>`
      : html`<plenum-state value=${sync.status}></plenum-state>`;
  }

  #actions(connection) {
    const act = whyNot('infrastructure.connection.act', t);
    return [
      {
        label: t('connections.syncNow'),
        icon: 'refresh',
        reason: act || (syncing(connection) ? t('connections.syncingAlready') : ''),
        action: () => syncNow(connection).then(() => this.#connections.refresh({ keep: true })),
      },
      {
        label: t('connections.checkNow'),
        icon: 'signal',
        reason: act,
        action: () => checkNow(connection).then(() => this.#connections.refresh({ keep: true })),
      },
      {
        label: t('common.edit'),
        icon: 'edit',
        reason: whyNot('infrastructure.connection.edit', t),
        ...(can('infrastructure.connection.edit') ? { href: href(`/connections/${connection.id}/edit`) } : {}),
      },
    ];
  }

  #missing() {
    return html`<plenum-card>
      <plenum-empty icon="connection" heading=${t('connections.noModule')}>
        ${t('connections.noModuleHelp')}
        <plenum-button slot="actions" variant="primary" href=${href('/modules', { tab: 'catalog' })}
          >${t('connections.toCatalog')}</plenum-button
        >
      </plenum-empty>
    </plenum-card>`;
  }

  #none() {
    return this.#providers.data?.length === 0
      ? this.#missing()
      : html`<plenum-card>
          <plenum-empty icon="connection" heading=${t('connections.none')}>
            ${t('connections.noneHelp')}
            <plenum-button
              slot="actions"
              variant="primary"
              icon="add"
              href=${href('/connections/new')}
              reason=${whyNot('infrastructure.connection.create', t)}
              >${t('connections.new')}</plenum-button
            >
          </plenum-empty>
        </plenum-card>`;
  }

  #list() {
    const { rows, problem, loading, more, empty } = this.#connections;
    if (problem?.code === 'module-route-missing') {
      return this.#missing();
    }
    if (problem && !rows.length) {
      return html`<plenum-problem .problem=${problem} @plenum-retry=${() => this.#connections.refresh()}></plenum-problem>`;
    }
    if (empty) {
      return this.#none();
    }
    const words = this.#words;
    const shown = words
      ? rows.filter((row) => [row.title, this.#provider(row.provider)].some((text) => text.toLowerCase().includes(words)))
      : rows;
    return html`
      ${problem ? html`<plenum-problem compact .problem=${problem} @plenum-retry=${() => this.#connections.refresh({ keep: true })}></plenum-problem>` : nothing}
      ${
        rows.length > 7 || words
          ? html`<div class="tools">
              <plenum-filter
                placeholder=${t('connections.filter')}
                .value=${this.query?.get('q') ?? ''}
                @plenum-filter=${(event) => setQuery({ q: event.detail })}
              ></plenum-filter>
            </div>`
          : nothing
      }
      <plenum-table
        label=${t('connections.title')}
        .columns=${this.#columns()}
        .rows=${shown}
        .rowHref=${(connection) => href(`/connections/${connection.id}`)}
        ?loading=${loading}
        ?more=${more}
        @plenum-more=${() => this.#connections.loadMore()}
      >
        ${
          words && !shown.length
            ? html`<plenum-empty slot="empty" icon="search" heading=${t('connections.noMatch')}></plenum-empty>`
            : nothing
        }
      </plenum-table>
    `;
  }

  get #reason() {
    if (this.#connections.problem?.code === 'module-route-missing' || this.#providers.data?.length === 0) {
      return t('connections.noModule');
    }
    return whyNot('infrastructure.connection.create', t);
  }

  render() {
    return html`
      <plenum-page-header heading=${t('connections.title')}>
        ${t('connections.lead')}
        <plenum-button slot="actions" variant="primary" icon="add" href=${href('/connections/new')} reason=${this.#reason}
          >${t('connections.new')}</plenum-button
        >
      </plenum-page-header>
      ${this.#list()}
    `;
  }
}

customElements.define('plenum-connection-list', PlenumConnectionList);
