import { LitElement, css, html, nothing } from 'lit';
import { page } from '../../components/styles.js';
import { t } from '../../lib/i18n.js';
import { href } from '../../lib/router.js';
import { can, whyNot } from '../../lib/session.js';
import '../../components/all.js';

/** Made by pages of their own. */
const ELSEWHERE = ['infrastructure.change', 'infrastructure.connection', 'console.view'];
const MANY = 12;

/** Chooses of which type a new item shall be. `.types`, `.providers` */
class PlenumItemTypeChoice extends LitElement {
  static properties = { types: { attribute: false }, providers: { attribute: false }, _words: { state: true } };

  static styles = [
    page,
    css`
      ul {
        list-style: none;
        margin: var(--space-2) 0 0;
        padding: 0;
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 260px), 1fr));
        gap: var(--space-3);
      }
      a,
      .no {
        display: block;
        height: 100%;
        padding: var(--space-3) var(--space-4);
        border: 1px solid var(--border);
        border-radius: var(--radius-l);
        background: var(--surface);
        color: var(--text);
      }
      a:hover {
        border-color: var(--accent);
        text-decoration: none;
      }
      .no {
        background: none;
        color: var(--text-muted);
      }
      b {
        display: block;
        font-weight: 600;
      }
      plenum-filter {
        max-width: 420px;
      }
    `,
  ];

  constructor() {
    super();
    this._words = '';
  }

  #card(type, provider) {
    const lacking = whyNot(`${type.name}.create`, t);
    const inside = html`<b>${type.label}</b
      ><span class="small muted">${lacking || (provider ? t('item-edit.over', { provider: provider.title }) : type.name)}</span>`;
    return html`<li>
      ${lacking ? html`<div class="no">${inside}</div>` : html`<a href=${href('/items/new', { type: type.name })}>${inside}</a>`}
    </li>`;
  }

  #group(heading, types, providerOf = () => undefined) {
    return types.length
      ? html`<section>
          <h2>${heading}</h2>
          <ul>
            ${types.map((type) => this.#card(type, providerOf(type)))}
          </ul>
        </section>`
      : nothing;
  }

  render() {
    const words = this._words.toLowerCase();
    const providerOf = ({ name }) => this.providers.find(({ resourceTypes }) => resourceTypes.includes(name));
    const all = this.types.filter(
      (type) =>
        !type.orphaned &&
        !ELSEWHERE.includes(type.name) &&
        (can(`${type.name}.view`) || can(`${type.name}.create`)) &&
        // What a provider only reports, nobody makes.
        (!providerOf(type) || type.fields.some(({ mode }) => mode === 'both')),
    );
    const shown = all.filter(({ name, label }) => `${label} ${name}`.toLowerCase().includes(words));
    const remote = shown.filter(providerOf);
    const site = shown.filter((type) => !providerOf(type));
    if (!all.length && this.types.some(({ orphaned, name }) => !orphaned && !ELSEWHERE.includes(name))) {
      return html`<plenum-empty icon="lock" heading=${t('item-edit.mayMakeNothing')}>${t('item-edit.mayMakeNothingHelp')}</plenum-empty>`;
    }
    if (!all.length) {
      return html`<plenum-empty icon="types" heading=${t('item-edit.noTypes')}>
        ${t('item-edit.noTypesHelp')}
        <plenum-button slot="actions" href=${href('/modules')}>${t('item-edit.toModules')}</plenum-button>
        <plenum-button slot="actions" href=${href('/types')}>${t('item-edit.toTypes')}</plenum-button>
      </plenum-empty>`;
    }
    return html`<div class="stack loose">
      ${
        all.length > MANY
          ? html`<plenum-filter
              placeholder=${t('item-edit.searchTypes')}
              .value=${this._words}
              @plenum-filter=${(event) => (this._words = event.detail)}
            ></plenum-filter>`
          : nothing
      }
      ${this.#group(t('item-edit.remoteTypes'), remote, providerOf)} ${this.#group(t('item-edit.siteTypes'), site)}
      ${shown.length ? nothing : html`<p class="muted">${t('item-edit.noTypeFound')}</p>`}
    </div>`;
  }
}

customElements.define('plenum-item-type-choice', PlenumItemTypeChoice);
