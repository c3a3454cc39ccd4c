import { LitElement, css, html } from 'lit';
import { base } from './styles.js';
import { place } from './place.js';

/**
 * Words about what it wraps, on hover and on focus. The wrapped control must have its own accessible name; the words
 * are added as its description by whoever owns the control (see plenum-button).
 */
class PlenumTooltip extends LitElement {
  static properties = { text: {} };

  static styles = [
    base,
    css`
      :host {
        display: inline-flex;
        min-width: 0;
      }
      [popover] {
        position: fixed;
        inset: auto;
        margin: 0;
        max-width: 300px;
        padding: 6px 10px;
        border: 0;
        border-radius: var(--radius-m);
        background: light-dark(#1d222b, #eceef3);
        color: light-dark(#f4f5f8, #171a20);
        font-size: var(--text-s);
        line-height: 1.4;
        box-shadow: var(--shadow-s);
        pointer-events: none;
      }
    `,
  ];

  #timer;

  constructor() {
    super();
    this.addEventListener('pointerenter', () => this.#show(350));
    this.addEventListener('focusin', () => this.#show(0));
    this.addEventListener('pointerleave', () => this.#hide());
    this.addEventListener('focusout', () => this.#hide());
    this.addEventListener('click', () => this.#hide());
    this.addEventListener('keydown', (event) => event.key === 'Escape' && this.#hide());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  #show(delay) {
    clearTimeout(this.#timer);
    if (!this.text) {
      return;
    }
    this.#timer = setTimeout(() => {
      const bubble = this.renderRoot.querySelector('[popover]');
      if (bubble && this.isConnected && this.text) {
        bubble.showPopover();
        place(bubble, this, { side: 'top', align: 'center', gap: 6 });
      }
    }, delay);
  }

  #hide() {
    clearTimeout(this.#timer);
    this.renderRoot.querySelector('[popover]')?.hidePopover();
  }

  render() {
    return html`<slot></slot><div popover="manual" aria-hidden="true">${this.text}</div>`;
  }
}

customElements.define('plenum-tooltip', PlenumTooltip);
