import { LitElement, css, html, nothing } from 'lit';
import { Problem } from '../lib/api.js';
import { t } from '../lib/i18n.js';
import { problemText } from './problem-text.js';
import { base } from './styles.js';
import './plenum-button.js';
import './plenum-icon.js';

const SHOWN = 6000;
const ICONS = { success: 'check-circle', danger: 'error', warning: 'warning', info: 'info' };

/** Where short messages appear; the shell has one. */
class PlenumToasts extends LitElement {
  static properties = { _toasts: { state: true } };

  static styles = [
    base,
    css`
      :host {
        position: fixed;
        inset: auto;
        right: var(--space-4);
        bottom: var(--space-4);
        width: min(380px, calc(100vw - 32px));
        margin: 0;
        padding: 0;
        border: 0;
        background: none;
        overflow: visible;
      }
      .toast {
        display: flex;
        gap: var(--space-3);
        align-items: flex-start;
        margin-top: var(--space-2);
        padding: var(--space-3);
        border-radius: var(--radius-l);
        background: var(--surface-raised);
        color: var(--text);
        box-shadow: var(--shadow-m);
      }
      .toast > plenum-icon {
        --icon-size: 18px;
        margin-top: 1px;
        color: var(--accent-text);
      }
      .success > plenum-icon {
        color: var(--success-text);
      }
      .danger > plenum-icon {
        color: var(--danger-text);
      }
      .warning > plenum-icon {
        color: var(--warning-text);
      }
      .words {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
        padding-top: 2px;
      }
      a {
        display: inline-block;
        margin-top: 2px;
        font-weight: 500;
      }
    `,
  ];

  constructor() {
    super();
    this._toasts = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.popover = 'manual';
  }

  add(toast) {
    this._toasts = [...this._toasts.slice(-3), toast];
    // Above open dialogs: the one that was opened last is on top.
    if (this.matches(':popover-open')) {
      this.hidePopover();
    }
    this.showPopover();
    if (toast.tone !== 'danger') {
      setTimeout(() => this.#remove(toast), SHOWN);
    }
  }

  #remove(toast) {
    this._toasts = this._toasts.filter((one) => one !== toast);
    if (!this._toasts.length && this.matches(':popover-open')) {
      this.hidePopover();
    }
  }

  render() {
    return html`<div role="status" aria-live="polite">
      ${this._toasts.map(
        (toast) =>
          html`<div class="toast ${toast.tone}">
            <plenum-icon name=${ICONS[toast.tone] ?? 'info'}></plenum-icon>
            <div class="words">
              ${toast.text}
              ${toast.href ? html`<br /><a href=${toast.href} @click=${() => this.#remove(toast)}>${toast.link ?? t('common.show')}</a>` : nothing}
            </div>
            <plenum-button variant="ghost" size="s" icon="close" label=${t('common.close')} @click=${() => this.#remove(toast)}>
            </plenum-button>
          </div>`,
      )}
    </div>`;
  }
}

customElements.define('plenum-toasts', PlenumToasts);

/**
 * Tells the reader something in passing. What went wrong stays until closed.
 *
 * @param {string|{text: string, tone?: 'success'|'info'|'warning'|'danger', href?: string, link?: string}} message
 */
export function toast(message) {
  let region = document.querySelector('plenum-toasts');
  if (!region) {
    region = document.createElement('plenum-toasts');
    document.body.append(region);
  }
  region.add({ tone: 'success', ...(typeof message === 'string' ? { text: message } : message) });
}

/** Says what a caught error says. */
export function toastProblem(thrown) {
  const problem = Problem.of(thrown);
  if (problem instanceof Problem) {
    toast({ tone: 'danger', text: problemText(problem) });
  }
}
