import { LitElement, css, html, nothing } from 'lit';
import { t } from '../lib/i18n.js';
import { base, control } from './styles.js';
import './plenum-button.js';
import './plenum-icon.js';

/** A field to search in what is shown. Sends `plenum-filter` with the text, shortly after the last key. */
class PlenumFilter extends LitElement {
  static shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static properties = { value: {}, placeholder: {}, label: {}, error: {}, wait: { type: Number } };

  static styles = [
    base,
    control,
    css`
      :host {
        display: block;
        position: relative;
        flex: 1 1 220px;
        min-width: 0;
      }
      plenum-icon {
        position: absolute;
        left: 10px;
        top: 8px;
        color: var(--text-muted);
        pointer-events: none;
        --icon-size: 13px;
      }
      input {
        padding-left: 32px;
      }
      input::-webkit-search-cancel-button {
        cursor: pointer;
      }
      .error {
        margin: 4px 0 0;
        font-size: var(--text-s);
        color: var(--danger-text);
      }
    `,
  ];

  #timer;

  constructor() {
    super();
    this.value = '';
    this.wait = 150;
  }

  #typed(event) {
    this.value = event.target.value;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#send(), this.wait);
  }

  #send() {
    clearTimeout(this.#timer);
    this.dispatchEvent(new CustomEvent('plenum-filter', { bubbles: true, composed: true, detail: this.value }));
  }

  render() {
    return html`
      <plenum-icon name="search"></plenum-icon>
      <input
        type="search"
        autocomplete="off"
        spellcheck="false"
        aria-label=${this.label ?? this.placeholder ?? t('common.filter')}
        aria-invalid=${this.error ? 'true' : nothing}
        aria-describedby=${this.error ? 'error' : nothing}
        placeholder=${this.placeholder ?? t('common.filter')}
        .value=${this.value ?? ''}
        @input=${this.#typed}
        @keydown=${(event) => event.key === 'Enter' && this.#send()}
      />
      ${this.error ? html`<p class="error" id="error" role="alert">${this.error}</p>` : nothing}
    `;
  }
}

customElements.define('plenum-filter', PlenumFilter);
