import { LitElement, css, html, nothing } from 'lit';
import { confirm } from '../../components/confirm.js';
import { Load, PagedList } from '../../components/load.js';
import { showCall } from '../../components/plenum-call.js';
import { page } from '../../components/styles.js';
import { toast } from '../../components/toast.js';
import { Watch } from '../../components/watch.js';
import { api, Problem } from '../../lib/api.js';
import { duration, number } from '../../lib/format.js';
import { t } from '../../lib/i18n.js';
import { href, navigate } from '../../lib/router.js';
import { valueText } from '../../lib/schema.js';
import { can, spaces, whyNot } from '../../lib/session.js';
import {
  PATH,
  advice,
  category,
  checkCall,
  checkNow,
  counts,
  goingOn,
  nextSync,
  rotateCall,
  syncCall,
  syncNow,
  syncing,
} from './status.js';
import '../../components/all.js';

const OPERATIONS = ['operation.created', 'operation.updated', 'operation.ended'];
const LAST = 30;

/** One connection: how it is doing, what came over it, how it is set. */
class PlenumConnectionDetails extends LitElement {
  static properties = { connection: {}, _checking: { state: true } };

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
      .kinds {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(150px, 1fr));
        gap: var(--space-3);
      }
      .kind {
        padding: var(--space-3);
        border-radius: var(--radius-m);
        background: var(--surface-sunken);
        color: var(--text);
      }
      .kind:hover {
        background: var(--hover);
        text-decoration: none;
      }
      .kind strong {
        display: block;
        font-size: var(--text-xl);
        font-variant-numeric: tabular-nums;
      }
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
      .release {
        display: flex;
        align-items: flex-start;
        gap: var(--space-2);
        margin-top: var(--space-3);
      }
      .release input {
        margin-top: 3px;
      }
    `,
  ];

  #data = new Load(this, (signal) => this.#read(signal), {
    on: ['item.', ...OPERATIONS, 'module.installed', 'module.uninstalled'],
    when: (event) => event.type.startsWith('module.') || this.#concerns(event),
    auto: false,
  });
  #resources = new Load(this, (signal) => this.#count(signal), {
    on: ['operation.ended'],
    when: (event) => this.#concerns(event),
    auto: false,
  });
  #syncs = new PagedList(this, () => ({ path: 'operations', query: { target: this.connection, kind: 'infrastructure.sync' } }), {
    on: OPERATIONS,
    when: (event) => this.#concerns(event),
    limit: LAST,
    auto: false,
  });

  constructor() {
    super();
    new Watch(this, spaces);
  }

  willUpdate(changed) {
    if (changed.has('connection')) {
      this.#data.data = undefined;
      this.#resources.data = undefined;
      this.#data.reload();
      this.#resources.reload();
      if (can('operation.view')) {
        this.#syncs.refresh();
      }
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

  /** How many resources of each kind came over it. */
  async #count(signal) {
    const { items: types } = await api.list('content-types', {}, { signal });
    const { data: connection } = await api.get(`${PATH}/${this.connection}`, { signal });
    const { items: providers } = await api.list('ext/infrastructure/providers', {}, { signal });
    const own = providers.find((one) => one.name === connection.provider)?.resourceTypes ?? [];
    const filter = `connection == "${this.connection}"`;
    const total = (query) =>
      api.list('items', { limit: 1, total: true, ...query }, { signal }).then((list) => list.total ?? 0, () => undefined);
    const kinds = await Promise.all(
      types
        .filter((type) => own.includes(type.name) && can(`${type.name}.view`))
        .map(async (type) => ({ type, count: await total({ type: type.name, filter }) })),
    );
    const [vanished, drifted] = await Promise.all(
      ['vanished', 'drifted'].map((state) => total({ filter: `${filter} && ${state}` })),
    );
    return { kinds: kinds.filter((kind) => kind.count !== undefined), vanished, drifted };
  }

  #crumbs = [{ label: t('connections.title'), href: href('/connections') }];

  async #check(connection) {
    this._checking = true;
    await checkNow(connection);
    this._checking = false;
    this.#data.reload();
  }

  async #sync(connection) {
    const sync = await syncNow(connection);
    if (sync) {
      this.#data.set({ ...this.#data.data, connection: { ...connection, sync } });
      this.#syncs.refresh({ keep: true });
    }
  }

  /** Has its secrets replaced at all places; a rotation that has not come to its end goes on. */
  async #rotate(connection) {
    const data = await confirm({
      title: t(connection.rotation ? 'connections.rotateOn' : 'connections.rotate', { name: connection.title }),
      text: t('connections.rotateHelp'),
      action: t('connections.rotateNow'),
      call: rotateCall(connection),
      run: async () => (await api.send(rotateCall(connection))).data,
    });
    if (data) {
      toast({
        text: t('connections.rotateStarted', { name: connection.title }),
        href: href(`/operations/${data.id}`),
        link: t('connections.follow'),
      });
      this.#data.reload();
    }
  }

  /** Why its secrets cannot be rotated now. */
  #noRotation({ connection, provider, rotation }, edit) {
    if (edit) {
      return edit;
    }
    if (goingOn(rotation)) {
      return t('connections.rotatingAlready');
    }
    const fields = provider.rotatable.map((name) => provider.connectionFields.find((field) => field.name === name)?.label ?? name);
    return connection.rotation || connection.rotatable.length ? '' : t('connections.nothingToRotate', { fields: fields.join(', ') });
  }

  /** Deletes it; what is managed over it has to be let go of knowingly. */
  async #delete(connection) {
    let release = false;
    const call = () => ({
      method: 'DELETE',
      path: `${PATH}/${connection.id}`,
      query: release ? { release: true } : undefined,
      revision: connection.revision,
    });
    const managed = await api
      .list('items', { filter: `connection == "${connection.id}" && managed`, limit: 1, total: true })
      .then((list) => list.total ?? 0, () => 0);
    const done = await confirm({
      title: t('connections.delete', { name: connection.title }),
      text: t('connections.deleteHelp'),
      details: managed
        ? html`<p>${t('connections.managed', { count: managed, items: number(managed) })}</p>
            <label class="release"
              ><input type="checkbox" @change=${(event) => (release = event.target.checked)} /> ${t('connections.release')}</label
            >`
        : undefined,
      danger: true,
      action: t('common.delete'),
      call: call(),
      run: () => api.send(call()),
    });
    if (done) {
      toast(t('connections.deleted', { name: connection.title }));
      navigate(href('/connections'));
    }
  }

  #header(data) {
    const { connection, provider } = data;
    const act = whyNot('infrastructure.connection.act', t);
    const edit = whyNot('infrastructure.connection.edit', t) || (provider ? '' : t('connections.providerGone'));
    const remove = whyNot('infrastructure.connection.delete', t);
    const gone = provider ? '' : t('connections.providerGone');
    return html`<plenum-page-header heading=${connection.title} .breadcrumbs=${this.#crumbs}>
      <plenum-state slot="meta" value=${syncing(connection) ? 'syncing' : connection.status}></plenum-state>
      <span slot="meta" class="muted">${provider?.title ?? connection.provider}</span>
      <plenum-button
        slot="actions"
        icon="refresh"
        variant="primary"
        reason=${act || gone || (syncing(connection) ? t('connections.syncingAlready') : '')}
        @click=${() => this.#sync(connection)}
        >${t('connections.syncNow')}</plenum-button
      >
      <plenum-button slot="actions" icon="signal" reason=${act || gone} ?busy=${this._checking} @click=${() => this.#check(connection)}
        >${t('connections.checkNow')}</plenum-button
      >
      ${
        provider?.rotatable?.length
          ? html`<plenum-button
              slot="actions"
              icon="access"
              reason=${this.#noRotation(data, whyNot('infrastructure.connection.edit', t))}
              @click=${() => this.#rotate(connection)}
              >${t('connections.rotateNow')}</plenum-button
            >`
          : nothing
      }
      <plenum-button slot="actions" icon="edit" href=${href(`/connections/${connection.id}/edit`)} reason=${edit}>${t('common.edit')}</plenum-button>
      <plenum-menu
        slot="actions"
        icon="more"
        align="end"
        label=${t('connections.moreActions')}
        .items=${[
          { label: t('connections.showSyncCall'), icon: 'code', action: () => showCall(syncCall(connection)) },
          { label: t('connections.showCheckCall'), icon: 'code', action: () => showCall(checkCall(connection)) },
          { label: t('connections.asItem'), icon: 'document', href: href(`/items/${connection.id}`) },
          {
            label: t('common.delete'),
            icon: 'trash',
            danger: true,
            separator: true,
            reason: remove,
            action: () => this.#delete(connection),
          },
        ]}
      ></plenum-menu>
    </plenum-page-header>`;
  }

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

  #status(data) {
    const { connection, provider } = data;
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
            ...this.#rotation(data),
          ]}
        ></plenum-key-values>
      </div>
    </plenum-card>`;
  }

  #kinds() {
    return html`<plenum-card heading=${t('connections.resources')}>
      ${this.#resources.render(
        ({ kinds, vanished, drifted }) =>
          kinds.length
            ? html`<div class="kinds">
                  ${kinds.map(
                    ({ type, count }) =>
                      html`<a
                        class="kind"
                        href=${href('/inventory', { type: type.name, filter: `connection == "${this.connection}"` })}
                        ><strong>${number(count)}</strong>${type.label}</a
                      >`,
                  )}
                </div>
                ${
                  vanished || drifted
                    ? html`<p class="muted small facts">
                        ${drifted ? t('connections.driftedCount', { count: drifted, items: number(drifted) }) : nothing}
                        ${vanished ? t('connections.vanishedCount', { count: vanished, items: number(vanished) }) : nothing}
                      </p>`
                    : nothing
                }`
            : html`<p class="muted">${t('connections.noResources')}</p>`,
        { loading: () => html`<plenum-skeleton lines="2"></plenum-skeleton>` },
      )}
    </plenum-card>`;
  }

  #history() {
    if (!can('operation.view')) {
      return nothing;
    }
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
      return html`<plenum-page-header heading=${t('connections.title')} .breadcrumbs=${this.#crumbs}></plenum-page-header>
        <plenum-problem .problem=${Problem.of(problem)} @plenum-retry=${() => this.#data.reload()}></plenum-problem>`;
    }
    return this.#data.render(
      (data) =>
        html`${this.#header(data)}
          <div class="columns">
            <div class="stack">${this.#status(data)} ${this.#kinds()} ${this.#history()}</div>
            <div class="stack">${this.#settings(data)} ${this.#audit(data)}</div>
          </div>`,
    );
  }
}

function took({ startedAt, endedAt }) {
  return startedAt && endedAt ? duration(new Date(endedAt) - new Date(startedAt)) : '';
}

customElements.define('plenum-connection-details', PlenumConnectionDetails);
