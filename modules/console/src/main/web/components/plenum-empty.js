import { LitElement, css, html, nothing } from 'lit';
import { base } from './styles.js';
import './plenum-icon.js';

/** Nothing here: says why and what to do next. Slot: text; `actions`: buttons. */
class PlenumEmpty extends LitElement {
  static properties = { heading: {}, icon: {} };

  static styles = [
    base,
    css`
      :host {
        display: block;
        padding: var(--space-7) var(--space-4);
        text-align: center;
        color: var(--text-muted);
      }
      .disc {
        display: inline-flex;
        padding: var(--space-3);
        border-radius: 50%;
        background: var(--neutral-soft);
        --icon-size: 20px;
      }
      .heading {
        margin: var(--space-3) 0 var(--space-1);
        color: var(--text);
        font-size: var(--text-l);
        font-weight: 600;
      }
      .text {
        max-width: 52ch;
        margin: 0 auto;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        justify-content: center;
        gap: var(--space-2);
        margin-top: var(--space-4);
      }
    `,
  ];

  render() {
    return html`
      ${this.icon ? html`<span class="disc"><plenum-icon name=${this.icon}></plenum-icon></span>` : nothing}
      <p class="heading">${this.heading}</p>
      <div class="text"><slot></slot></div>
      <div class="actions"><slot name="actions"></slot></div>
    `;
  }
}

customElements.define('plenum-empty', PlenumEmpty);
