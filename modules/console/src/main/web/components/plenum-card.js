import { LitElement, css, html, nothing } from 'lit';
import { base } from './styles.js';

/** A surface with a heading. Slots: the content, `actions` beside the heading, `footer`. `flush` for tables and lists. */
class PlenumCard extends LitElement {
  static properties = { heading: {}, level: { type: Number }, flush: { type: Boolean, reflect: true }, _footer: { state: true } };

  static styles = [
    base,
    css`
      :host {
        display: block;
        min-width: 0;
        background: var(--surface);
        border: 1px solid var(--border);
        border-radius: var(--radius-l);
        box-shadow: var(--shadow-s);
      }
      .head {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-3);
        min-height: 32px;
        padding: var(--space-3) var(--space-4) 0;
      }
      :host([flush]) .head {
        padding-bottom: var(--space-3);
        border-bottom: 1px solid var(--border);
      }
      h2,
      h3 {
        margin: 0;
        font-size: var(--text-m);
        font-weight: 600;
      }
      .actions {
        display: flex;
        align-items: center;
        gap: var(--space-2);
      }
      .body {
        padding: var(--space-4);
      }
      .head + .body {
        padding-top: var(--space-2);
      }
      :host([flush]) .body {
        padding: 0;
      }
      .foot {
        padding: 0 var(--space-4) var(--space-4);
      }
    `,
  ];

  constructor() {
    super();
    this.level = 2;
  }

  render() {
    return html`
      ${
        this.heading
          ? html`<div class="head">
              ${this.level === 3 ? html`<h3>${this.heading}</h3>` : html`<h2>${this.heading}</h2>`}
              <div class="actions"><slot name="actions"></slot></div>
            </div>`
          : nothing
      }
      <div class="body"><slot></slot></div>
      <div class="foot" ?hidden=${!this._footer}>
        <slot name="footer" @slotchange=${(event) => (this._footer = event.target.assignedNodes().length > 0)}></slot>
      </div>
    `;
  }
}

customElements.define('plenum-card', PlenumCard);
