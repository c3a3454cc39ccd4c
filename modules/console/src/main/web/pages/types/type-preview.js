import { LitElement, html, nothing } from 'lit';
import { page } from '../../components/styles.js';
import { t } from '../../lib/i18n.js';
import { formFields } from '../../lib/schema.js';
import '../../components/plenum-field.js';

/** The form that a type makes, to be tried without consequences. */
class PlenumTypePreview extends LitElement {
  static properties = { type: { attribute: false }, _values: { state: true } };
  static styles = [page];

  constructor() {
    super();
    this._values = {};
  }

  render() {
    const fields = formFields(this.type, 'create');
    const observed = this.type.fields.length - fields.length;
    return html`<plenum-card heading=${t('types.preview')}>
      <div
        class="stack"
        @plenum-change=${(event) => {
          event.stopPropagation();
          this._values = { ...this._values, [event.detail.name]: event.detail.value };
        }}
      >
        <p class="muted small">${t('types.previewHelp')}</p>
        ${fields.map((field) => html`<plenum-field .field=${field} .value=${this._values[field.name]}></plenum-field>`)}
        ${fields.length ? nothing : html`<p class="muted">${t('types.nothingToFill')}</p>`}
        ${observed ? html`<p class="muted small">${t('types.observedFields', { count: observed })}</p>` : nothing}
      </div>
    </plenum-card>`;
  }
}

customElements.define('plenum-type-preview', PlenumTypePreview);
