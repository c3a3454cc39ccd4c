import { LitElement, css, html, nothing } from 'lit';
import { Load } from '../../components/load.js';
import { page } from '../../components/styles.js';
import { Watch } from '../../components/watch.js';
import { api } from '../../lib/api.js';
import { bytes, number } from '../../lib/format.js';
import { t } from '../../lib/i18n.js';
import { contributions, extensions } from '../../lib/registry.js';
import { href } from '../../lib/router.js';
import { can, whyNot } from '../../lib/session.js';
import { hasUpgrade, look, moduleActions, moduleHref } from './actions.js';
import { follow, running } from './running.js';
import './plenum-module-icon.js';
import '../../components/all.js';

/** One module, installed or on offer: what it says of itself, what it brings, who needs it. */
class PlenumModuleDetails extends LitElement {
  static properties = { name: {} };

  static styles = [
    page,
    css`
      .icon {
        --module-icon: 32px;
      }
      .brings li {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        justify-content: space-between;
        gap: 0 var(--space-3);
        padding: var(--space-2) var(--space-4);
        border-bottom: 1px solid var(--border);
      }
      .brings li:last-child {
        border-bottom: 0;
      }
      .brings code {
        color: var(--text-muted);
        overflow-wrap: anywhere;
      }
      summary {
        padding: var(--space-3) var(--space-4);
        color: var(--accent-text);
        cursor: pointer;
      }
      ul.plain:not(:empty) + details {
        border-top: 1px solid var(--border);
      }
      details[open] summary {
        border-bottom: 1px solid var(--border);
      }
      .inside {
        padding: var(--space-4);
      }
      .broken {
        display: flex;
        gap: var(--space-3);
        padding: var(--space-4);
        border-radius: var(--radius-l);
        background: var(--danger-soft);
      }
      .broken > plenum-icon {
        margin-top: 3px;
        color: var(--danger-text);
        --icon-size: 18px;
      }
      .broken ul {
        margin: var(--space-1) 0 var(--space-2);
        padding-left: var(--space-4);
      }
      .broken.off {
        background: var(--surface-sunken);
      }
      .broken.off > plenum-icon {
        color: var(--text-muted);
      }
    `,
  ];

  #module = new Load(this, (signal) => this.#read(signal), {
    on: ['module.installed', 'module.uninstalled', 'module.failed', 'console.extensions.changed'],
    auto: false,
  });
  #end = () => {};

  constructor() {
    super();
    new Watch(this, running, extensions);
  }

  connectedCallback() {
    super.connectedCallback();
    this.#end = follow();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#end();
  }

  willUpdate(changed) {
    if (changed.has('name')) {
      this.#module.data = undefined;
      this.#module.reload();
    }
  }

  async #read(signal) {
    const get = (path, query) => api.list(path, query, { signal }).then((list) => list.items);
    const [installed, catalog, readme, changes, types, permissions, history] = await Promise.all([
      get('modules'),
      get('modules/catalog'),
      api.get(`modules/${this.name}/readme`, { signal, headers: { Accept: 'text/markdown' } }).catch(() => ({ data: '' })),
      api.get(`modules/${this.name}/changes`, { signal, headers: { Accept: 'text/markdown' } }).catch(() => ({ data: '' })),
      get('content-types').catch(() => []),
      can('access.view') ? get('access/permissions').catch(() => []) : [],
      can('audit.view')
        ? get('audit/entries', { targetType: 'module', targetId: this.name, limit: 6 }).catch(() => undefined)
        : undefined,
    ]);
    const module = installed.find((one) => one.name === this.name);
    const entry = catalog.find((one) => one.name === this.name);
    const own = types.filter((type) => type.owner === this.name);
    const counts = await Promise.all(own.map((type) => this.#count(type, signal)));
    return {
      module,
      entry,
      readme: readme.data ?? '',
      changes: changes.data ?? '',
      titles: new Map([...catalog, ...installed].map((one) => [one.name, one.title])),
      present: new Set(installed.map((one) => one.name)),
      neededBy: installed.filter((one) => one.requires.includes(this.name)).map((one) => one.name),
      types: own.map((type, at) => ({ ...type, count: counts[at] })),
      permissions: permissions.filter((permission) => permission.owner === this.name),
      history,
      plan: module ? undefined : await this.#outlook(signal),
    };
  }

  /** How many there are, where the reader may know it. */
  async #count(type, signal) {
    if (!can(`${type.name}.view`)) {
      return undefined;
    }
    try {
      return (await api.list('items', { type: type.name, limit: 1, total: true }, { signal })).total;
    } catch {
      return undefined;
    }
  }

  /** What one that is not installed would bring; only who may install it can know. */
  async #outlook(signal) {
    if (!can('module.manage')) {
      return undefined;
    }
    try {
      return (await api.post('modules/plan', { kind: 'install', module: this.name }, { signal })).data;
    } catch {
      return undefined;
    }
  }

  #header({ module, entry }) {
    const about = module ?? entry;
    const now = running.value.get(this.name);
    const manage = whyNot('module.manage', t);
    return html`<plenum-page-header
      heading=${about.title}
      .breadcrumbs=${[{ label: t('modules.title'), href: href('/modules', { tab: module ? '' : 'catalog' }) }]}
    >
      <span slot="meta" class="row">
        <plenum-module-icon class="icon" module=${this.name}></plenum-module-icon>
        ${
          now
            ? html`<plenum-badge tone="info" dot>${t(`modules.doing.${now.kind}`)}</plenum-badge>`
            : module
              ? html`<plenum-state value=${module.state}></plenum-state>`
              : html`<plenum-badge>${t('modules.notInstalled')}</plenum-badge>`
        }
      </span>
      ${about.description}
      ${
        module
          ? html`${
                module.state === 'disabled'
                  ? html`<plenum-button slot="actions" variant="primary" icon="play" reason=${manage} @click=${() => look('enable', this.name)}
                      >${t('modules.enable')}</plenum-button
                    >`
                  : hasUpgrade(module, entry)
                    ? html`<plenum-button
                        slot="actions"
                        variant="primary"
                        icon="arrow-up"
                        reason=${manage}
                        @click=${() => look('upgrade', this.name, entry.version)}
                        >${t('modules.upgradeTo', { version: entry.version })}</plenum-button
                      >`
                    : nothing
              }
              <plenum-menu
                slot="actions"
                text
                align="end"
                label=${t('modules.actions')}
                .items=${moduleActions(module, entry)}
              ></plenum-menu>`
          : html`<plenum-button slot="actions" variant="primary" icon="download" reason=${manage} @click=${() => look('install', this.name)}
              >${t('modules.install')}</plenum-button
            >`
      }
    </plenum-page-header>`;
  }

  /** Why it does not work, and what can be done. */
  #state({ module }) {
    if (!module || module.state === 'active') {
      return nothing;
    }
    const off = module.state === 'disabled';
    return html`<div class="broken ${off ? 'off' : ''}" role=${off ? 'note' : 'alert'}>
      <plenum-icon name=${off ? 'stop' : 'warning'}></plenum-icon>
      <div>
        <strong>${t(`modules.stateIs.${module.state}`)}</strong>
        ${
          module.problems.length
            ? html`<ul>
                ${module.problems.map((problem) => html`<li>${problem}</li>`)}
              </ul>`
            : nothing
        }
        <p>${t(`modules.stateHelp.${module.state}`)}</p>
      </div>
    </div>`;
  }

  #types({ types, plan }) {
    const coming = plan?.typesAdded ?? [];
    if (!types.length && !coming.length) {
      return nothing;
    }
    return html`<plenum-card flush heading=${t('modules.types')}>
      <ul class="plain brings">
        ${types.map(
          (type) =>
            html`<li>
              <span><a href=${href('/types/' + type.name)}>${type.label}</a> <code>${type.name}</code></span>
              ${
                type.count === undefined
                  ? nothing
                  : html`<a href=${href('/inventory', { type: type.name })}
                      >${t('modules.items', { count: type.count, items: number(type.count) })}</a
                    >`
              }
            </li>`,
        )}
        ${coming.filter((name) => !types.some((type) => type.name === name)).map((name) => html`<li><code>${name}</code></li>`)}
      </ul>
    </plenum-card>`;
  }

  #permissions({ permissions, plan, types }) {
    const coming = plan?.permissionsAdded ?? [];
    if (!permissions.length && !coming.length) {
      return nothing;
    }
    // Those that each content type brings are many, and the same for every type.
    const ofTypes = permissions.filter((one) => types.some((type) => one.name.startsWith(`${type.name}.`)));
    const own = permissions.filter((one) => !ofTypes.includes(one));
    return html`<plenum-card flush heading=${t('modules.permissions')}>
      <ul class="plain brings">
        ${own.map((permission) => this.#permission(permission))}
        ${permissions.length ? nothing : coming.map((name) => html`<li><code>${name}</code></li>`)}
      </ul>
      ${
        ofTypes.length
          ? html`<details class="brings">
              <summary>${t('modules.ofTypes', { count: ofTypes.length })}</summary>
              <ul class="plain">
                ${ofTypes.map((permission) => this.#permission(permission))}
              </ul>
            </details>`
          : nothing
      }
    </plenum-card>`;
  }

  #permission({ name, title, restricted }) {
    return html`<li>
      <span>${title} ${restricted ? html`<plenum-badge tone="warning">${t('modules.restricted')}</plenum-badge>` : nothing}</span>
      <code>${name}</code>
    </li>`;
  }

  #console() {
    const extension = extensions.value.find((one) => one.module === this.name);
    if (!extension) {
      return nothing;
    }
    const pages = new Set(contributions('nav').map((one) => `${one.module}/${one.element}`));
    return html`<plenum-card flush heading=${t('modules.console')}>
      ${
        extension.problem
          ? html`<div class="inside">
              <plenum-problem
                norepeat
                compact
                .problem=${{ title: t('modules.consoleProblem'), detail: extension.problem, errors: [] }}
              ></plenum-problem>
            </div>`
          : nothing
      }
      <ul class="plain brings">
        ${(extension.contributions ?? []).map(
          (one) =>
            html`<li>
              <span
                >${
                  pages.has(`${this.name}/${one.element}`) && one.place === 'nav'
                    ? html`<a href=${href(`/x/${this.name}/${one.element}`)}>${one.title}</a>`
                    : one.title
                }</span
              >
              <span class="muted small">${t(`modules.place.${one.place}`)}${one.target ? html` · <code>${one.target}</code>` : nothing}</span>
            </li>`,
        )}
      </ul>
    </plenum-card>`;
  }

  #facts({ module, entry, titles, present, neededBy }) {
    const about = module ?? entry;
    const links = (names) =>
      names.length
        ? names.map(
            (name, at) =>
              html`${at ? ', ' : ''}<a href=${moduleHref(name)}>${titles.get(name) ?? name}</a>${
                present.has(name) ? nothing : ` (${t('modules.notInstalled')})`
              }`,
          )
        : t('common.none');
    return html`<plenum-card heading=${t('modules.about')}>
      <plenum-key-values
        .items=${[
          { label: t('modules.nameLabel'), value: html`<span class="mono">${about.name}</span>` },
          { label: t('modules.version'), value: about.version },
          ...(module && entry && hasUpgrade(module, entry) ? [{ label: t('modules.onOffer'), value: entry.version }] : []),
          { label: t('modules.publisher'), value: about.publisher },
          ...(module
            ? [
                { label: t('modules.signer'), value: module.signer ?? html`<plenum-badge tone="warning">${t('modules.unsigned')}</plenum-badge>` },
                { label: t('modules.installedAt'), value: html`<plenum-time exact value=${module.installedAt}></plenum-time>` },
              ]
            : [{ label: t('modules.size'), value: bytes(entry.size) }]),
          { label: t('modules.requires'), value: links(about.requires) },
          ...(module ? [{ label: t('modules.neededBy'), value: links(neededBy) }] : []),
          { label: t('modules.digest'), value: html`<span class="mono small">${about.digest}</span>` },
        ]}
      ></plenum-key-values>
    </plenum-card>`;
  }

  #history({ history }) {
    if (!history) {
      return nothing;
    }
    return html`<plenum-card flush heading=${t('modules.history')}>
      ${
        history.length
          ? html`<a slot="actions" class="small" href=${href('/audit', { targetType: 'module', targetId: this.name })}>${t('modules.allHistory')}</a>
              <ul class="plain brings">
                ${history.map(
                  (entry) =>
                    html`<li>
                      <a href=${href(`/audit/${entry.index}`)}>${word(entry)}</a>
                      <span class="muted small"
                        >${entry.actorName ?? ''} <plenum-time value=${entry.time}></plenum-time></span
                      >
                    </li>`,
                )}
              </ul>`
          : html`<p class="inside muted">${t('modules.noHistory')}</p>`
      }
    </plenum-card>`;
  }

  render() {
    return this.#module.render(
      (data) => {
        if (!data.module && !data.entry) {
          return html`<plenum-page-header
              heading=${this.name}
              .breadcrumbs=${[{ label: t('modules.title'), href: href('/modules') }]}
            ></plenum-page-header>
            <plenum-empty icon="modules" heading=${t('modules.gone')}>${t('modules.goneHelp', { module: this.name })}</plenum-empty>`;
        }
        return html`${this.#header(data)}
          <div class="stack">
            ${this.#state(data)}
            <div class="columns">
              <div class="stack">
                <plenum-card heading=${t('modules.readme')}>
                  ${
                    data.readme
                      ? html`<plenum-markdown .text=${data.readme}></plenum-markdown>`
                      : html`<p class="muted">${t('modules.noReadme')}</p>`
                  }
                </plenum-card>
                ${
                  data.changes
                    ? html`<plenum-card heading=${t('modules.changes')}>
                        <plenum-markdown .text=${data.changes}></plenum-markdown>
                      </plenum-card>`
                    : nothing
                }
                ${this.#types(data)} ${this.#permissions(data)} ${this.#console()}
              </div>
              <div class="stack">${this.#facts(data)} ${this.#history(data)}</div>
            </div>
          </div>`;
      },
    );
  }
}

/** What an audit entry says in a line. */
function word(entry) {
  const action = entry.event?.action ?? '';
  const verb = action.replace(/^module\./, '');
  const key = `modules.audit.${verb}`;
  const failed = entry.event?.outcome && entry.event.outcome !== 'SUCCESS';
  const version = entry.event?.details?.version ?? '';
  return `${t(key, { version })}${failed ? ` (${t('modules.audit.failed')})` : ''}`;
}

customElements.define('plenum-module-details', PlenumModuleDetails);
