import { LitElement, css, html, nothing } from 'lit';
import { base } from './styles.js';
import './plenum-icon.js';
import './plenum-tooltip.js';
import { explain } from './explain.js';

/**
 * A button, or with `href` a link that looks like one.
 *
 * What is not possible now has a `reason`: it is greyed out, keeps its place in the order of keys, and says why; pressed
 * all the same, it explains which grant is lacking where a permission is the reason. A button in a form with `type="submit"` sends it.
 */
class PlenumButton extends LitElement {
  static formAssociated = true;
  static shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  static properties = {
    /** primary | secondary | ghost | danger */
    variant: { reflect: true },
    size: { reflect: true },
    icon: {},
    /** The name of a button that shows only an icon; also its tooltip. */
    label: {},
    tooltip: {},
    reason: {},
    href: {},
    /** For links: `_blank`, and the name of the file to be saved. */
    target: {},
    download: {},
    type: {},
    busy: { type: Boolean, reflect: true },
    /** For buttons that open something: menu, dialog. */
    popup: {},
    expanded: { type: Boolean },
    pressed: {},
  };

  static styles = [
    base,
    css`
      :host {
        display: inline-flex;
        max-width: 100%;
      }
      button,
      a {
        display: inline-flex;
        align-items: center;
        justify-content: center;
        gap: 6px;
        width: 100%;
        min-height: var(--control);
        padding: 0 var(--space-3);
        border: 1px solid var(--button-border, var(--border-strong));
        border-radius: var(--radius-m);
        background: var(--surface);
        color: var(--text);
        font: inherit;
        font-weight: 500;
        line-height: 1.2;
        white-space: nowrap;
        cursor: pointer;
        transition:
          background var(--fast),
          border-color var(--fast);
      }
      button,
      a {
        border-color: var(--button-border, color-mix(in srgb, var(--border-strong) 50%, transparent));
      }
      :hover {
        text-decoration: none;
      }
      button:hover,
      a:hover {
        background: var(--hover);
      }
      :focus-visible {
        border-radius: var(--radius-m);
      }
      :host([size='s']) :is(button, a) {
        min-height: var(--control-s);
        padding: 0 var(--space-2);
        font-size: var(--text-s);
      }
      :is(button, a).alone {
        padding: 0;
        width: var(--control);
      }
      :host([size='s']) :is(button, a).alone {
        width: var(--control-s);
        padding: 0;
      }
      :host([variant='primary']) :is(button, a) {
        background: var(--accent);
        border-color: transparent;
        color: var(--text-on-accent);
      }
      :host([variant='primary']) :is(button, a):hover {
        background: var(--accent-hover);
      }
      :host([variant='danger']) :is(button, a) {
        background: var(--danger);
        border-color: transparent;
        color: light-dark(#fff, #2a0b0b);
      }
      :host([variant='danger']) :is(button, a):hover {
        background: var(--danger-hover);
      }
      :host([variant='ghost']) :is(button, a) {
        background: transparent;
        border-color: transparent;
        color: var(--text-muted);
      }
      :host([variant='ghost']) :is(button, a):hover {
        background: var(--hover);
        color: var(--text);
      }
      :host :is(button, a)[aria-pressed='true'] {
        background: var(--selected);
        color: var(--accent-text);
      }
      :host :is(button, a)[aria-disabled='true'],
      :host([variant]) :is(button, a)[aria-disabled='true']:hover {
        background: var(--neutral-soft);
        border-color: transparent;
        color: var(--text-muted);
        cursor: not-allowed;
      }
      :host([variant='ghost']) :is(button, a)[aria-disabled='true'],
      :host([variant='ghost']) :is(button, a)[aria-disabled='true']:hover {
        background: transparent;
        opacity: 0.75;
      }
      plenum-tooltip {
        width: 100%;
      }
      .spin {
        width: 14px;
        height: 14px;
        border: 2px solid currentColor;
        border-right-color: transparent;
        border-radius: 50%;
        animation: spin 700ms linear infinite;
      }
      slot {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      @keyframes spin {
        to {
          transform: rotate(1turn);
        }
      }
      @media (prefers-reduced-motion: reduce) {
        .spin {
          animation-duration: 3s;
        }
      }
    `,
  ];

  #internals = this.attachInternals();

  constructor() {
    super();
    this.type = 'button';
    this.addEventListener('click', (event) => this.#clicked(event), true);
  }

  get #blocked() {
    return Boolean(this.reason) || this.busy;
  }

  /** Whoever listens for a click hears of none while it is not possible. */
  #clicked(event) {
    if (this.#blocked) {
      event.preventDefault();
      event.stopImmediatePropagation();
      explain(this.reason);
    } else if (this.type === 'submit') {
      this.#internals.form?.requestSubmit();
    }
  }

  render() {
    const words = this.reason || this.tooltip || (this.label && !this.textContent.trim() ? this.label : '');
    const inside = html`
      ${this.busy ? html`<span class="spin"></span>` : this.icon ? html`<plenum-icon name=${this.icon}></plenum-icon>` : nothing}
      <slot @slotchange=${() => this.requestUpdate()}></slot>
    `;
    const alone = this.label && !this.textContent.trim() ? 'alone' : '';
    const control =
      this.href && !this.#blocked
        ? html`<a
            class=${alone}
            href=${this.href}
            target=${this.target || nothing}
            rel=${this.target === '_blank' ? 'noopener noreferrer' : nothing}
            download=${this.download ?? nothing}
            aria-label=${this.label || nothing}>${inside}</a>`
        : html`<button
            type="button"
            class=${alone}
            aria-label=${this.label || nothing}
            aria-disabled=${this.#blocked ? 'true' : nothing}
            aria-busy=${this.busy ? 'true' : nothing}
            aria-description=${this.reason || nothing}
            aria-haspopup=${this.popup || nothing}
            aria-expanded=${this.popup ? String(Boolean(this.expanded)) : nothing}
            aria-pressed=${this.pressed ?? nothing}
          >
            ${inside}
          </button>`;
    return html`<plenum-tooltip text=${words}>${control}</plenum-tooltip>`;
  }
}

customElements.define('plenum-button', PlenumButton);
