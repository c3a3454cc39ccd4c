import { LitElement, css, html, nothing } from 'lit';
import { base } from '../components/styles.js';
import { api, searchable } from '../lib/api.js';
import { t } from '../lib/i18n.js';
import { href, navigate } from '../lib/router.js';
import { can, currentSpace, logOut } from '../lib/session.js';
import { places } from './plenum-navigation.js';
import { setTheme } from './theme-choice.js';
import { changePassword } from './change-password.js';

/** Goes anywhere by a few keys: pages, actions, items and modules. */
class PlenumPalette extends LitElement {
  static properties = { _open: { state: true }, _text: { state: true }, _at: { state: true }, _found: { state: true }, _busy: { state: true } };

  static styles = [
    base,
    css`
      dialog {
        width: min(620px, calc(100vw - 24px));
        max-height: min(72vh, 560px);
        margin: 10vh auto auto;
        padding: 0;
        border: 0;
        border-radius: var(--radius-l);
        background: var(--surface-raised);
        color: var(--text);
        box-shadow: var(--shadow-l);
        overflow: hidden;
      }
      dialog[open] {
        display: flex;
        flex-direction: column;
      }
      dialog::backdrop {
        background: var(--overlay);
      }
      .line {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        padding: 0 var(--space-4);
        border-bottom: 1px solid var(--border);
        color: var(--text-muted);
      }
      input {
        flex: 1;
        min-width: 0;
        height: 52px;
        border: 0;
        background: none;
        color: var(--text);
        font: inherit;
        font-size: var(--text-l);
      }
      input:focus-visible {
        outline: none;
      }
      input::placeholder {
        color: var(--text-muted);
        opacity: 1;
      }
      [role='listbox'] {
        flex: 1;
        min-height: 0;
        overflow-y: auto;
        padding: var(--space-2);
      }
      .group {
        padding: var(--space-2) var(--space-2) var(--space-1);
        color: var(--text-muted);
        font-size: var(--text-xs);
      }
      [role='option'] {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        min-height: 36px;
        padding: 0 var(--space-2);
        border-radius: var(--radius-m);
        cursor: pointer;
      }
      [role='option'] plenum-icon {
        color: var(--text-muted);
      }
      [role='option'][aria-selected='true'] {
        background: var(--selected);
      }
      .label {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .hint {
        color: var(--text-muted);
        font-size: var(--text-xs);
      }
      .none {
        padding: var(--space-5);
        text-align: center;
        color: var(--text-muted);
      }
    `,
  ];

  #search = 0;
  #timer;
  #modules;

  constructor() {
    super();
    this._text = '';
    this._at = 0;
    this._found = [];
  }

  async show() {
    this._open = true;
    this._text = '';
    this._found = [];
    this._at = 0;
    await this.updateComplete;
    const dialog = this.renderRoot.querySelector('dialog');
    if (!dialog.open) {
      dialog.showModal();
    }
    this.renderRoot.querySelector('input').focus();
    this.#modules = can('module.view')
      ? api.list('modules').then(
          ({ items }) => items,
          () => [],
        )
      : Promise.resolve([]);
  }

  #close() {
    this.renderRoot.querySelector('dialog')?.close();
  }

  get #fixed() {
    const words = this._text.trim().toLowerCase();
    const matches = ({ label }) => words.split(/\s+/).every((word) => label.toLowerCase().includes(word));
    const pages = places()
      .filter((place) => !place.reason)
      .map((place) => ({ group: 'pages', label: place.label, icon: place.icon, go: () => navigate(place.href) }));
    const actions = [
      { label: t('shell.theme.useLight'), icon: 'sun', go: () => setTheme('light') },
      { label: t('shell.theme.useDark'), icon: 'moon', go: () => setTheme('dark') },
      { label: t('shell.theme.useSystem'), icon: 'computer', go: () => setTheme('system') },
      { label: t('shell.changePassword'), icon: 'lock', go: changePassword },
      { label: t('shell.logOut'), icon: 'log-out', go: () => logOut() },
    ].map((action) => ({ group: 'actions', ...action }));
    return [...pages, ...(words ? actions : [])].filter((entry) => !words || matches(entry));
  }

  get #entries() {
    return [...this.#fixed, ...this._found];
  }

  #typed(event) {
    this._text = event.target.value;
    this._at = 0;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#find(), 160);
  }

  async #find() {
    const text = this._text.trim();
    const search = ++this.#search;
    if (text.length < 2) {
      this._found = [];
      return;
    }
    this._busy = true;
    const [items, modules] = await Promise.all([findItems(text), this.#modules]);
    if (search !== this.#search) {
      return;
    }
    this._busy = false;
    this._found = [
      ...items.map((item) => ({
        group: 'items',
        label: item.title,
        hint: item.type,
        icon: 'server',
        go: () => navigate(href(`/items/${item.id}`)),
      })),
      ...modules
        .filter((module) => `${module.name} ${module.title ?? ''}`.toLowerCase().includes(text.toLowerCase()))
        .map((module) => ({
          group: 'modules',
          label: module.title || module.name,
          hint: module.version,
          icon: 'modules',
          go: () => navigate(href(`/modules/${module.name}`)),
        })),
    ];
  }

  #key(event) {
    const entries = this.#entries;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && entries.length) {
      event.preventDefault();
      this._at = (this._at + step + entries.length) % entries.length;
      this.updateComplete.then(() => this.renderRoot.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' }));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      this.#go(entries[this._at]);
    }
  }

  #go(entry) {
    if (entry) {
      this.#close();
      entry.go();
    }
  }

  render() {
    if (!this._open) {
      return nothing;
    }
    const entries = this.#entries;
    let group;
    return html`<dialog
      aria-label=${t('shell.palette')}
      @close=${() => (this._open = false)}
      @pointerdown=${(event) => event.target === event.currentTarget && this.#close()}
    >
      <div class="line">
        <plenum-icon name="search"></plenum-icon>
        <input
          role="combobox"
          aria-expanded="true"
          aria-controls="found"
          aria-autocomplete="list"
          aria-activedescendant=${entries.length ? `entry${this._at}` : nothing}
          aria-label=${t('shell.search')}
          placeholder=${t('shell.palettePlaceholder')}
          autocomplete="off"
          spellcheck="false"
          .value=${this._text}
          @input=${this.#typed}
          @keydown=${this.#key}
        />
      </div>
      <div role="listbox" id="found" aria-label=${t('shell.palette')} aria-busy=${this._busy ? 'true' : 'false'}>
        ${entries.map((entry, at) => {
          const heading = entry.group === group ? nothing : html`<div class="group" role="presentation">${t(`shell.found.${entry.group}`)}</div>`;
          group = entry.group;
          return html`${heading}
            <div
              role="option"
              id=${`entry${at}`}
              aria-selected=${String(at === this._at)}
              @pointermove=${() => (this._at = at)}
              @click=${() => this.#go(entry)}
            >
              <plenum-icon name=${entry.icon}></plenum-icon>
              <span class="label">${entry.label}</span>
              ${entry.hint ? html`<span class="hint">${entry.hint}</span>` : nothing}
            </div>`;
        })}
        ${entries.length || this._busy ? nothing : html`<p class="none" role="presentation">${t('shell.nothingFound', { text: this._text })}</p>`}
      </div>
    </dialog>`;
  }
}

/** Items by the beginnings of words in what is searchable of them. */
async function findItems(text) {
  try {
    const { items } = await api.list('items', {
      search: searchable(text),
      space: currentSpace.value,
      limit: 8,
      fields: 'id,title,type',
    });
    return items;
  } catch {
    return [];
  }
}

customElements.define('plenum-palette', PlenumPalette);
