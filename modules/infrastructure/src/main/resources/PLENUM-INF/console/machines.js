import { LitElement, css, html, nothing } from 'lit';
import { Load, api, href, navigate, pageStyles, t } from 'plenum';
import './words.js';

const PAGE = '/x/infrastructure/infrastructure-machines';
const ROWS = 50;

/** The inventory by machines: one row each, however many systems show it. The address holds the filter and the place. */
class InfrastructureMachines extends LitElement {
  static properties = { location: { attribute: false } };

  static styles = [
    pageStyles,
    css`
      form {
        display: grid;
        gap: var(--space-2);
      }
      textarea {
        inline-size: 100%;
        box-sizing: border-box;
        padding: var(--space-2);
        border: 1px solid var(--border-strong, var(--border));
        border-radius: var(--radius-m, 6px);
        background: var(--surface);
        color: inherit;
        font: inherit;
        font-family: var(--font-mono, monospace);
      }
      .break {
        overflow-wrap: anywhere;
      }
    `,
  ];

  #question;

  #read = new Load(
    this,
    (signal) => {
      const { filter, after } = this.#asked();
      return api
        .get('ext/infrastructure/machines', { query: { filter: filter || undefined, after: after || undefined, limit: ROWS }, signal })
        .then(({ data }) => data);
    },
    { on: ['item.'], when: (event) => event.data?.type === 'infrastructure.machine-link' },
  );

  #asked() {
    const query = this.location?.query ?? new URLSearchParams();
    return { filter: query.get('filter') ?? '', after: query.get('after') ?? '' };
  }

  /** The console gives a new location often; only another question is worth reading anew. */
  updated() {
    const question = JSON.stringify(this.#asked());
    if (this.#question !== undefined && this.#question !== question) {
      this.#read.reload();
    }
    this.#question = question;
  }

  #go(query) {
    navigate(href(PAGE, Object.fromEntries(Object.entries(query).filter(([, value]) => value))));
  }

  #views({ views }) {
    return html`<div>${t('infrastructure.views', { count: views.length })}</div>
      ${views.map(
        ({ id, title, type, managed, vanished }) =>
          html`<div class="small break"><a href=${href(`/items/${id}`)}>${title} (${type})</a></div>
            ${
              managed || vanished
                ? html`<div>
                    ${managed ? html`<plenum-badge>${t('infrastructure.managed')}</plenum-badge>` : nothing}
                    ${vanished ? html`<plenum-badge>${t('infrastructure.gone')}</plenum-badge>` : nothing}
                  </div>`
                : nothing
            }`,
      )}`;
  }

  #what({ manufacturer, model, serialNumber, operatingSystem }) {
    return html`${[[manufacturer, model].filter(Boolean).join(' '), serialNumber, operatingSystem]
      .filter(Boolean)
      .map((line) => html`<div class="small break">${line}</div>`)}`;
  }

  render() {
    const { filter } = this.#asked();
    return html`<div class="stack">
      <p class="muted">${t('infrastructure.machinesLead')}</p>
      <form
        @submit=${(event) => {
          event.preventDefault();
          this.#go({ filter: this.renderRoot.querySelector('textarea').value.trim() });
        }}
      >
        <label for="filter">${t('infrastructure.filter')}</label>
        <textarea id="filter" rows="2" spellcheck="false" autocapitalize="off" aria-describedby="help" .value=${filter}></textarea>
        <span id="help" class="muted small break">${t('infrastructure.filterHelp')}</span>
        <div><plenum-button @click=${() => this.renderRoot.querySelector('form').requestSubmit()}>${t('infrastructure.filter')}</plenum-button></div>
      </form>
      ${this.#read.render(({ items, next }) =>
        items.length
          ? html`<plenum-table
                label=${t('infrastructure.machines')}
                .rows=${items}
                .rowHref=${({ id }) => href(`/items/${id}`)}
                .columns=${[
                  { id: 'title', label: t('infrastructure.machine'), primary: true, render: ({ title }) => title },
                  { id: 'power', label: t('infrastructure.power'), render: ({ views }) => [...new Set(views.map((one) => one.powerState).filter(Boolean))].join(', ') },
                  { id: 'what', label: t('infrastructure.what'), render: (row) => this.#what(row) },
                  { id: 'addresses', label: t('infrastructure.address'), render: ({ addresses }) => addresses.map((one) => html`<div class="small break">${one}</div>`) },
                  { id: 'views', label: t('infrastructure.shown'), render: (row) => this.#views(row) },
                ]}
              ></plenum-table>
              ${next ? html`<plenum-button @click=${() => this.#go({ filter, after: next })}>${t('infrastructure.more')}</plenum-button>` : nothing}`
          : html`<plenum-card
                ><plenum-empty icon="server" heading=${t('infrastructure.none')}>${t('infrastructure.noneHelp')}</plenum-empty></plenum-card
              >
              ${next ? html`<plenum-button @click=${() => this.#go({ filter, after: next })}>${t('infrastructure.more')}</plenum-button>` : nothing}`,
      )}
    </div>`;
  }
}

customElements.define('infrastructure-machines', InfrastructureMachines);
