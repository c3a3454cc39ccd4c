import { LitElement, css, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { control, page } from '../../components/styles.js';
import { BASE_FIELDS, complete, fieldName, kindOf, operators, parse, placeOf, takesValue, toCel } from '../../lib/filter.js';
import { t } from '../../lib/i18n.js';

const WAIT = 250;

/**
 * The filter as rows and as text, both of which can be edited. `.filter` is the text, `.fields` what the type has,
 * `.problem` what the server says of it. Each change sends `plenum-cel` with the text.
 */
class PlenumInventoryFilter extends LitElement {
  static properties = {
    filter: {},
    fields: { attribute: false },
    types: { attribute: false },
    problem: { attribute: false },
    /** How far in what is sent the text begins. */
    shift: { type: Number },
    _rows: { state: true },
    _text: { state: true },
  };

  static styles = [
    page,
    control,
    css`
      .panel {
        padding: var(--space-4);
        border: 1px solid var(--border);
        border-radius: var(--radius-l);
        background: var(--surface);
        box-shadow: var(--shadow-s);
      }
      .line {
        display: grid;
        grid-template-columns: minmax(120px, 220px) minmax(110px, 170px) minmax(0, 1fr) auto;
        gap: var(--space-2);
        align-items: start;
        margin-bottom: var(--space-2);
      }
      .line.raw {
        grid-template-columns: minmax(0, 1fr) auto;
      }
      .line.wrong :is(select, input),
      .wrong.mono {
        border-color: var(--danger);
      }
      .label-field {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        gap: var(--space-2);
      }
      .label-field > :only-child {
        grid-column: 1 / -1;
      }
      .cel {
        margin-top: var(--space-4);
      }
      .cel label {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 var(--space-3);
        margin-bottom: 4px;
        font-weight: 500;
      }
      .cel label span {
        font-weight: 400;
      }
      textarea {
        min-height: 54px;
        font-family: var(--font-mono);
        font-size: var(--text-s);
      }
      .mono {
        font-family: var(--font-mono);
        font-size: var(--text-s);
      }
      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: 4px var(--space-4);
        min-height: var(--control);
        align-items: center;
      }
      .choices label {
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
      .error {
        display: grid;
        gap: 4px;
        margin-top: var(--space-2);
        color: var(--danger-text);
        font-size: var(--text-s);
      }
      .error pre {
        margin: 0;
        padding: 6px var(--space-2);
        border-radius: var(--radius-m);
        background: var(--danger-soft);
        font: var(--text-s) / 1.5 var(--font-mono);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      mark {
        background: var(--danger);
        color: var(--surface);
        border-radius: 2px;
        padding: 0 1px;
      }
      @media (max-width: 640px) {
        .line:not(.raw) {
          grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) auto;
        }
        .line:not(.raw) .field {
          grid-column: 1 / 3;
        }
        .line:not(.raw) .remove {
          grid-column: 3;
          grid-row: 1;
        }
        .line:not(.raw) .value {
          grid-column: 2 / -1;
        }
      }
    `,
  ];

  #timer;
  #sent;

  constructor() {
    super();
    this._rows = [];
    this._text = '';
    this.fields = [];
    this.types = [];
    this.shift = 0;
  }

  willUpdate(changed) {
    if (changed.has('filter') && this.filter !== this.#sent) {
      this.#sent = this.filter;
      this._text = this.filter ?? '';
      this._rows = parse(this._text);
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  /** A new row for a field, as if it had been added here. */
  add(field = 'title') {
    this._rows = [...this._rows, this.#fresh(field)];
    this.updateComplete.then(() => this.renderRoot.querySelector('.line:last-of-type select')?.focus());
  }

  /** `!(..)` and lists of `!=` find what is missing too; the plain forms come first in the choice. */
  #fresh(name) {
    const field = this.#field(name);
    const [op] = operators(field);
    return { field: name, op, value: op === 'in' || op === 'notIn' ? [] : '', kind: kindOf(field) };
  }

  #field(name) {
    if (name.startsWith('labels.')) {
      return { name, type: 'string', flags: [], label: name };
    }
    return (
      this.fields.find((field) => fieldName(field.name) === name) ??
      BASE_FIELDS.find((field) => field.name === name) ?? { name, type: 'string', flags: [] }
    );
  }

  #send(text) {
    this._text = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#sent = text.trim();
      this.dispatchEvent(new CustomEvent('plenum-cel', { detail: text.trim() }));
    }, WAIT);
  }

  #change(at, change) {
    this._rows = this._rows.map((row, other) => (other === at ? { ...row, ...change } : row));
    this.#send(toCel(this._rows));
  }

  #remove(at) {
    this._rows = this._rows.filter((_, other) => other !== at);
    this.#send(toCel(this._rows));
  }

  #typed(text) {
    this._rows = parse(text);
    this.#send(text);
  }

  #chooseField(at, name) {
    const before = this._rows[at];
    const fresh = this.#fresh(name);
    const keeps = operators(this.#field(name)).includes(before.op) && this.#field(before.field).type === this.#field(name).type;
    this.#change(at, keeps ? { field: name } : { ...fresh, start: undefined, end: undefined });
  }

  #chooseOp(at, op) {
    const { value } = this._rows[at];
    const many = op === 'in' || op === 'notIn';
    const next = many ? [value ?? []].flat().filter(Boolean) : ([value].flat()[0] ?? '');
    this.#change(at, { op, value: takesValue(op) ? next : undefined, wrap: undefined });
  }

  #row(row, at, wrong) {
    const remove = html`<plenum-button
      class="remove"
      variant="ghost"
      icon="close"
      label=${t('inventory.removeCondition', { number: at + 1 })}
      @click=${() => this.#remove(at)}
    ></plenum-button>`;
    if (row.raw !== undefined) {
      return html`<div class="line raw">
        <input
          class="mono ${wrong ? 'wrong' : ''}"
          aria-label=${t('inventory.rawCondition', { number: at + 1 })}
          spellcheck="false"
          autocomplete="off"
          .value=${live(row.raw)}
          @input=${(event) => this.#change(at, { raw: event.target.value })}
        />
        ${remove}
      </div>`;
    }
    const label = row.field.startsWith('labels.');
    const field = this.#field(row.field);
    const known = label || BASE_FIELDS.some(({ name }) => name === row.field) || this.fields.some(({ name }) => fieldName(name) === row.field);
    const number = at + 1;
    return html`<div class="line ${wrong ? 'wrong' : ''}">
      <div class="field label-field">
        <select
          aria-label=${t('inventory.conditionField', { number })}
          @change=${(event) => this.#chooseField(at, event.target.value)}
        >
          <optgroup label=${t('inventory.everyItem')}>
            ${BASE_FIELDS.filter(({ name }) => name !== 'space' && name !== 'id').map(
              ({ name }) => html`<option value=${name} ?selected=${name === row.field}>${t(`inventory.base.${name}`)}</option>`,
            )}
            <option value="labels." ?selected=${label}>${t('inventory.aLabel')}</option>
          </optgroup>
          ${
            this.fields.length
              ? html`<optgroup label=${t('inventory.typeFields')}>
                  ${this.fields.map(
                    (one) =>
                      html`<option value=${fieldName(one.name)} ?selected=${fieldName(one.name) === row.field}>${one.label || one.name}</option>`,
                  )}
                </optgroup>`
              : nothing
          }
          ${known ? nothing : html`<option value=${row.field} selected>${row.field}</option>`}
        </select>
        ${
          label
            ? html`<input
                aria-label=${t('inventory.labelName', { number })}
                placeholder=${t('inventory.labelNamePlaceholder')}
                autocomplete="off"
                spellcheck="false"
                .value=${live(row.field.slice('labels.'.length))}
                @input=${(event) => this.#change(at, { field: `labels.${event.target.value}` })}
              />`
            : nothing
        }
      </div>
      <select
        class="op"
        aria-label=${t('inventory.conditionOperator', { number })}
        @change=${(event) => this.#chooseOp(at, event.target.value)}
      >
        ${[...new Set([...operators(field), row.op])].map(
          (op) => html`<option value=${op} ?selected=${op === row.op}>${t(`inventory.op.${op}`)}</option>`,
        )}
      </select>
      <div class="value">${takesValue(row.op) ? this.#value(row, field, at) : nothing}</div>
      ${remove}
    </div>`;
  }

  #value(row, field, at) {
    const label = t('inventory.conditionValue', { number: at + 1 });
    const options = row.field === 'type' ? this.types.map(({ name }) => name) : field.type === 'enum' ? field.options : undefined;
    if (row.op === 'in' || row.op === 'notIn') {
      const values = [row.value ?? []].flat();
      if (options) {
        return html`<div class="choices" role="group" aria-label=${label}>
          ${options.map(
            (option) =>
              html`<label
                ><input
                  type="checkbox"
                  .checked=${live(values.includes(option))}
                  @change=${(event) =>
                    this.#change(at, {
                      value: event.target.checked ? [...values, option] : values.filter((one) => one !== option),
                    })}
                />${option}</label
              >`,
          )}
        </div>`;
      }
      return html`<input
        aria-label=${label}
        placeholder=${t('inventory.severalValues')}
        autocomplete="off"
        spellcheck="false"
        .value=${values.join(', ')}
        @change=${(event) =>
          this.#change(at, {
            value: event.target.value
              .split(',')
              .map((one) => one.trim())
              .filter(Boolean),
          })}
      />`;
    }
    if (options && (row.op === 'eq' || row.op === 'ne')) {
      return html`<select aria-label=${label} @change=${(event) => this.#change(at, { value: event.target.value })}>
        <option value="" ?selected=${!row.value}>${t('inventory.chooseValue')}</option>
        ${[...new Set([...options, row.value].filter(Boolean))].map(
          (option) => html`<option value=${option} ?selected=${option === row.value}>${option}</option>`,
        )}
      </select>`;
    }
    if (field.type === 'reference' || field.type === 'date-time') {
      return html`<plenum-field
        bare
        .field=${{ name: 'value', type: field.type, label, options: field.options ?? [], flags: [] }}
        .value=${row.value || undefined}
        @plenum-change=${(event) => {
          event.stopPropagation();
          this.#change(at, { value: event.detail.value ?? '', kind: 'string' });
        }}
      ></plenum-field>`;
    }
    return html`<input
      aria-label=${label}
      inputmode=${kindOf(field) === 'number' ? 'decimal' : nothing}
      placeholder=${field.unit ? field.unit : t('inventory.value')}
      autocomplete="off"
      spellcheck="false"
      .value=${live(String(row.value ?? ''))}
      @input=${(event) => this.#change(at, { value: event.target.value, kind: kindOf(field) })}
    />`;
  }

  /** What the server says, with the place it points at. */
  #error(place) {
    const message = this.problem?.at('/filter')[0];
    if (!message) {
      return nothing;
    }
    if (!place) {
      return html`<div class="error" role="alert">${message}</div>`;
    }
    const at = /^(\w+|.)/s.exec(this.filter.slice(place.offset))?.[0] ?? ' ';
    const before = this.filter.slice(0, place.offset);
    const after = this.filter.slice(place.offset + at.length);
    return html`<div class="error" role="alert">
      <span>${place.message}</span>
      <pre aria-hidden="true">${before}<mark>${at}</mark>${after}</pre>
      <span class="visually-hidden">${t('inventory.errorPlace', { line: place.line, column: place.column })}</span>
    </div>`;
  }

  render() {
    const message = this.problem?.at('/filter')[0];
    const found = message ? placeOf(message, this.filter ?? '', this.shift) : undefined;
    const place = found?.offset >= 0 ? found : undefined;
    // The rows are those of the text that the server complains about only while nothing has been typed since.
    const settled = parse(this.filter ?? '');
    const offender = place ? settled.findIndex(({ start, end }) => place.offset >= start && place.offset < end) : -1;
    let position = -1;
    return html`<div class="panel" role="group" aria-label=${t('inventory.filterPanel')}>
      ${this._rows.length ? nothing : html`<p class="muted small">${t('inventory.noConditions')}</p>`}
      ${this._rows.map((row, at) => {
        position += complete(row) ? 1 : 0;
        return this.#row(row, at, complete(row) && position === offender);
      })}
      <div class="row">
        <plenum-button size="s" icon="add" @click=${() => this.add()}>${t('inventory.addCondition')}</plenum-button>
        ${
          this._rows.length
            ? html`<plenum-button size="s" variant="ghost" @click=${() => this.#typed('')}>${t('inventory.clear')}</plenum-button>`
            : nothing
        }
      </div>
      <div class="cel">
        <label for="cel">${t('inventory.cel')}<span class="muted small">${t('inventory.celHelp')}</span></label>
        <textarea
          id="cel"
          rows="2"
          spellcheck="false"
          autocapitalize="off"
          aria-invalid=${message ? 'true' : nothing}
          aria-describedby="cel-error"
          placeholder=${t('inventory.celPlaceholder')}
          .value=${live(this._text)}
          @input=${(event) => this.#typed(event.target.value)}
        ></textarea>
        <div id="cel-error">${this.#error(place)}</div>
      </div>
    </div>`;
  }
}

customElements.define('plenum-inventory-filter', PlenumInventoryFilter);
