import { LitElement, css, html, nothing } from 'lit';
import { Load } from '../../components/load.js';
import { page } from '../../components/styles.js';
import { toast } from '../../components/toast.js';
import { api, Problem } from '../../lib/api.js';
import { duration } from '../../lib/format.js';
import { t } from '../../lib/i18n.js';
import { contributions } from '../../lib/registry.js';
import { guardLeaving, href, navigate } from '../../lib/router.js';
import { same } from '../../lib/schema.js';
import { currentSpace, ROOT_SPACE, spaces, whyNot } from '../../lib/session.js';
import { PATH, advice, category } from './status.js';
import '../../components/all.js';

/** Stands in the form for a secret that is kept; the server never tells what it is. */
const KEPT = 'secret:kept';
const FINGERPRINT = /\b(?:[0-9a-f]{2}:){31}[0-9a-f]{2}\b|\b[0-9a-f]{64}\b/gi;

/** Makes a connection, or changes one: a form from what the provider asks for, tested before it is saved. */
class PlenumConnectionEdit extends LitElement {
  static properties = {
    /** The id of the one to be changed; none for a new one. */
    connection: {},
    provider: {},
    _checks: { state: true },
    _testing: { state: true },
    _start: { state: true },
    _own: { state: true },
  };

  static styles = [
    page,
    css`
      p a {
        text-decoration: underline;
      }
      .choices {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr));
        gap: var(--space-4);
      }
      .choice {
        display: flex;
        gap: var(--space-3);
        padding: var(--space-4);
        border: 1px solid var(--border);
        border-radius: var(--radius-l);
        background: var(--surface);
        color: var(--text);
        box-shadow: var(--shadow-s);
      }
      .choice:hover {
        border-color: var(--accent);
        text-decoration: none;
      }
      .choice > plenum-icon {
        flex: none;
        margin-top: 2px;
        color: var(--accent-text);
        --icon-size: 20px;
      }
      .choice strong {
        display: block;
      }
      .checks {
        display: flex;
        gap: var(--space-3);
        padding: var(--space-4);
        border-radius: var(--radius-l);
        background: var(--success-soft);
      }
      .checks.failed {
        background: var(--danger-soft);
      }
      .checks > plenum-icon {
        margin-top: 2px;
        color: var(--success-text);
        --icon-size: 18px;
      }
      .checks.failed > plenum-icon {
        color: var(--danger-text);
      }
      .checks ul {
        margin: var(--space-2) 0 0;
        padding-left: var(--space-4);
      }
      .checks li {
        margin-bottom: var(--space-2);
        overflow-wrap: anywhere;
      }
      .checks .row {
        margin-top: var(--space-2);
      }
    `,
  ];

  #data = new Load(this, (signal) => this.#read(signal), { on: ['module.installed', 'module.uninstalled'], auto: false });
  #unguard = () => {};

  connectedCallback() {
    super.connectedCallback();
    this.#unguard = guardLeaving(() => !this.#dirty || window.confirm(t('connections.unsaved')));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#unguard();
  }

  willUpdate(changed) {
    if (changed.has('connection') || !this.hasUpdated) {
      this.#data.data = undefined;
      this._start = undefined;
      this._checks = undefined;
      this.#saved = false;
      this.#data.reload();
    }
    if (changed.has('provider')) {
      this._start = undefined;
      this._checks = undefined;
    }
  }

  #saved = false;

  get #form() {
    return this.renderRoot?.querySelector('plenum-form');
  }

  get #dirty() {
    return !this.#saved && Boolean(this.#form?.dirty);
  }

  async #read(signal) {
    const [providers, connection] = await Promise.all([
      api.list('ext/infrastructure/providers', {}, { signal }).then((list) => list.items),
      this.connection ? api.get(`${PATH}/${this.connection}`, { signal }).then(({ data }) => data) : undefined,
    ]);
    return { providers, connection };
  }

  /** A connection as the form has it: names of fields carry where they belong. */
  #values(provider, connection) {
    const values = {
      title: connection?.title ?? provider.title,
      space: connection?.space ?? (currentSpace.value || ROOT_SPACE),
      syncEvery: connection?.syncEvery ?? 'PT15M',
      callsPerSecond: connection?.callsPerSecond,
      concurrency: connection?.concurrency,
      labels: connection?.labels ?? {},
    };
    for (const field of provider.connectionFields) {
      values[nameOf(field)] =
        field.type === 'secret' ? (connection?.secrets?.[field.name] ? KEPT : undefined) : connection?.settings?.[field.name];
    }
    return values;
  }

  #fields(provider) {
    const own = contributions('connection-form', provider.name).find((one) => one.target === provider.name);
    const asked = own
      ? []
      : provider.connectionFields.map((field) => ({
          ...field,
          ...(field.type === 'secret' ? { help: [field.help, t('connections.secretHelp')].filter(Boolean).join(' ') } : {}),
          name: nameOf(field),
          pointer: '/' + nameOf(field).replace('.', '/'),
        }));
    return [
      { name: 'title', type: 'string', label: t('connections.name'), flags: ['required'] },
      ...(spaces.value.length > 1
        ? [
            {
              name: 'space',
              type: 'enum',
              label: t('connections.space'),
              help: t('connections.spaceHelp'),
              flags: ['required'],
              options: spaces.value.map((space) => space.id),
              optionLabels: Object.fromEntries(spaces.value.map((space) => [space.id, space.title])),
            },
          ]
        : []),
      ...asked,
      {
        name: 'syncEvery',
        type: 'enum',
        label: t('connections.syncEvery'),
        flags: ['required'],
        options: intervals(this._start?.syncEvery),
        optionLabels: Object.fromEntries(
          intervals(this._start?.syncEvery).map((every) => [every, every === 'off' ? t('connections.onDemand') : duration(every)]),
        ),
        section: t('connections.limits'),
      },
      { name: 'callsPerSecond', type: 'integer', label: t('connections.callsPerSecond'), help: t('connections.callsPerSecondHelp') },
      { name: 'concurrency', type: 'integer', label: t('connections.concurrency'), help: t('connections.concurrencyHelp') },
      { name: 'labels', type: 'labels', label: t('connections.labels') },
    ];
  }

  /** What is sent. A secret that is kept is not; of an existing connection only what has changed is. */
  #body(values, provider, connection) {
    const settings = {};
    const secrets = {};
    for (const field of provider.connectionFields) {
      const value = values[nameOf(field)];
      if (field.type === 'secret') {
        if (value !== KEPT && (value || connection?.secrets?.[field.name])) {
          secrets[field.name] = value || null;
        }
      } else if (!connection) {
        if (value !== undefined && value !== null && !(Array.isArray(value) && !value.length)) {
          settings[field.name] = value;
        }
      } else if (!same(value, connection.settings?.[field.name])) {
        settings[field.name] = value ?? null;
      }
    }
    Object.assign(settings, this._own ?? {});
    const before = connection ? this.#values(provider, connection) : {};
    const body = { ...(connection ? {} : { provider: provider.name }) };
    for (const name of ['title', 'space', 'syncEvery', 'callsPerSecond', 'concurrency']) {
      const value = values[name];
      if (value !== undefined && value !== '' && !same(value, before[name])) {
        body[name] = value;
      }
    }
    if (!same(values.labels, before.labels ?? {})) {
      body.labels = values.labels;
    }
    if (Object.keys(settings).length) {
      body.settings = settings;
    }
    if (Object.keys(secrets).length) {
      body.secrets = secrets;
    }
    return body;
  }

  #call(values, { force = false } = {}) {
    const { connection } = this.#data.data;
    const provider = this.#chosen;
    const body = this.#body(values, provider, connection);
    const query = force ? { force: true } : undefined;
    return connection
      ? { method: 'PATCH', path: `${PATH}/${connection.id}`, query, body, revision: connection.revision }
      : { method: 'POST', path: PATH, query, body };
  }

  /** As the call is shown: nobody's password stands on a screen. */
  #shown(values) {
    const call = this.#call(values);
    return call.body.secrets
      ? { ...call, body: { ...call.body, secrets: Object.fromEntries(Object.keys(call.body.secrets).map((name) => [name, '********'])) } }
      : call;
  }

  async #save(values, { force = false } = {}) {
    this._checks = undefined;
    try {
      const { data } = await api.send(this.#call(values, { force }));
      this.#saved = true;
      toast(t(this.connection ? 'connections.saved' : 'connections.created', { name: data.title }));
      navigate(href(`/connections/${data.id}`));
      return data;
    } catch (thrown) {
      const problem = Problem.of(thrown);
      if (problem.code === 'connection-check-failed') {
        // What the provider says is shown with what to do; it is no wrong input.
        this._checks = { ok: false, problems: problem.errors.map((error) => ({ ...error, field: error.pointer })), saving: true };
        problem.told = true;
      }
      throw problem;
    }
  }

  async #saveAnyway() {
    try {
      await this.#save(this.#form.current, { force: true });
    } catch (thrown) {
      this.#form.problem = Problem.of(thrown);
    }
  }

  async #test() {
    const values = this.#form.current;
    const body = this.#body(values, this.#chosen, undefined);
    this._testing = true;
    this._checks = undefined;
    this.#form.problem = undefined;
    try {
      const { data } = await api.post(`${PATH}/test`, body);
      this._checks = data;
    } catch (thrown) {
      this.#form.problem = Problem.of(thrown);
    }
    this._testing = false;
    await this.updateComplete;
    this.renderRoot.querySelector('.checks')?.scrollIntoView({ block: 'nearest' });
  }

  get #chosen() {
    const { providers = [], connection } = this.#data.data ?? {};
    const name = connection?.provider ?? this.provider;
    return providers.find((provider) => provider.name === name);
  }

  /** A certificate that was met, taken into the list of those to be trusted. */
  #trust(fingerprint) {
    const form = this.#form;
    const now = form.current['settings.certificateFingerprints'] ?? [];
    this._start = {
      ...form.current,
      'settings.tlsTrust': 'pinned',
      'settings.certificateFingerprints': [...new Set([...now, fingerprint])],
    };
    this._checks = undefined;
    form.problem = undefined;
  }

  #found(message, provider) {
    const pins = provider.connectionFields.some((field) => field.name === 'certificateFingerprints');
    return pins ? [...new Set((message.match(FINGERPRINT) ?? []).map((one) => one.toLowerCase()))] : [];
  }

  #result(provider) {
    const checks = this._checks;
    if (!checks) {
      return nothing;
    }
    return html`<div slot="after" class="checks ${checks.ok ? '' : 'failed'}" role=${checks.ok ? 'status' : 'alert'}>
      <plenum-icon name=${checks.ok ? 'check-circle' : 'error'}></plenum-icon>
      <div class="grow">
        <strong>${t(checks.ok ? 'connections.works' : checks.saving ? 'connections.notSaved' : 'connections.worksNot')}</strong>
        ${checks.ok && checks.summary ? html`<p>${checks.summary}</p>` : nothing}
        ${
          checks.problems?.length
            ? html`<ul>
                ${checks.problems.map(
                  (problem) =>
                    html`<li>
                      ${problem.category ? html`<strong>${category(problem.category)}.</strong> ` : nothing}${problem.message}
                      ${problem.category && advice(problem.category) ? html`<p class="small">${advice(problem.category)}</p>` : nothing}
                      ${this.#found(problem.message, provider).map(
                        (fingerprint) =>
                          html`<p class="small">
                            ${t('connections.fingerprint')}
                            <plenum-button size="s" icon="lock" @click=${() => this.#trust(fingerprint)}>${t('connections.trust')}</plenum-button>
                          </p>`,
                      )}
                    </li>`,
                )}
              </ul>`
            : nothing
        }
        ${
          checks.ok
            ? nothing
            : html`<div class="row">
                <plenum-button size="s" @click=${() => this.#saveAnyway()}>${t('connections.saveAnyway')}</plenum-button>
                <span class="small">${t('connections.saveAnywayHelp')}</span>
              </div>`
        }
      </div>
    </div>`;
  }

  #choose(providers) {
    if (!providers.length) {
      return html`<plenum-card>
        <plenum-empty icon="modules" heading=${t('connections.noModule')}>
          ${t('connections.noModuleHelp')}
          <plenum-button slot="actions" variant="primary" href=${href('/modules', { tab: 'catalog' })}
            >${t('connections.toCatalog')}</plenum-button
          >
        </plenum-empty>
      </plenum-card>`;
    }
    return html`<div class="stack">
      ${this.provider ? html`<plenum-problem norepeat .problem=${{ title: t('connections.noProvider', { provider: this.provider }), detail: t('connections.noProviderHelp'), errors: [] }}></plenum-problem>` : nothing}
      <h2>${t('connections.choose')}</h2>
      <div class="choices">
        ${providers.map(
          (provider) =>
            html`<a class="choice" href=${href('/connections/new', { provider: provider.name })}>
              <plenum-icon name="connection"></plenum-icon>
              <span><strong>${provider.title}</strong><span class="muted">${provider.description}</span></span>
            </a>`,
        )}
      </div>
      <p class="muted small">
        ${t('connections.otherProvider')} <a href=${href('/modules', { tab: 'catalog' })}>${t('connections.toCatalog')}</a>
      </p>
    </div>`;
  }

  #editor(provider, connection) {
    this._start ??= this.#values(provider, connection);
    const own = contributions('connection-form', provider.name).find((one) => one.target === provider.name);
    const permission = connection ? 'infrastructure.connection.edit' : 'infrastructure.connection.create';
    return html`<div class="columns">
      <plenum-card heading=${t('connections.settings')}>
        <plenum-form
          .fields=${this.#fields(provider)}
          .values=${this._start}
          .submit=${(values) => this.#save(values)}
          .call=${(values) => this.#shown(values)}
          action=${t(connection ? 'connections.testSave' : 'connections.testCreate')}
          reason=${whyNot(permission, t)}
          cancellable
          @plenum-cancel=${() => navigate(href(connection ? `/connections/${connection.id}` : '/connections'))}
        >
          ${
            own
              ? html`<plenum-extension
                  .contribution=${own}
                  .context=${{ value: connection?.settings ?? {}, provider }}
                  @plenum-value=${(event) => (this._own = event.detail)}
                ></plenum-extension>`
              : nothing
          }
          ${this.#result(provider)}
          ${
            connection
              ? nothing
              : html`<plenum-button
                  slot="actions"
                  icon="signal"
                  ?busy=${this._testing}
                  reason=${whyNot(permission, t)}
                  @click=${() => this.#test()}
                  >${t('connections.test')}</plenum-button
                >`
          }
        </plenum-form>
      </plenum-card>
      <div class="stack">
        <plenum-card heading=${provider.title}>
          <p>${provider.description}</p>
          ${
            connection
              ? nothing
              : html`<p class="small"><a href=${href('/connections/new')}>${t('connections.another')}</a></p>`
          }
        </plenum-card>
        ${
          provider.leastPrivilege
            ? html`<plenum-card heading=${t('connections.rights')}>
                <plenum-markdown .text=${provider.leastPrivilege}></plenum-markdown>
              </plenum-card>`
            : nothing
        }
        <plenum-card heading=${t('connections.brings')}>
          <p class="small">${provider.resourceTypes.map((type) => html`<code>${type}</code> `)}</p>
        </plenum-card>
      </div>
    </div>`;
  }

  render() {
    const problem = this.#data.problem;
    const crumbs = [{ label: t('connections.title'), href: href('/connections') }];
    const { connection } = this.#data.data ?? {};
    if (connection) {
      crumbs.push({ label: connection.title, href: href(`/connections/${connection.id}`) });
    }
    const provider = this.#chosen;
    const heading = this.connection
      ? t('connections.edit')
      : provider
        ? t('connections.newOf', { provider: provider.title })
        : t('connections.new');
    return html`
      <plenum-page-header heading=${heading} .breadcrumbs=${crumbs}></plenum-page-header>
      ${
        problem?.code === 'module-route-missing'
          ? this.#choose([])
          : this.#data.render((data) => {
              if (provider) {
                return this.#editor(provider, data.connection);
              }
              return data.connection
                ? html`<plenum-problem
                    norepeat
                    .problem=${{ title: t('connections.noProvider', { provider: data.connection.provider }), detail: t('connections.noProviderHelp'), errors: [] }}
                  ></plenum-problem>`
                : this.#choose(data.providers);
            })
      }
    `;
  }
}

const INTERVALS = ['PT1M', 'PT5M', 'PT15M', 'PT1H', 'PT6H', 'P1D', 'off'];

/** The intervals to choose from; another one that was set by REST stays possible. */
const intervals = (now = 'PT15M') => (INTERVALS.includes(now) ? INTERVALS : [now, ...INTERVALS]);

const nameOf = (field) => `${field.type === 'secret' ? 'secrets' : 'settings'}.${field.name}`;

customElements.define('plenum-connection-edit', PlenumConnectionEdit);
