import { LitElement, css, html, nothing } from 'lit';
import { base } from './styles.js';
import './plenum-badge.js';
import './plenum-icon.js';

/**
 * Tabs. With `href` in each they are links, so that a tab has an address; without, choosing one sends `plenum-tab`
 * with its id, and the page renders what belongs to it.
 */
class PlenumTabs extends LitElement {
  static properties = {
    /** [{id, label, icon?, count?, href?}] */
    tabs: { attribute: false },
    selected: {},
    label: {},
  };

  static styles = [
    base,
    css`
      :host {
        display: block;
        margin-bottom: var(--space-4);
        border-bottom: 1px solid var(--border);
      }
      .tabs {
        position: relative;
        display: flex;
        gap: var(--space-1);
        overflow-x: auto;
        scrollbar-width: none;
        margin-bottom: -1px;
      }
      a,
      button {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        flex: none;
        padding: var(--space-2) var(--space-3);
        border: 0;
        border-bottom: 2px solid transparent;
        background: none;
        font: inherit;
        font-weight: 500;
        color: var(--text-muted);
        cursor: pointer;
      }
      a:hover,
      button:hover {
        color: var(--text);
        text-decoration: none;
      }
      [aria-current],
      [aria-selected='true'] {
        color: var(--text);
        border-bottom-color: var(--accent);
      }
      :focus-visible {
        outline-offset: -2px;
      }
    `,
  ];

  #size = new ResizeObserver(() => this.#show());

  connectedCallback() {
    super.connectedCallback();
    this.#size.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#size.disconnect();
  }

  updated(changed) {
    if (changed.has('selected') || changed.has('tabs')) {
      this.#show();
    }
  }

  /** Where there is no room for all of them, the chosen one is in sight. */
  #show() {
    const row = this.renderRoot?.querySelector('.tabs');
    const chosen = row?.querySelector('[aria-current], [aria-selected=true]');
    if (chosen && row.scrollWidth > row.clientWidth) {
      row.scrollLeft = chosen.offsetLeft - (row.clientWidth - chosen.offsetWidth) / 2;
    }
  }

  get #linked() {
    return (this.tabs ?? []).some((tab) => tab.href);
  }

  #choose(id) {
    this.dispatchEvent(new CustomEvent('plenum-tab', { bubbles: true, composed: true, detail: id }));
  }

  async #key(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      const at = this.tabs.findIndex((tab) => tab.id === this.selected);
      const next = this.tabs[(at + step + this.tabs.length) % this.tabs.length];
      event.preventDefault();
      this.#choose(next.id);
      await this.updateComplete;
      this.renderRoot.querySelector('[aria-selected="true"]')?.focus();
    }
  }

  #inside(tab) {
    return html`${tab.icon ? html`<plenum-icon name=${tab.icon}></plenum-icon>` : nothing}${tab.label}${
      tab.count === undefined ? nothing : html`<plenum-badge>${tab.count}</plenum-badge>`
    }`;
  }

  render() {
    const tabs = this.tabs ?? [];
    return this.#linked
      ? html`<nav class="tabs" aria-label=${this.label ?? nothing}>
          ${tabs.map(
            (tab) =>
              html`<a href=${tab.href} aria-current=${tab.id === this.selected ? 'page' : nothing}>${this.#inside(tab)}</a>`,
          )}
        </nav>`
      : html`<div class="tabs" role="tablist" aria-label=${this.label ?? nothing} @keydown=${this.#key}>
          ${tabs.map(
            (tab) =>
              html`<button
                role="tab"
                type="button"
                aria-selected=${String(tab.id === this.selected)}
                tabindex=${tab.id === this.selected ? 0 : -1}
                @click=${() => this.#choose(tab.id)}
              >
                ${this.#inside(tab)}
              </button>`,
          )}
        </div>`;
  }
}

customElements.define('plenum-tabs', PlenumTabs);
