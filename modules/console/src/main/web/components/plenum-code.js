import { LitElement, css, html } from 'lit';
import { t } from '../lib/i18n.js';
import { base } from './styles.js';
import './plenum-button.js';

/** Code or JSON as it is, with a button that copies it. Give it as `.code`. */
class PlenumCode extends LitElement {
  static properties = { code: {}, label: {}, _copied: { state: true } };

  static styles = [
    base,
    css`
      :host {
        display: block;
        position: relative;
        min-width: 0;
      }
      pre {
        margin: 0;
        max-height: var(--code-height, 360px);
        padding: var(--space-3);
        padding-right: 44px;
        overflow: auto;
        border-radius: var(--radius-m);
        background: var(--surface-sunken);
        border: 1px solid var(--border);
        font: var(--text-s) / 1.5 var(--font-mono);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      plenum-button {
        position: absolute;
        top: 6px;
        right: 6px;
      }
    `,
  ];

  async #copy() {
    await copyText(this.code);
    this._copied = true;
    setTimeout(() => (this._copied = false), 1500);
  }

  render() {
    return html`
      <pre tabindex="0" role="group" aria-label=${this.label ?? t('common.code')}>${this.code}</pre>
      <plenum-button
        variant="ghost"
        size="s"
        icon=${this._copied ? 'check' : 'copy'}
        label=${t(this._copied ? 'common.copied' : 'common.copy')}
        @click=${this.#copy}
      ></plenum-button>
    `;
  }
}

/** Browsers have a clipboard only on secure origins; elsewhere a selection has to do. */
export async function copyText(text) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const area = document.createElement('textarea');
  area.value = text;
  // Beside what was pressed: while a dialog is open, nothing outside it can be selected.
  let pressed = document.activeElement;
  while (pressed?.shadowRoot?.activeElement) {
    pressed = pressed.shadowRoot.activeElement;
  }
  const root = pressed?.getRootNode();
  (root instanceof ShadowRoot ? root : document.body).append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}

customElements.define('plenum-code', PlenumCode);
