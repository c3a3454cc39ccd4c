import { LitElement, css, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { api, searchable } from '../lib/api.js';
import { unitSymbol } from '../lib/format.js';
import { has, t } from '../lib/i18n.js';
import { contributions } from '../lib/registry.js';
import { fromInput, is, isEmpty, toInput } from '../lib/schema.js';
import { isReference } from '../lib/secrets.js';
import { place } from './place.js';
import { base, control } from './styles.js';
import './plenum-button.js';
import './plenum-extension.js';
import './plenum-icon.js';

const INPUT_TYPES = { 'date-time': 'datetime-local', url: 'url' };
const HINTS = { cidr: '10.0.0.0/24', 'ip-address': '192.0.2.10', mac: '52:54:00:12:34:56', duration: 'PT1H30M', url: 'https://' };

/**
 * One field of a form, from a field of a content type (see lib/schema.js). Works for other forms as well: give
 * `.field={name, type, label, help, flags, options, unit, readonly, placeholder, rows, autocomplete, custom}`. A reference
 * with `choices: [{value, label, hint}]` is one of these instead of an item; `free: (text) => boolean` tells which other
 * texts it takes as well.
 *
 * `.value` is the value as JSON; each change sends `plenum-change` with `{name, value, invalid}`. A secret is never
 * shown: its value is what is typed, or what it was when nothing is, or nothing when it is removed.
 */
class PlenumField extends LitElement {
  static shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  static properties = {
    field: { attribute: false },
    value: { attribute: false },
    /** Messages about it, from the server. */
    errors: { attribute: false },
    /** Limits the choice of references. */
    space: {},
    /** The label is there for readers of the screen only; what stands around says what it is. */
    bare: { type: Boolean, reflect: true },
    _texts: { state: true },
    _own: { state: true },
    _found: { state: true },
    _names: { state: true },
    _searching: { state: true },
    _shown: { state: true },
  };

  static styles = [
    base,
    control,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      label,
      .label {
        display: block;
        margin-bottom: 4px;
        font-weight: 500;
      }
      :host([bare]) {
        position: relative;
      }
      :host([bare]) label,
      :host([bare]) .label {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
      fieldset {
        margin: 0;
        padding: 0;
        border: 0;
        min-width: 0;
      }
      legend {
        padding: 0;
      }
      .required {
        color: var(--danger-text);
      }
      .help,
      .error {
        margin: 4px 0 0;
        font-size: var(--text-s);
        color: var(--text-muted);
      }
      .error {
        display: flex;
        gap: 4px;
        color: var(--danger-text);
      }
      .line {
        display: flex;
        gap: var(--space-2);
        align-items: flex-start;
        margin-bottom: var(--space-2);
      }
      .line > :first-child {
        flex: 1;
      }
      .unit {
        position: relative;
      }
      .unit input {
        padding-right: calc(var(--unit, 3) * 1ch + 18px);
        text-align: end;
      }
      .unit span {
        position: absolute;
        right: 10px;
        top: 6px;
        color: var(--text-muted);
        pointer-events: none;
      }
      .check {
        display: flex;
        gap: var(--space-2);
        align-items: center;
        min-height: var(--control);
      }
      .check label {
        margin: 0;
      }
      .pairs {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) auto;
        gap: var(--space-2);
        margin-bottom: var(--space-2);
      }
      .reference {
        position: relative;
      }
      .chosen {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        min-height: var(--control);
        padding: 2px 2px 2px var(--space-2);
        margin-bottom: var(--space-2);
        border: 1px solid var(--border);
        border-radius: var(--radius-m);
        background: var(--surface-sunken);
      }
      .chosen span {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      [role='listbox'] {
        position: fixed;
        inset: auto;
        margin: 0;
        padding: var(--space-1);
        border: 0;
        color: var(--text);
        list-style: none;
        max-height: 240px;
        overflow: auto;
        border-radius: var(--radius-m);
        background: var(--surface-raised);
        box-shadow: var(--shadow-m);
      }
      [role='option'] {
        display: flex;
        justify-content: space-between;
        gap: var(--space-3);
        padding: 6px var(--space-2);
        border-radius: var(--radius-s);
        cursor: pointer;
      }
      [role='option'] span:first-child {
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      [role='option'] span:last-child {
        flex: none;
        color: var(--text-muted);
        font-size: var(--text-xs);
      }
      [role='option'][aria-selected='true'],
      [role='option']:hover {
        background: var(--hover);
      }
      .secret {
        position: relative;
      }
      .secret input {
        padding-right: 40px;
      }
      .secret plenum-button {
        position: absolute;
        right: 3px;
        top: 3px;
      }
      .nothing {
        padding: 6px var(--space-2);
        color: var(--text-muted);
      }
    `,
  ];

  #search = 0;
  #option = -1;
  #timer;

  constructor() {
    super();
    this._texts = undefined;
    this._names = new Map();
  }

  get #multiple() {
    return is(this.field, 'multiple');
  }

  willUpdate(changed) {
    if (changed.has('value') && !this.#same(this.value)) {
      this._texts = undefined;
      this._own = '';
    }
    if (this.field?.type === 'reference' && (changed.has('value') || changed.has('field'))) {
      this.#resolve();
    }
  }

  #lastSent;

  #same(value) {
    return JSON.stringify(value) === this.#lastSent;
  }

  /** Tells its value; called by the form to learn about missing ones as well. */
  check() {
    if (!this._own && is(this.field, 'required') && !this.field.readonly && isEmpty(this.value)) {
      this._own = t('field.required');
    }
    return !this._own;
  }

  #send(value, invalid = '') {
    this._own = invalid;
    this.value = value;
    this.#lastSent = JSON.stringify(value);
    this.dispatchEvent(
      new CustomEvent('plenum-change', {
        bubbles: true,
        composed: true,
        detail: { name: this.field.name, value, invalid: Boolean(invalid) },
      }),
    );
  }

  #typed(text) {
    this._texts = [text];
    const { value, error, args } = fromInput(this.field, text);
    this.#send(value, error ? t(error, args) : '');
  }

  #typedAt(at, text) {
    const texts = [...this.#texts()];
    texts[at] = text;
    this.#readAll(texts);
  }

  #readAll(texts) {
    this._texts = texts;
    const read = texts.map((text) => fromInput(this.field, text));
    const wrong = read.find(({ error }) => error);
    this.#send(
      read.map(({ value }) => value).filter((value) => value !== undefined),
      wrong ? t(wrong.error, wrong.args) : '',
    );
  }

  #texts() {
    return this._texts ?? (this.#multiple ? [this.value ?? []].flat() : [this.value]).map((value) => toInput(this.field, value));
  }

  // What a single input needs to be understood by everybody.
  get #described() {
    return [this.field.help ? 'help' : '', this.#messages.length ? 'error' : ''].filter(Boolean).join(' ') || nothing;
  }

  get #messages() {
    return [this._own, ...(this.errors ?? [])].filter(Boolean);
  }

  #input(text, onInput, { id = 'input', label } = {}) {
    const { field } = this;
    const invalid = this.#messages.length ? 'true' : nothing;
    const required = is(field, 'required') ? 'true' : nothing;
    if (field.type === 'enum') {
      return html`<select
        id=${id}
        aria-label=${label ?? nothing}
        aria-invalid=${invalid}
        aria-required=${required}
        aria-describedby=${this.#described}
        ?disabled=${field.readonly}
        @change=${(event) => onInput(event.target.value)}
      >
        <option value="" ?selected=${!text}>${is(field, 'required') && !text ? t('field.choose') : t('field.none')}</option>
        ${(field.options ?? []).map(
          (option) => html`<option value=${option} ?selected=${option === text}>${this.#optionText(option)}</option>`,
        )}
      </select>`;
    }
    if (field.type === 'text' || field.type === 'json') {
      return html`<textarea
        id=${id}
        class=${field.type === 'json' ? 'code' : ''}
        rows=${field.rows ?? (field.type === 'json' ? 6 : 4)}
        spellcheck=${field.type === 'json' ? 'false' : 'true'}
        aria-label=${label ?? nothing}
        aria-invalid=${invalid}
        aria-required=${required}
        aria-describedby=${this.#described}
        ?readonly=${field.readonly}
        placeholder=${field.placeholder ?? nothing}
        .value=${live(text)}
        @input=${(event) => onInput(event.target.value)}
      ></textarea>`;
    }
    const numeric = ['integer', 'decimal', 'quantity'].includes(field.type);
    const input = html`<input
      id=${id}
      type=${INPUT_TYPES[field.type] ?? 'text'}
      step=${field.type === 'date-time' ? '1' : nothing}
      inputmode=${numeric ? (field.type === 'integer' ? 'numeric' : 'decimal') : nothing}
      autocomplete=${field.autocomplete ?? 'off'}
      spellcheck="false"
      aria-label=${label ?? nothing}
      aria-invalid=${invalid}
      aria-required=${required}
      aria-describedby=${this.#described}
      ?readonly=${field.readonly}
      placeholder=${field.placeholder ?? HINTS[field.type] ?? nothing}
      .value=${live(text)}
      @input=${(event) => onInput(event.target.value)}
    />`;
    const unit = field.type === 'quantity' && field.unit ? unitSymbol(field.unit) : '';
    return unit ? html`<div class="unit">${input}<span aria-hidden="true">${unit}</span></div>` : input;
  }

  #optionText(option) {
    return this.field.optionLabels?.[option] ?? (has(`option.${option}`) ? t(`option.${option}`) : option);
  }

  #many() {
    const given = this.#texts();
    // Where one is needed there is room for it at once.
    const texts = given.length || this.field.readonly || !is(this.field, 'required') ? given : [''];
    const name = this.#name;
    return html`
      ${texts.map(
        (text, at) =>
          html`<div class="line">
            ${this.#input(text, (typed) => this.#typedAt(at, typed), { id: `input${at}`, label: t('field.nth', { name, number: at + 1 }) })}
            ${
              this.field.readonly
                ? nothing
                : html`<plenum-button
                    variant="ghost"
                    icon="close"
                    label=${t('field.removeNth', { name, number: at + 1 })}
                    @click=${() => this.#readAll(texts.filter((_, other) => other !== at))}
                  ></plenum-button>`
            }
          </div>`,
      )}
      ${
        this.field.readonly
          ? nothing
          : html`<plenum-button size="s" icon="add" @click=${() => (this._texts = [...texts, ''])}>${t('field.add')}</plenum-button>`
      }
    `;
  }

  #labels() {
    const pairs = this._texts ?? Object.entries(this.value ?? {});
    const set = (next) => {
      this._texts = next;
      const named = next.filter(([name]) => name.trim() !== '');
      const twice = named.length !== new Set(named.map(([name]) => name.trim())).size;
      this.#send(
        Object.fromEntries(named.map(([name, text]) => [name.trim(), text])),
        twice ? t('field.labelTwice') : next.some(([name, text]) => !name.trim() && text) ? t('field.labelName') : '',
      );
    };
    const change = (at, part, text) =>
      set(pairs.map((pair, other) => (other === at ? (part ? [pair[0], text] : [text, pair[1]]) : pair)));
    return html`
      ${pairs.map(
        ([name, text], at) =>
          html`<div class="pairs">
            <input
              aria-label=${t('field.labelNameNth', { number: at + 1 })}
              autocomplete="off"
              spellcheck="false"
              placeholder=${t('field.name')}
              ?readonly=${this.field.readonly}
              .value=${live(name)}
              @input=${(event) => change(at, 0, event.target.value)}
            />
            <input
              aria-label=${t('field.labelValueNth', { number: at + 1 })}
              autocomplete="off"
              spellcheck="false"
              placeholder=${t('field.value')}
              ?readonly=${this.field.readonly}
              .value=${live(text)}
              @input=${(event) => change(at, 1, event.target.value)}
            />
            <plenum-button
              variant="ghost"
              icon="close"
              label=${t('field.removeNth', { name: this.#name, number: at + 1 })}
              reason=${this.field.readonly ? t('field.readonly') : ''}
              @click=${() => set(pairs.filter((_, other) => other !== at))}
            ></plenum-button>
          </div>`,
      )}
      ${
        this.field.readonly
          ? nothing
          : html`<plenum-button size="s" icon="add" @click=${() => (this._texts = [...pairs, ['', '']])}
              >${t('field.addLabel')}</plenum-button
            >`
      }
    `;
  }

  #secret() {
    const kept = isReference(this.value);
    const removed = Boolean(this.#kept) && !this.value;
    return html`<div class="secret">
      <input
        id="input"
        type=${this._shown ? 'text' : 'password'}
        autocomplete=${this.field.autocomplete ?? 'new-password'}
        spellcheck="false"
        aria-invalid=${this.#messages.length ? 'true' : nothing}
        aria-required=${is(this.field, 'required') ? 'true' : nothing}
        aria-describedby=${this.#described}
        placeholder=${kept ? t('field.secretKept') : removed ? t('field.secretRemoved') : (this.field.placeholder ?? nothing)}
        ?readonly=${this.field.readonly}
        .value=${live(kept ? '' : (this.value ?? ''))}
        @input=${(event) => this.#secretTyped(event.target.value, kept)}
      />
      ${this.#secretButton(kept, removed)}
    </div>`;
  }

  /** While nothing is typed there is nothing to show, but what is kept can be removed. */
  #secretButton(kept, removed) {
    const [icon, label, action] =
      removed && !this.field.readonly
        ? ['revert', 'field.secretKeep', () => this.#send(this.#kept)]
        : kept && !is(this.field, 'required') && !this.field.readonly
          ? ['trash', 'field.secretRemove', () => this.#secretTyped(undefined, kept)]
          : [this._shown ? 'eye-off' : 'eye', this._shown ? 'field.hide' : 'field.reveal', () => (this._shown = !this._shown)];
    return html`<plenum-button variant="ghost" size="s" icon=${icon} label=${t(label)} @click=${action}></plenum-button>`;
  }

  #kept;

  #secretTyped(text, kept) {
    if (kept) {
      this.#kept = this.value;
    }
    this.#send(text === '' ? this.#kept : text);
  }

  /** Titles of what is referred to. */
  async #resolve() {
    if (this.field.choices) {
      this._names = new Map(this.field.choices.map(({ value, label }) => [value, label]));
      return;
    }
    for (const id of [this.value ?? []].flat()) {
      if (id && !this._names.has(id)) {
        this._names.set(id, id);
        try {
          const { data } = await api.get(`items/${id}`, { query: { fields: 'id,title,type' } });
          this._names = new Map(this._names).set(id, data.title);
        } catch {
          // Not there or not to be seen: its id has to do.
        }
      }
    }
  }

  #find(text) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#findNow(text), text ? 200 : 0);
  }

  #among(text) {
    const words = text.trim().toLowerCase();
    const chosen = [this.value ?? []].flat();
    const found = this.field.choices
      .filter(({ value, label, hint = '' }) => !chosen.includes(value) && `${label} ${value} ${hint}`.toLowerCase().includes(words))
      .slice(0, 100)
      .map(({ value, label, hint }) => ({ id: value, title: label, type: hint ?? '' }));
    if (words && this.field.free?.(text.trim()) && !found.some(({ id }) => id === text.trim()) && !chosen.includes(text.trim())) {
      found.unshift({ id: text.trim(), title: text.trim(), type: t('field.asTyped') });
    }
    this._found = found;
    this.#option = -1;
  }

  async #findNow(text) {
    if (this.field.choices) {
      this.#among(text);
      return;
    }
    const search = ++this.#search;
    this._searching = true;
    const types = this.field.options?.length ? this.field.options : [undefined];
    try {
      const pages = await Promise.all(
        types.map((type) =>
          api.list('items', {
            type,
            space: this.space,
            search: searchable(text),
            sort: 'title',
            limit: 10,
            fields: 'id,title,type',
          }),
        ),
      );
      if (search === this.#search) {
        this._found = pages.flatMap((page) => page.items).slice(0, 20);
        this.#option = -1;
      }
    } catch {
      if (search === this.#search) {
        this._found = [];
      }
    }
    this._searching = false;
  }

  #choose(item) {
    this._names = new Map(this._names).set(item.id, item.title);
    this._found = undefined;
    const input = this.renderRoot.querySelector('[role=combobox]');
    if (input) {
      input.value = '';
    }
    this.#send(this.#multiple ? [...new Set([...[this.value ?? []].flat(), item.id])] : item.id);
  }

  #referenceKey(event) {
    const found = this._found ?? [];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length) {
      event.preventDefault();
      this.#option = (this.#option + step + found.length) % found.length;
      this.requestUpdate();
    } else if (event.key === 'Enter' && this._found) {
      event.preventDefault();
      event.stopPropagation();
      if (found[Math.max(this.#option, 0)]) {
        this.#choose(found[Math.max(this.#option, 0)]);
      }
    } else if (event.key === 'Escape' && this._found) {
      event.preventDefault();
      event.stopPropagation();
      this._found = undefined;
    }
  }

  #reference() {
    const chosen = [this.value ?? []].flat().filter(Boolean);
    const readonly = this.field.readonly;
    const open = Boolean(this._found);
    return html`
      ${chosen.map(
        (id) =>
          html`<div class="chosen">
            ${this.field.choices ? nothing : html`<plenum-icon name="connection"></plenum-icon>`}<span>${this._names.get(id) ?? id}</span>
            <plenum-button
              variant="ghost"
              size="s"
              icon="close"
              label=${t('field.removeReference', { name: this._names.get(id) ?? id })}
              reason=${readonly ? t('field.readonly') : ''}
              @click=${() => this.#send(this.#multiple ? chosen.filter((one) => one !== id) : undefined)}
            ></plenum-button>
          </div>`,
      )}
      ${
        readonly || (chosen.length && !this.#multiple)
          ? nothing
          : html`<div class="reference">
              <input
                id="input"
                role="combobox"
                aria-autocomplete="list"
                aria-expanded=${String(open)}
                aria-controls="options"
                aria-activedescendant=${open && this.#option >= 0 ? `option${this.#option}` : nothing}
                aria-invalid=${this.#messages.length ? 'true' : nothing}
                aria-required=${is(this.field, 'required') ? 'true' : nothing}
                aria-describedby=${this.#described}
                autocomplete="off"
                spellcheck="false"
                placeholder=${this.field.placeholder ?? t(this.field.choices ? 'field.searchChoice' : 'field.searchReference')}
                @focus=${(event) => this.#find(event.target.value)}
                @input=${(event) => this.#find(event.target.value)}
                @blur=${() => setTimeout(() => (this._found = undefined), 150)}
                @keydown=${this.#referenceKey}
              />
              <ul role="listbox" id="options" popover="manual" aria-label=${this.#name}>
                ${(this._found ?? []).map(
                  (item, at) =>
                    html`<li
                      role="option"
                      id="option${at}"
                      aria-selected=${String(at === this.#option)}
                      @pointerdown=${(event) => event.preventDefault()}
                      @click=${() => this.#choose(item)}
                    >
                      <span>${item.title}</span><span>${item.type}</span>
                    </li>`,
                )}
                ${open && !this._found.length ? html`<li class="nothing" role="presentation">${t('field.nothingFound')}</li>` : nothing}
              </ul>
            </div>`
      }
    `;
  }

  /** What was found lies above everything, so that a dialog does not cut it off. */
  updated() {
    const list = this.renderRoot.querySelector('[role=listbox]');
    if (!list) {
      return;
    }
    const shown = list.matches(':popover-open');
    if (this._found) {
      const input = this.renderRoot.querySelector('[role=combobox]');
      list.style.width = `${input.offsetWidth}px`;
      if (!shown) {
        list.showPopover();
      }
      place(list, input);
      list.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
    } else if (shown) {
      list.hidePopover();
    }
  }

  get #name() {
    return this.field.label || this.field.name;
  }

  get #grouped() {
    return (this.#multiple && this.field.type !== 'reference') || this.field.type === 'labels';
  }

  #control() {
    const { field } = this;
    const [widget] = contributions('field-widget', [field.widget ?? field.type]).filter(
      (one) => one.target === (field.widget ?? field.type),
    );
    if (widget) {
      return html`<plenum-extension
        .contribution=${widget}
        .context=${{ field, value: this.value }}
        @plenum-value=${(event) => this.#send(event.detail)}
      ></plenum-extension>`;
    }
    switch (field.type) {
      case 'boolean':
        return this.#multiple ? this.#many() : nothing;
      case 'labels':
        return this.#labels();
      case 'reference':
        return this.#reference();
      case 'secret':
        return this.#secret();
      default:
        return this.#multiple ? this.#many() : this.#input(this.#texts()[0] ?? '', (text) => this.#typed(text));
    }
  }

  #heading() {
    const words = html`${this.#name}${
      is(this.field, 'required') ? html`<span class="required" aria-hidden="true"> *</span>` : nothing
    }`;
    return this.#grouped ? html`<legend class="label">${words}</legend>` : html`<label for="input">${words}</label>`;
  }

  render() {
    const { field } = this;
    if (!field) {
      return nothing;
    }
    const words = html`
      ${field.help ? html`<p class="help" id="help">${field.help}</p>` : nothing}
      <div id="error" aria-live="polite">${this.#messages.map((message) => html`<p class="error">${message}</p>`)}</div>
    `;
    if (field.type === 'boolean' && !this.#multiple) {
      return html`<div class="check">
          <input
            id="input"
            type="checkbox"
            aria-describedby=${this.#described}
            ?disabled=${field.readonly}
            .checked=${live(Boolean(this.value))}
            @change=${(event) => this.#send(event.target.checked)}
          />
          <label for="input">${this.#name}</label>
        </div>
        ${words}`;
    }
    return this.#grouped
      ? html`<fieldset>${this.#heading()} ${this.#control()} ${words}</fieldset>`
      : html`${this.#heading()} ${this.#control()} ${words}`;
  }
}

customElements.define('plenum-field', PlenumField);
