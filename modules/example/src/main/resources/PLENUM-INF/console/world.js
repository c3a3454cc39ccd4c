import { LitElement, css, html, nothing } from 'lit';
import { Load, PagedList, api, can, confirm, format, href, pageStyles, showCall, t, toast, toastProblem, whyNot } from 'plenum';
import './words.js';

const MOST = 1000;
const CONNECTIONS = 'ext/infrastructure/connections';
const FIELDS = 'id,title,values.powerState,values.cores,values.network,management';
const LATENCIES = [0, 50, 200, 1000, 5000];
const RATES = [0, 0.01, 0.05, 0.2, 0.5, 1];
const CATEGORIES = ['authentication', 'throttled', 'transient', 'internal'];

/** A page: the simulated world as it is now, and what can be done to it. */
class ExampleWorld extends LitElement {
  static properties = { location: { attribute: false }, _chosen: { state: true } };

  static styles = [
    pageStyles,
    css`
      .figures {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(130px, 1fr));
        gap: var(--space-4);
      }
      .figure {
        padding: var(--space-3) var(--space-4);
        border: 1px solid var(--border);
        border-radius: var(--radius-l);
        background: var(--surface);
        box-shadow: var(--shadow-s);
        color: var(--text);
      }
      .figure:hover {
        border-color: var(--border-strong);
        text-decoration: none;
      }
      .figure strong {
        display: block;
        font-size: var(--text-xl);
        font-variant-numeric: tabular-nums;
      }
      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2) var(--space-4);
        margin-bottom: var(--space-3);
      }
      .legend span {
        display: inline-flex;
        align-items: center;
        gap: var(--space-2);
      }
      .swatch {
        width: 12px;
        height: 12px;
      }
      .group {
        margin-bottom: var(--space-4);
      }
      .group h3 {
        margin-bottom: var(--space-2);
        color: var(--text-muted);
        font-size: var(--text-xs);
        font-weight: 500;
      }
      .cells {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
      }
      .cell,
      .swatch {
        border-radius: var(--radius-s);
        border: 1px solid transparent;
        background: var(--neutral-soft);
      }
      .cell {
        width: 24px;
        height: 24px;
        padding: 0;
        cursor: pointer;
      }
      .on {
        background: color-mix(in srgb, var(--success) 70%, var(--surface));
      }
      .off {
        border-color: var(--border-strong);
        background: var(--surface-sunken);
      }
      .drifted {
        background: var(--warning);
      }
      .vanished {
        border-style: dashed;
        border-color: var(--danger);
        background: none;
      }
      .cell:hover {
        filter: brightness(1.1);
      }
      .cell[aria-selected='true'] {
        outline: 2px solid var(--accent);
        outline-offset: 1px;
      }
      .dials {
        display: grid;
        gap: var(--space-3);
        margin-bottom: var(--space-4);
      }
      .dial {
        display: grid;
        grid-template-columns: 1fr auto;
        align-items: center;
        gap: 0 var(--space-3);
      }
      .dial .small {
        grid-column: 1;
      }
      .dial select {
        grid-column: 2;
        grid-row: 1 / span 2;
        min-height: var(--control);
        padding: 0 var(--space-2);
        border: 1px solid var(--border-strong);
        border-radius: var(--radius-m);
        background: var(--surface);
        color: var(--text);
        font: inherit;
      }
      .actions {
        margin-top: var(--space-3);
      }
    `,
  ];

  #world = new Load(this, (signal) => this.#read(signal), {
    on: ['item.'],
    when: (event) => event.data?.type?.startsWith('example.') ?? true,
  });
  #connections = new PagedList(this, () => ({ path: CONNECTIONS }), {
    on: ['item.', 'operation.ended'],
    when: (event) => event.type === 'operation.ended' || event.data?.type === 'infrastructure.connection',
  });
  #server = new Load(this, (signal) => this.#readServer(signal), {
    on: ['item.updated', 'operation.ended'],
    when: (event) => event.subject === this._chosen || event.data?.target === this._chosen,
    auto: false,
  });
  #active = 0;

  async #read(signal) {
    const total = (type, filter) =>
      api.list('items', { type: `example.${type}`, filter, limit: 1, total: true }, { signal }).then((list) => list.total);
    const [servers, networks, counts] = await Promise.all([
      api.list('items', { type: 'example.server', sort: 'title', limit: MOST, fields: FIELDS }, { signal }),
      api.all('items', { type: 'example.network', sort: 'title', limit: MOST, fields: 'id,title' }, { signal }),
      Promise.all([total('server'), total('server', 'powerState == "on"'), total('network'), total('volume')]),
    ]);
    const [all, on, networkCount, volumes] = counts;
    return { servers: servers.items, networks, all, on, networkCount, volumes };
  }

  async #readServer(signal) {
    const [{ data: item }, actions] = await Promise.all([
      api.get(`items/${this._chosen}`, { signal }),
      can('infrastructure.resource.view')
        ? api.list(`ext/infrastructure/resources/${this._chosen}/actions`, {}, { signal }).then((list) => list.items)
        : [],
    ]);
    return { item, actions };
  }

  #choose(id) {
    if (this._chosen !== id) {
      this._chosen = id;
      this.#server.data = undefined;
      this.#server.reload();
    }
  }

  #act(item, action, parameters) {
    const call = {
      method: 'POST',
      path: `ext/infrastructure/resources/${item.id}/actions/${action.name}`,
      body: parameters ? { parameters } : {},
    };
    return api.send(call).then(
      ({ data }) =>
        toast({ text: t('example.started', { action: action.title, title: item.title }), tone: 'info', href: href(`/operations/${data.id}`) }),
      toastProblem,
    );
  }

  async #set(connection, name, value) {
    try {
      await api.patch(`${CONNECTIONS}/${connection.id}`, { settings: { [name]: value } }, { revision: connection.revision });
      toast(t('example.set', { name: connection.title }));
    } catch (thrown) {
      toastProblem(thrown);
    }
    this.#connections.refresh({ keep: true });
  }

  async #sync(connection) {
    try {
      const { data } = await api.post(`${CONNECTIONS}/${connection.id}/sync`, {});
      toast({ text: t('example.synced', { name: connection.title }), tone: 'info', href: href(`/operations/${data.id}`) });
    } catch (thrown) {
      toastProblem(thrown);
    }
  }

  /** Switches a few servers, to see something happen. */
  async #churn(connection) {
    const own = this.#world.data.servers.filter(({ management }) => management?.connection === connection.id && !management.vanishedAt);
    const some = [...own].sort(() => Math.random() - 0.5).slice(0, 5);
    if (!some.length) {
      toast({ text: t('example.churnNone'), tone: 'warning' });
      return;
    }
    const switched = await confirm({
      title: t('example.churn'),
      text: t('example.churnHelp'),
      action: t('example.churn'),
      run: () =>
        Promise.all(
          some.map((server) =>
            api.post(`ext/infrastructure/resources/${server.id}/actions/power-${server.values.powerState === 'on' ? 'off' : 'on'}`, {}),
          ),
        ),
    });
    if (switched) {
      toast(t('example.churned', { count: some.length }));
    }
  }

  #key(event, shown) {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 10, ArrowUp: -10 }[event.key];
    if (step) {
      event.preventDefault();
      this.#active = Math.max(0, Math.min(shown.length - 1, this.#active + step));
      this.requestUpdate();
      this.updateComplete.then(() => this.renderRoot.querySelector('.cell[tabindex="0"]')?.focus());
    }
  }

  #map({ servers, networks, all }) {
    const groups = new Map(networks.map((network) => [network.id, { title: network.title, servers: [] }]));
    for (const server of servers) {
      const network = server.values.network ?? '';
      if (!groups.has(network)) {
        groups.set(network, { title: t('example.servers'), servers: [] });
      }
      groups.get(network).servers.push(server);
    }
    const filled = [...groups.values()].filter((group) => group.servers.length);
    const shown = filled.flatMap((group) => group.servers);
    return html`<plenum-card heading=${t('example.map')}>
      <div class="legend small muted">
        <span><i class="swatch on"></i>${t('example.on')}</span><span><i class="swatch off"></i>${t('example.off')}</span>
        <span><i class="swatch drifted"></i>${t('example.drifted')}</span>
      </div>
      ${servers.length < all ? html`<p class="small muted">${t('example.first', { shown: servers.length, total: all })}</p>` : nothing}
      <div @keydown=${(event) => this.#key(event, shown)}>
        ${filled.map(
          (group) =>
            html`<div class="group">
              <h3>${group.title}</h3>
              <div class="cells" role="listbox" aria-label=${group.title}>
                ${group.servers.map((server) => this.#cell(server, shown.indexOf(server)))}
              </div>
            </div>`,
        )}
      </div>
    </plenum-card>`;
  }

  #cell(server, at) {
    const { powerState = 'unknown', cores = 0 } = server.values;
    const state = server.management?.vanishedAt ? 'vanished' : server.management?.drift?.length ? 'drifted' : powerState;
    const words = t('example.server.label', { title: server.title, power: powerState, cores });
    return html`<button
      type="button"
      role="option"
      class="cell ${state}"
      title=${words}
      aria-label=${words}
      aria-selected=${String(server.id === this._chosen)}
      tabindex=${at === this.#active ? 0 : -1}
      @click=${() => {
        this.#active = at;
        this.#choose(server.id);
      }}
    ></button>`;
  }

  #dial(connection, { name, label, help, values, words }) {
    const now = Number(connection.settings[name] ?? 0);
    const choices = values.includes(now) ? values : [...values, now].sort((one, other) => one - other);
    const id = `${name}-${connection.id}`;
    return html`<div class="dial">
      <label for=${id}>${label}</label><span class="small muted">${help}</span>
      <select
        id=${id}
        ?disabled=${!can('infrastructure.connection.edit')}
        @change=${(event) => this.#set(connection, name, Number(event.target.value))}
      >
        ${choices.map((value) => html`<option value=${value} ?selected=${value === now}>${words(value)}</option>`)}
      </select>
    </div>`;
  }

  #controls(connection) {
    const act = whyNot('infrastructure.connection.act', t);
    return html`<plenum-card heading=${t('example.world', { name: connection.title })}>
      <div class="dials">
        ${this.#dial(connection, {
          name: 'latencyMillis',
          label: t('example.latency'),
          help: t('example.latencyHelp'),
          values: LATENCIES,
          words: (value) => format.duration(value),
        })}
        ${this.#dial(connection, {
          name: 'failureRate',
          label: t('example.failureRate'),
          help: t('example.failureRateHelp'),
          values: RATES,
          words: format.percent,
        })}
        ${this.#dial(connection, {
          name: 'driftRate',
          label: t('example.driftRate'),
          help: t('example.driftRateHelp'),
          values: RATES,
          words: format.percent,
        })}
      </div>
      <div class="row">
        <plenum-button size="s" icon="refresh" reason=${act} @click=${() => this.#sync(connection)}>${t('example.sync')}</plenum-button>
        <plenum-button size="s" icon="sparkles" reason=${whyNot('infrastructure.resource.act', t)} @click=${() => this.#churn(connection)}
          >${t('example.churn')}</plenum-button
        >
        <plenum-button
          size="s"
          variant="ghost"
          icon="code"
          label=${t('call.show')}
          @click=${() => showCall({ method: 'POST', path: `${CONNECTIONS}/${connection.id}/sync`, body: {} })}
        ></plenum-button>
      </div>
    </plenum-card>`;
  }

  #details() {
    if (!this._chosen) {
      return html`<plenum-card heading=${t('example.server')}><p class="muted">${t('example.noServer')}</p></plenum-card>`;
    }
    return html`<plenum-card heading=${this.#server.data?.item.title ?? t('example.server')}>
      ${this.#server.render(
        ({ item, actions }) => html`
          <a slot="actions" class="small" href=${href(`/items/${item.id}`)}>${t('common.details')}</a>
          <plenum-key-values
            .items=${[
              { label: t('example.power'), value: html`<plenum-state value=${item.values.powerState}></plenum-state>` },
              { label: t('example.cores'), value: item.values.cores },
              { label: t('example.memory'), value: format.quantity(item.values.memory, 'GiBy') },
            ]}
          ></plenum-key-values>
          <div class="row actions">${actions.map((action) => this.#button(item, action))}</div>
        `,
        { loading: () => html`<plenum-skeleton></plenum-skeleton>` },
      )}
    </plenum-card>`;
  }

  #button(item, action) {
    const reason = whyNot('infrastructure.resource.act', t) || whyNot('example.server.act', t) || (action.unavailable ?? '');
    if (action.name === 'fail') {
      return html`<plenum-menu
        size="s"
        text
        label=${action.title}
        .items=${CATEGORIES.map((category) => ({
          label: t('example.category', { category }),
          reason,
          action: () => this.#act(item, action, { category }),
        }))}
      ></plenum-menu>`;
    }
    return action.parameters.length
      ? nothing
      : html`<plenum-button size="s" reason=${reason} tooltip=${action.description} @click=${() => this.#act(item, action)}
          >${action.title}</plenum-button
        >`;
  }

  #figures({ all, on, networkCount, volumes }) {
    const figure = (label, number, type, filter = '') =>
      html`<a class="figure" href=${href('/inventory', { type: `example.${type}`, filter })}
        ><strong>${format.number(number)}</strong><span class="muted">${label}</span></a
      >`;
    return html`<div class="figures">
      ${figure(t('example.servers'), all, 'server')} ${figure(t('example.on'), on, 'server', 'powerState == "on"')}
      ${figure(t('example.off'), all - on, 'server', 'powerState == "off"')} ${figure(t('example.networks'), networkCount, 'network')}
      ${figure(t('example.volumes'), volumes, 'volume')}
    </div>`;
  }

  render() {
    return this.#world.render((world) => {
      if (!world.all) {
        return html`<plenum-card>
          <plenum-empty icon="globe" heading=${t('example.noWorld')}>
            ${t('example.noWorldHelp')}
            <plenum-button slot="actions" variant="primary" icon="add" href=${href('/connections/new', { provider: 'simulator' })}
              >${t('common.create')}</plenum-button
            >
          </plenum-empty>
        </plenum-card>`;
      }
      const simulators = this.#connections.rows.filter((connection) => connection.provider === 'simulator');
      return html`<div class="stack">
        <p class="muted">${t('example.lead')}</p>
        ${this.#figures(world)}
        <div class="columns">
          ${this.#map(world)}
          <div class="stack">${this.#details()} ${simulators.map((connection) => this.#controls(connection))}</div>
        </div>
      </div>`;
    });
  }
}

customElements.define('example-world', ExampleWorld);
