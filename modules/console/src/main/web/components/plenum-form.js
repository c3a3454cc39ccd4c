import { LitElement, css, html, nothing } from 'lit';
import { Problem } from '../lib/api.js';
import { t } from '../lib/i18n.js';
import { same } from '../lib/schema.js';
import { base } from './styles.js';
import './plenum-button.js';
import './plenum-field.js';
import './plenum-problem.js';
import { showCall } from './plenum-call.js';

/**
 * A form out of fields (see plenum-field). `.fields`, `.values` (what it begins with), `.base` (JSON Pointer under which
 * the server names them, such as `/values`), `.submit(values)` (sends them; what it throws is shown at the fields and
 * above the buttons), `.call(values)` for the REST call to be shown.
 *
 * A field with a `section` begins a part of the form under that heading.
 *
 * Slots: the default before the fields, `after` behind them, `actions` beside the buttons. Events: `plenum-input`
 * (detail: values) on each change, `plenum-done` (detail: what submit gave), `plenum-cancel`.
 */
class PlenumForm extends LitElement {
  static properties = {
    fields: { attribute: false },
    values: { attribute: false },
    base: {},
    submit: { attribute: false },
    call: { attribute: false },
    action: {},
    /** Why it cannot be sent now. */
    reason: {},
    space: {},
    cancellable: { type: Boolean },
    /** A problem that came from elsewhere, such as a plan that was refused; one with `told` is told by the page. */
    problem: { attribute: false },
    _values: { state: true },
    _busy: { state: true },
  };

  static styles = [
    base,
    css`
      :host {
        display: block;
      }
      form {
        display: flex;
        flex-direction: column;
        gap: var(--space-4);
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2);
        margin-top: var(--space-2);
      }
      .spread {
        flex: 1;
      }
      h3 {
        margin: var(--space-3) 0 0;
        padding-top: var(--space-4);
        border-top: 1px solid var(--border);
        font-size: var(--text-m);
        font-weight: 600;
      }
    `,
  ];

  #invalid = new Set();

  constructor() {
    super();
    this.base = '';
    this._values = {};
  }

  willUpdate(changed) {
    if (changed.has('values')) {
      this._values = { ...this.values };
      this.#invalid.clear();
    }
  }

  /** What is in it now. */
  get current() {
    return this._values;
  }

  /** Whether something has been changed since it was given its values. */
  get dirty() {
    return !same(this.values ?? {}, this._values);
  }

  #changed(event) {
    event.stopPropagation();
    const { name, value, invalid } = event.detail;
    this._values = { ...this._values, [name]: value };
    this.#invalid[invalid ? 'add' : 'delete'](name);
    this.dispatchEvent(new CustomEvent('plenum-input', { bubbles: true, composed: true, detail: this._values }));
  }

  #key(event) {
    const input = event.composedPath()[0];
    if (event.key === 'Enter' && input instanceof HTMLInputElement && input.type !== 'checkbox' && !event.defaultPrevented) {
      event.preventDefault();
      this.send();
    }
  }

  /** Checks and sends it, as its button does. */
  async send() {
    if (this._busy || this.reason) {
      return;
    }
    const controls = [...this.renderRoot.querySelectorAll('plenum-field')];
    const wrong = controls.filter((control) => !control.check());
    if (wrong.length) {
      wrong[0].focus();
      return;
    }
    this._busy = true;
    this.problem = undefined;
    try {
      const result = await this.submit(this._values);
      this.dispatchEvent(new CustomEvent('plenum-done', { bubbles: true, composed: true, detail: result }));
    } catch (thrown) {
      this.problem = Problem.of(thrown);
      await this.updateComplete;
      controls.find((control) => control.errors?.length)?.focus();
    }
    this._busy = false;
  }

  #errorsOf(field) {
    return this.problem instanceof Problem ? this.problem.at(field.pointer ?? `${this.base}/${field.name}`) : [];
  }

  render() {
    const fields = this.fields ?? [];
    const shown = fields.some((field) => this.#errorsOf(field).length);
    return html`
      <form novalidate @submit=${(event) => event.preventDefault()} @keydown=${this.#key} @plenum-change=${this.#changed}>
        <slot></slot>
        ${fields.map(
          (field) =>
            html`${field.section ? html`<h3>${field.section}</h3>` : nothing}<plenum-field
                .field=${field}
                .value=${this._values[field.name]}
                .errors=${this.#errorsOf(field)}
                .space=${this.space}
              ></plenum-field>`,
        )}
        <slot name="after"></slot>
        ${
          this.problem && !this.problem.told
            ? html`<plenum-problem norepeat .problem=${shown ? withoutFields(this.problem, fields, this.base) : this.problem}></plenum-problem>`
            : nothing
        }
        <div class="actions">
          <plenum-button variant="primary" reason=${this.reason ?? ''} ?busy=${this._busy} @click=${this.send}
            >${this.action ?? t('common.save')}</plenum-button
          >
          ${
            this.cancellable
              ? html`<plenum-button
                  @click=${() => this.dispatchEvent(new CustomEvent('plenum-cancel', { bubbles: true, composed: true }))}
                  >${t('common.cancel')}</plenum-button
                >`
              : nothing
          }
          <slot name="actions"></slot>
          <span class="spread"></span>
          ${
            this.call
              ? html`<plenum-button variant="ghost" icon="code" @click=${() => showCall(this.call(this._values))}
                  >${t('call.show')}</plenum-button
                >`
              : nothing
          }
        </div>
      </form>
    `;
  }
}

/** What stands at the fields need not stand above the buttons again. */
function withoutFields(problem, fields, base) {
  const pointers = fields.map((field) => field.pointer ?? `${base}/${field.name}`);
  const rest = problem.errors.filter(
    ({ pointer }) => !pointers.some((own) => pointer === own || pointer?.startsWith(own + '/')),
  );
  return new Problem({ ...problem, title: problem.title, detail: problem.detail, errors: rest });
}

customElements.define('plenum-form', PlenumForm);
