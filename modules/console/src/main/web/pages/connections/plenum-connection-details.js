import { LitElement, css, html, nothing } from 'lit';
import { Load } from '../../components/load.js';
import { page } from '../../components/styles.js';
import { Watch } from '../../components/watch.js';
import { api, Problem } from '../../lib/api.js';
import { duration, number } from '../../lib/format.js';
import { t } from '../../lib/i18n.js';
import { href } from '../../lib/router.js';
import { valueText } from '../../lib/schema.js';
import { can, spaces } from '../../lib/session.js';
import { PATH, crumbs } from './status.js';
import '../../components/all.js';
import './plenum-connection-header.js';
import './plenum-connection-resources.js';
import './plenum-connection-status.js';
import './plenum-connection-syncs.js';

const OPERATIONS = ['operation.created', 'operation.updated', 'operation.ended'];

/** One connection: how it is doing, what came over it, how it is set. */
class PlenumConnectionDetails extends LitElement {
  static properties = { connection: {} };

  static styles = [
    page,
    css`
      .history li {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 var(--space-3);
        padding: var(--space-2) var(--space-4);
        border-bottom: 1px solid var(--border);
      }
      .history li:last-child {
        border-bottom: 0;
      }
    `,
  ];

  #data = new Load(this, (signal) => this.#read(signal), {
    on: ['item.', ...OPERATIONS, 'module.installed', 'module.uninstalled'],
    when: (event) => event.type.startsWith('module.') || this.#concerns(event),
    auto: false,
  });

  constructor() {
    super();
    new Watch(this, spaces);
  }

  willUpdate(changed) {
    if (changed.has('connection')) {
      this.#data.data = undefined;
      this.#data.reload();
    }
  }

  /** Events of this connection, and of operations about it; which those are is known from the last reading. */
  #concerns(event) {
    return (
      event.subject === this.connection ||
      event.data?.target === this.connection ||
      event.subject === this.#data.data?.connection.sync?.id ||
      event.subject === this.#data.data?.rotation?.id ||
      (event.type === 'operation.created' && event.data?.target === undefined)
    );
  }

  async #read(signal) {
    const [{ data: connection }, providers, history, rotation] = await Promise.all([
      api.get(`${PATH}/${this.connection}`, { signal }),
      api.list('ext/infrastructure/providers', {}, { signal }).then((list) => list.items),
      can('audit.view')
        ? api.list('audit/entries', { targetId: this.connection, limit: 6 }, { signal }).then((list) => list.items, () => undefined)
        : undefined,
      can('operation.view')
        ? api
            .list('operations', { target: this.connection, kind: 'infrastructure.rotate', limit: 1 }, { signal })
            .then((list) => list.items[0], () => undefined)
        : undefined,
    ]);
    return { connection, provider: providers.find((one) => one.name === connection.provider), history, rotation };
  }

  #settings({ connection, provider }) {
    const fields = provider?.connectionFields ?? [];
    const given = fields
      .filter((field) => field.type !== 'secret' && connection.settings[field.name] !== undefined)
      .map((field) => ({ label: field.label, value: valueText(field, connection.settings[field.name], t) }));
    const unknown = Object.entries(connection.settings)
      .filter(([name]) => !fields.some((field) => field.name === name))
      .map(([name, value]) => ({ label: name, value: typeof value === 'string' ? value : JSON.stringify(value) }));
    const secrets = Object.keys(connection.secrets).map((name) => ({
      label: fields.find((field) => field.name === name)?.label ?? name,
      value: html`<span class="muted">${t('common.secretSet')}</span>`,
    }));
    return html`<plenum-card heading=${t('connections.settings')}>
      <plenum-key-values
        .items=${[
          { label: t('connections.provider'), value: provider?.title ?? connection.provider },
          ...given,
          ...unknown,
          ...secrets,
          { label: t('connections.syncEvery'), value: connection.syncEvery === 'off' ? t('connections.onDemand') : duration(connection.syncEvery) },
          { label: t('connections.callsPerSecond'), value: number(connection.callsPerSecond) },
          { label: t('connections.concurrency'), value: number(connection.concurrency) },
          { label: t('connections.space'), value: spaces.value.find((space) => space.id === connection.space)?.title ?? connection.space },
          ...Object.entries(connection.labels ?? {}).map(([name, value]) => ({ label: name, value })),
        ]}
      ></plenum-key-values>
    </plenum-card>`;
  }

  #audit({ history }) {
    if (!history?.length) {
      return nothing;
    }
    return html`<plenum-card flush heading=${t('connections.audit')}>
      <a slot="actions" class="small" href=${href('/audit', { targetId: this.connection })}>${t('common.all')}</a>
      <ul class="plain history">
        ${history.map(
          (entry) =>
            html`<li>
              <a class="mono small" href=${href(`/audit/${entry.index}`)}>${entry.event?.action ?? entry.index}</a>
              <span class="muted small">${entry.actorName ?? ''} <plenum-time value=${entry.time}></plenum-time></span>
            </li>`,
        )}
      </ul>
    </plenum-card>`;
  }

  render() {
    const { problem } = this.#data;
    if (problem?.code === 'module-route-missing') {
      return html`<plenum-page-header heading=${t('connections.title')}></plenum-page-header>
        <plenum-empty icon="connection" heading=${t('connections.noModule')}>
          ${t('connections.noModuleHelp')}
          <plenum-button slot="actions" variant="primary" href=${href('/modules', { tab: 'catalog' })}
            >${t('connections.toCatalog')}</plenum-button
          >
        </plenum-empty>`;
    }
    if (problem && this.#data.data === undefined) {
      return html`<plenum-page-header heading=${t('connections.title')} .breadcrumbs=${crumbs()}></plenum-page-header>
        <plenum-problem .problem=${Problem.of(problem)} @plenum-retry=${() => this.#data.reload()}></plenum-problem>`;
    }
    return this.#data.render(
      (data) =>
        html`<plenum-connection-header
            .data=${data}
            @plenum-synced=${({ detail }) => this.#data.set({ ...data, connection: { ...data.connection, sync: detail } })}
            @plenum-changed=${() => this.#data.reload()}
          ></plenum-connection-header>
          <div class="columns">
            <div class="stack">
              <plenum-connection-status .data=${data}></plenum-connection-status>
              <plenum-connection-resources .connection=${this.connection} .sync=${data.connection.sync?.id}></plenum-connection-resources>
              ${
                can('operation.view')
                  ? html`<plenum-connection-syncs .connection=${this.connection} .sync=${data.connection.sync?.id}></plenum-connection-syncs>`
                  : nothing
              }
            </div>
            <div class="stack">${this.#settings(data)} ${this.#audit(data)}</div>
          </div>`,
    );
  }
}

customElements.define('plenum-connection-details', PlenumConnectionDetails);
