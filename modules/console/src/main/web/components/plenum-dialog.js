import { LitElement, css, html } from 'lit';
import { t } from '../lib/i18n.js';
import { base } from './styles.js';
import './plenum-button.js';

/**
 * A modal dialog. Open it with `open`; closing sends `plenum-close`. Slots: the content, `footer` for buttons.
 * `size`: s, m (default), l. `sticky` keeps it from closing by a click outside, for forms.
 */
export class PlenumDialog extends LitElement {
  static properties = {
    heading: {},
    open: { type: Boolean, reflect: true },
    size: { reflect: true },
    sticky: { type: Boolean },
    _footer: { state: true },
  };

  static styles = [
    base,
    css`
      :host {
        display: contents;
      }
      dialog {
        width: min(var(--dialog-width, 560px), calc(100vw - 32px));
        max-height: min(86vh, calc(100dvh - 32px));
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
      /* It has the focus while nothing in it has; where that is, its edge need not say. */
      dialog:focus-visible {
        outline: none;
      }
      dialog::backdrop {
        background: var(--overlay);
      }
      :host([size='s']) {
        --dialog-width: 420px;
      }
      :host([size='l']) {
        --dialog-width: 880px;
      }
      .head {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-3);
        padding: var(--space-4) var(--space-3) var(--space-2) var(--space-5);
      }
      h2 {
        margin: 0;
        font-size: var(--text-l);
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .body {
        flex: 1;
        min-height: 0;
        padding: var(--space-2) var(--space-5) var(--space-5);
        overflow: auto;
      }
      .foot {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: var(--space-2);
        padding: var(--space-3) var(--space-5);
        border-top: 1px solid var(--border);
      }
      @media (max-width: 480px) {
        .head,
        .body,
        .foot {
          padding-left: var(--space-4);
          padding-right: var(--space-4);
        }
      }
    `,
  ];

  updated(changed) {
    const dialog = this.renderRoot.querySelector('dialog');
    if (changed.has('open') && this.open && !dialog.open) {
      dialog.showModal();
    } else if (changed.has('open') && !this.open && dialog.open) {
      dialog.close();
    }
  }

  /** Closes it as the reader would. */
  close() {
    this.renderRoot.querySelector('dialog').close();
  }

  #closed() {
    if (this.open) {
      this.open = false;
      this.dispatchEvent(new CustomEvent('plenum-close', { bubbles: false }));
    }
  }

  #outside(event) {
    if (!this.sticky && event.target === event.currentTarget) {
      this.close();
    }
  }

  render() {
    return html`
      <dialog aria-label=${this.heading} @close=${this.#closed} @pointerdown=${this.#outside}>
        <div class="head">
          <h2>${this.heading}</h2>
          <plenum-button variant="ghost" icon="close" label=${t('common.close')} @click=${this.close}></plenum-button>
        </div>
        <div class="body"><slot></slot></div>
        <div class="foot" ?hidden=${!this._footer}>
          <slot name="footer" @slotchange=${(event) => (this._footer = event.target.assignedNodes().length > 0)}></slot>
        </div>
      </dialog>
    `;
  }
}

/** A dialog at the side of the window, for details of something beside its list. */
class PlenumDrawer extends PlenumDialog {
  static styles = [
    ...PlenumDialog.styles,
    css`
      dialog {
        width: min(var(--dialog-width, 520px), 100vw);
        height: 100dvh;
        max-height: none;
        margin: 0 0 0 auto;
        border-radius: 0;
      }
    `,
  ];
}

customElements.define('plenum-dialog', PlenumDialog);
customElements.define('plenum-drawer', PlenumDrawer);
