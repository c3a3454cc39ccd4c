import { LitElement, css, html, nothing } from 'lit';
import { base } from '../../components/styles.js';
import { Problem } from '../../lib/api.js';
import { unitSymbol } from '../../lib/format.js';
import { t } from '../../lib/i18n.js';
import { FIELD_TYPES, FLAGS, fieldName, flagReason, iconOf, UNITS } from './shared.js';
import '../../components/plenum-dialog.js';
import '../../components/plenum-form.js';

/** One field in a dialog: first its type, for a new one, then all the rest. */
class PlenumFieldDialog extends LitElement {
  static properties = { asked: { attribute: false }, _type: { state: true }, _values: { state: true } };

  static styles = [
    base,
    css`
      .types {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 230px), 1fr));
        gap: var(--space-2);
      }
      .types button {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0 var(--space-3);
        align-items: center;
        padding: var(--space-3);
        border: 1px solid var(--border);
        border-radius: var(--radius-l);
        background: var(--surface);
        color: var(--text);
        font: inherit;
        text-align: start;
        cursor: pointer;
      }
      .types button:hover {
        border-color: var(--accent);
        background: var(--hover);
      }
      .types plenum-icon {
        grid-row: span 2;
        color: var(--accent-text);
        --icon-size: 18px;
      }
      .types strong {
        font-weight: 600;
      }
      .types span {
        color: var(--text-muted);
        font-size: var(--text-xs);
      }
      .kind {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        margin: 0;
        padding: var(--space-2) var(--space-3);
        border-radius: var(--radius-m);
        background: var(--surface-sunken);
      }
      .kind span {
        flex: 1;
        min-width: 0;
      }
      .kind .fixed {
        flex: none;
        color: var(--text-muted);
        font-size: var(--text-s);
      }
    `,
  ];

  finish = () => {};
  #touched = false;
  #given;

  willUpdate(changed) {
    if (changed.has('asked')) {
      const { field } = this.asked;
      this._type = field?.type;
      this.#touched = Boolean(field);
      this.#given = field ? valuesOf(field) : { mode: 'desired' };
      this._values = this.#given;
    }
  }

  #choose(type) {
    this._type = type;
    this.#given = { ...this._values, mode: type === 'secret' ? 'desired' : (this._values.mode ?? 'desired') };
    this._values = this.#given;
  }

  #input(event) {
    const { detail: values } = event;
    const before = this._values;
    this._values = values;
    if (values.name !== before.name) {
      this.#touched = Boolean(values.name);
    } else if (!this.#touched && values.label !== before.label) {
      // The name follows the label until somebody types one.
      this.#given = { ...values, name: fieldName(values.label ?? '') };
      this._values = this.#given;
      this.requestUpdate();
    }
  }

  get #field() {
    return fieldOf(this._type, this._values);
  }

  #fields() {
    const { saved, types } = this.asked;
    const now = this.#field;
    const required = ['required'];
    const own = {
      enum: () => [{ name: 'options', type: 'string', label: t('types.options'), help: t('types.optionsHelp'), flags: ['required', 'multiple'] }],
      reference: () => [
        {
          name: 'targets',
          type: 'reference',
          label: t('types.targets'),
          help: t('types.targetsHelp'),
          flags: ['multiple'],
          choices: types.map((type) => ({ value: type.name, label: type.label, hint: type.name })),
          placeholder: t('types.find'),
        },
      ],
      quantity: () => [
        {
          name: 'unit',
          type: 'reference',
          label: t('types.unit'),
          help: saved ? t('types.unitFixed') : t('types.unitHelp'),
          flags: required,
          readonly: Boolean(saved),
          choices: UNITS.map((unit) => ({ value: unit, label: unitSymbol(unit) === unit ? unit : `${unitSymbol(unit)} (${unit})`, hint: '' })),
          free: (text) => /^\S{1,40}$/.test(text),
        },
      ],
    }[this._type];
    return [
      { name: 'label', type: 'string', label: t('types.label'), flags: required },
      {
        name: 'name',
        type: 'string',
        label: t('types.name'),
        flags: required,
        readonly: Boolean(saved),
        help: t(saved ? 'types.nameFixed' : 'types.fieldNameHelp'),
      },
      { name: 'help', type: 'string', label: t('types.help'), help: t('types.helpHelp') },
      ...(own?.() ?? []),
      {
        name: 'mode',
        type: 'enum',
        label: t('types.mode'),
        flags: required,
        readonly: this._type === 'secret',
        options: ['desired', 'observed', 'both'],
        optionLabels: Object.fromEntries(['desired', 'observed', 'both'].map((mode) => [mode, t(`types.modeLong.${mode}`)])),
        help: this._type === 'secret' ? t('types.secretMode') : '',
      },
      ...FLAGS.map((flag) => {
        const reason = flagReason(flag, now, saved);
        return { name: `flag-${flag}`, type: 'boolean', label: t(`types.flag.${flag}`), help: reason || t(`types.flagHelp.${flag}`), readonly: Boolean(reason) };
      }),
    ];
  }

  async #submit(values) {
    const { others } = this.asked;
    const field = fieldOf(this._type, values);
    const errors = [];
    const wrong = (name, key, args) => errors.push({ pointer: `/${name}`, code: 'invalid-value', message: t(key, args) });
    if (!/^[a-z][a-zA-Z0-9]{0,39}$/.test(field.name)) {
      wrong('name', 'types.badFieldName');
    } else if (others.some((other) => other.name === field.name)) {
      wrong('name', 'types.nameTaken', { name: field.name });
    }
    if (new Set(field.options).size < field.options.length) {
      wrong('options', 'types.optionTwice');
    }
    if (errors.length) {
      throw new Problem({ status: 400, title: t('types.notYet'), detail: '', errors });
    }
    return field;
  }

  #types() {
    return html`<div class="types">
      ${FIELD_TYPES.map(
        ([type, icon]) =>
          html`<button type="button" @click=${() => this.#choose(type)}>
            <plenum-icon name=${icon}></plenum-icon><strong>${t(`types.field.${type}`)}</strong><span>${t(`types.fieldHelp.${type}`)}</span>
          </button>`,
      )}
    </div>`;
  }

  #form() {
    const { saved, field } = this.asked;
    return html`<plenum-form
      .fields=${this.#fields()}
      .values=${this.#given}
      .submit=${(values) => this.#submit(values)}
      action=${t(field ? 'types.takeOver' : 'types.addField')}
      cancellable
      @plenum-input=${this.#input}
      @plenum-done=${(event) => this.finish(event.detail)}
      @plenum-cancel=${() => this.finish(false)}
    >
      <p class="kind">
        <plenum-icon name=${iconOf(this._type)}></plenum-icon><span>${t(`types.field.${this._type}`)}</span>
        ${
          saved
            ? html`<span class="fixed">${t('types.typeFixed')}</span>`
            : html`<plenum-button size="s" @click=${() => (this._type = undefined)}>${t('types.otherType')}</plenum-button>`
        }
      </p>
    </plenum-form>`;
  }

  render() {
    const { field } = this.asked;
    return html`<plenum-dialog
      open
      sticky
      size=${this._type ? 'm' : 'l'}
      heading=${field ? t('types.editField', { label: field.label }) : this._type ? t('types.addField') : t('types.whichType')}
      @plenum-close=${() => this.finish(false)}
    >
      ${this._type ? this.#form() : this.#types()}
    </plenum-dialog>`;
  }
}

function valuesOf(field) {
  return {
    label: field.label,
    name: field.name,
    help: field.help || undefined,
    mode: field.mode,
    options: field.type === 'enum' ? field.options : undefined,
    targets: field.type === 'reference' ? field.options : undefined,
    unit: field.unit || undefined,
    ...Object.fromEntries(FLAGS.map((flag) => [`flag-${flag}`, field.flags.includes(flag)])),
  };
}

function fieldOf(type, values) {
  const options = (type === 'enum' ? values.options : type === 'reference' ? values.targets : undefined) ?? [];
  const field = {
    type,
    label: (values.label ?? '').trim(),
    name: (values.name ?? '').trim(),
    help: (values.help ?? '').trim(),
    mode: type === 'secret' ? 'desired' : (values.mode ?? 'desired'),
    flags: FLAGS.filter((flag) => values[`flag-${flag}`]),
    options,
    unit: type === 'quantity' ? (values.unit ?? '') : '',
  };
  // A flag that another choice has made meaningless is not sent.
  return { ...field, flags: field.flags.filter((flag) => flag === 'multiple' || !flagReason(flag, field)) };
}

customElements.define('plenum-field-dialog', PlenumFieldDialog);

/**
 * Asks for a field.
 *
 * @param {{field?: object, saved?: object, others: object[], types: object[]}} asked the field to be edited, as it is
 *   saved already, the other fields of the type, all types
 * @returns {Promise<object|false>}
 */
export function askField(asked) {
  return new Promise((resolve) => {
    const dialog = document.createElement('plenum-field-dialog');
    dialog.asked = asked;
    dialog.finish = (result) => {
      dialog.remove();
      resolve(result);
    };
    document.body.append(dialog);
  });
}
