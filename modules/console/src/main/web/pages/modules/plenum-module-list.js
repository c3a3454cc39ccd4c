import { LitElement, css, html, nothing } from 'lit';
import { Load } from '../../components/load.js';
import { page } from '../../components/styles.js';
import { Watch } from '../../components/watch.js';
import { api } from '../../lib/api.js';
import { bytes } from '../../lib/format.js';
import { t } from '../../lib/i18n.js';
import { href, setQuery } from '../../lib/router.js';
import { whyNot } from '../../lib/session.js';
import { hasUpgrade, look, moduleActions, moduleHref } from './actions.js';
import { follow, running } from './running.js';
import './plenum-module-icon.js';
import './plenum-module-upload.js';
import '../../components/all.js';

const TABS = ['installed', 'catalog', 'upload'];

/** The modules: installed, on offer, or to be uploaded. */
class PlenumModuleList extends LitElement {
  static properties = { query: { attribute: false } };

  static styles = [
    page,
    css`
      .tools {
        display: flex;
        margin-bottom: var(--space-4);
        max-width: 420px;
      }
      li {
        position: relative;
        display: flex;
        align-items: center;
        gap: var(--space-4);
        padding: var(--space-4);
        border-bottom: 1px solid var(--border);
      }
      li:last-child {
        border-bottom: 0;
      }
      li:hover {
        background: var(--hover);
      }
      li:first-child {
        border-radius: var(--radius-l) var(--radius-l) 0 0;
      }
      li:last-child {
        border-radius: 0 0 var(--radius-l) var(--radius-l);
      }
      li:only-child {
        border-radius: var(--radius-l);
      }
      .name {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-1) var(--space-2);
      }
      .name a {
        color: var(--text);
        font-weight: 600;
      }
      /* The whole row leads to the module; what can be pressed lies above that. */
      .name a::after {
        content: '';
        position: absolute;
        inset: 0;
      }
      .name a:focus-visible {
        outline: none;
      }
      .name a:focus-visible::after {
        outline: 2px solid var(--accent);
        outline-offset: -2px;
        border-radius: var(--radius-m);
      }
      .actions {
        position: relative;
        display: flex;
        flex: none;
        align-items: center;
        gap: var(--space-2);
      }
      .facts {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--space-3);
        margin-top: 2px;
        color: var(--text-muted);
        font-size: var(--text-s);
      }
      .problem {
        display: flex;
        gap: var(--space-2);
        margin-top: var(--space-2);
        color: var(--danger-text);
        font-size: var(--text-s);
        overflow-wrap: anywhere;
      }
      .offers {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr));
        gap: var(--space-4);
      }
      article {
        position: relative;
        display: flex;
        flex-direction: column;
        gap: var(--space-3);
        padding: var(--space-4);
        background: var(--surface);
        border: 1px solid var(--border);
        border-radius: var(--radius-l);
        box-shadow: var(--shadow-s);
      }
      article:hover {
        border-color: var(--border-strong);
      }
      article header {
        display: flex;
        align-items: center;
        gap: var(--space-3);
      }
      article h2 {
        font-size: var(--text-m);
      }
      article .description {
        flex: 1;
      }
      article footer {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-2);
      }
      /* What the buttons do stands in the menu as well. */
      @media (max-width: 620px) {
        li {
          align-items: flex-start;
          gap: var(--space-3);
        }
        li .actions plenum-button {
          display: none;
        }
      }
    `,
  ];

  #modules = new Load(this, (signal) => this.#read(signal), { on: ['module.installed', 'module.uninstalled', 'module.failed'] });
  #end = () => {};

  constructor() {
    super();
    new Watch(this, running);
  }

  connectedCallback() {
    super.connectedCallback();
    this.#end = follow();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#end();
  }

  async #read(signal) {
    const [installed, catalog] = await Promise.all([
      api.list('modules', {}, { signal }),
      api.list('modules/catalog', {}, { signal }),
    ]);
    const byTitle = (one, other) => one.title.localeCompare(other.title);
    return { installed: installed.items.sort(byTitle), catalog: catalog.items.sort(byTitle) };
  }

  get #tab() {
    const tab = this.query?.get('tab');
    return TABS.includes(tab) ? tab : 'installed';
  }

  get #words() {
    return (this.query?.get('q') ?? '').toLowerCase();
  }

  #matches(module) {
    const words = this.#words;
    return !words || [module.name, module.title, module.description].some((text) => text.toLowerCase().includes(words));
  }

  #filter() {
    return html`<div class="tools">
      <plenum-filter
        placeholder=${t('modules.filter')}
        .value=${this.query?.get('q') ?? ''}
        @plenum-filter=${(event) => setQuery({ q: event.detail })}
      ></plenum-filter>
    </div>`;
  }

  #noMatch() {
    return html`<plenum-empty icon="search" heading=${t('modules.noMatch')}>
      ${t('modules.noMatchHelp')}
      <plenum-button slot="actions" @click=${() => setQuery({ q: '' })}>${t('modules.clear')}</plenum-button>
    </plenum-empty>`;
  }

  #installed({ installed, catalog }) {
    if (!installed.length) {
      return html`<plenum-card>
        <plenum-empty icon="modules" heading=${t('modules.none')}>
          ${t('modules.noneHelp')}
          <plenum-button slot="actions" variant="primary" href=${href('/modules', { tab: 'catalog' })}
            >${t('modules.toCatalog')}</plenum-button
          >
        </plenum-empty>
      </plenum-card>`;
    }
    const shown = installed.filter((module) => this.#matches(module));
    return html`${this.#filter()}
      ${
        shown.length
          ? html`<plenum-card flush>
              <ul class="plain">
                ${shown.map((module) => this.#row(module, catalog.find((entry) => entry.name === module.name)))}
              </ul>
            </plenum-card>`
          : this.#noMatch()
      }`;
  }

  #row(module, entry) {
    const now = running.value.get(module.name);
    const manage = whyNot('module.manage', t);
    return html`<li>
      <plenum-module-icon module=${module.name}></plenum-module-icon>
      <div class="grow">
        <div class="name">
          <a href=${moduleHref(module.name)}>${module.title}</a>
          ${
            now
              ? html`<plenum-badge tone="info" dot>${t(`modules.doing.${now.kind}`)}</plenum-badge>`
              : html`<plenum-state value=${module.state}></plenum-state>`
          }
        </div>
        <p class="muted">${module.description}</p>
        <div class="facts">
          <span>${t('modules.versionOf', { version: module.version })}</span>
          <span>${module.publisher}</span>
          <span>${module.signer ? t('modules.signedBy', { signer: commonName(module.signer) }) : t('modules.unsigned')}</span>
        </div>
        ${module.problems.map(
          (problem) => html`<p class="problem"><plenum-icon name="warning"></plenum-icon><span>${problem}</span></p>`,
        )}
      </div>
      <div class="actions">
        ${
          hasUpgrade(module, entry)
            ? html`<plenum-button
                size="s"
                icon="arrow-up"
                reason=${manage}
                @click=${() => look('upgrade', module.name, entry.version)}
                >${t('modules.upgradeTo', { version: entry.version })}</plenum-button
              >`
            : nothing
        }
        ${
          module.state === 'disabled'
            ? html`<plenum-button size="s" icon="play" reason=${manage} @click=${() => look('enable', module.name)}
                >${t('modules.enable')}</plenum-button
              >`
            : nothing
        }
        <plenum-menu
          size="s"
          icon="more"
          align="end"
          variant="ghost"
          label=${t('modules.actionsOf', { module: module.title })}
          .items=${moduleActions(module, entry)}
        ></plenum-menu>
      </div>
    </li>`;
  }

  #catalog({ installed, catalog }) {
    if (!catalog.length) {
      return html`<plenum-card>
        <plenum-empty icon="modules" heading=${t('modules.noCatalog')}>
          ${t('modules.noCatalogHelp')}
          <plenum-button slot="actions" href=${href('/modules', { tab: 'upload' })}>${t('modules.toUpload')}</plenum-button>
        </plenum-empty>
      </plenum-card>`;
    }
    const shown = catalog.filter((entry) => this.#matches(entry));
    return html`${this.#filter()}
      ${
        shown.length
          ? html`<div class="offers">
              ${shown.map((entry) => this.#offer(entry, installed.find((module) => module.name === entry.name)))}
            </div>`
          : this.#noMatch()
      }`;
  }

  #offer(entry, module) {
    return html`<article>
      <header>
        <plenum-module-icon module=${entry.name}></plenum-module-icon>
        <div class="grow">
          <h2 class="name"><a href=${moduleHref(entry.name)}>${entry.title}</a></h2>
          <div class="small muted truncate">${entry.publisher}</div>
        </div>
      </header>
      <p class="description">${entry.description}</p>
      ${
        entry.requires.length
          ? html`<p class="small muted">${t('modules.requiresList', { modules: entry.requires.join(', ') })}</p>`
          : nothing
      }
      <footer>
        <span class="small muted">${entry.version} · ${bytes(entry.size)}</span>
        <div class="actions">${this.#offerAction(entry, module)}</div>
      </footer>
    </article>`;
  }

  #offerAction(entry, module) {
    const manage = whyNot('module.manage', t);
    const now = running.value.get(entry.name);
    if (now) {
      return html`<plenum-badge tone="info" dot>${t(`modules.doing.${now.kind}`)}</plenum-badge>`;
    }
    if (!module) {
      return html`<plenum-button
        size="s"
        variant="primary"
        icon="download"
        reason=${manage}
        label=${t('modules.installNamed', { module: entry.title })}
        @click=${() => look('install', entry.name)}
        >${t('modules.install')}</plenum-button
      >`;
    }
    if (hasUpgrade(module, entry)) {
      return html`<plenum-button
        size="s"
        icon="arrow-up"
        reason=${manage}
        @click=${() => look('upgrade', entry.name, entry.version)}
        >${t('modules.upgrade')}</plenum-button
      >`;
    }
    return html`<plenum-state value=${module.state === 'active' ? 'installed' : module.state}></plenum-state>`;
  }

  render() {
    const data = this.#modules.data;
    const upgrades = data?.installed.filter((module) =>
      hasUpgrade(module, data.catalog.find((entry) => entry.name === module.name)),
    ).length;
    return html`
      <plenum-page-header heading=${t('modules.title')}>
        ${t('modules.lead')}
        ${upgrades ? html`<plenum-badge slot="meta" tone="info">${t('modules.upgrades', { count: upgrades })}</plenum-badge>` : nothing}
      </plenum-page-header>
      <plenum-tabs
        label=${t('modules.title')}
        selected=${this.#tab}
        .tabs=${TABS.map((id) => ({
          id,
          label: t(`modules.tab.${id}`),
          count: data?.[id]?.length,
          href: href('/modules', { tab: id === 'installed' ? '' : id }),
        }))}
      ></plenum-tabs>
      ${
        this.#tab === 'upload'
          ? html`<plenum-module-upload @plenum-uploaded=${() => this.#modules.reload()}></plenum-module-upload>`
          : this.#modules.render((modules) => (this.#tab === 'catalog' ? this.#catalog(modules) : this.#installed(modules)))
      }
    `;
  }
}

/** The name in a certificate's subject: CN=Plenum, O=… as "Plenum". */
export function commonName(subject) {
  return /(?:^|,\s*)CN=([^,]+)/i.exec(subject)?.[1] ?? subject;
}

customElements.define('plenum-module-list', PlenumModuleList);
