import { LitElement, css, html, nothing } from 'lit';
import { base } from './styles.js';
import './plenum-dialog.js';
import './plenum-form.js';

class PlenumFormDialog extends LitElement {
  static properties = { asked: { attribute: false }, _values: { state: true } };

  static styles = [
    base,
    css`
      .intro {
        margin: 0 0 var(--space-4);
        color: var(--text-muted);
      }
    `,
  ];

  /** The result, or false when it was closed before. */
  finish = () => {};

  #begin = {};

  willUpdate(changed) {
    if (changed.has('asked')) {
      this.#begin = this.asked.values ?? {};
      this._values = this.#begin;
    }
  }

  render() {
    const { heading, intro, fields, base: pointers = '', submit, call, action, size, reason, after } = this.asked;
    const given = typeof fields === 'function' ? fields(this._values) : fields;
    return html`<plenum-dialog open sticky size=${size ?? 'm'} heading=${heading} @plenum-close=${() => this.finish(false)}>
      <plenum-form
        .fields=${given}
        .values=${this.#begin}
        base=${pointers}
        .submit=${submit}
        .call=${call}
        .action=${action}
        reason=${reason?.(this._values) ?? ''}
        cancellable
        @plenum-input=${(event) => (this._values = event.detail)}
        @plenum-done=${(event) => this.finish(event.detail ?? true)}
        @plenum-cancel=${() => this.finish(false)}
      >
        ${intro ? html`<p class="intro">${intro}</p>` : nothing}
        ${after ? html`<div slot="after">${after(this._values)}</div>` : nothing}
      </plenum-form>
    </plenum-dialog>`;
  }
}

customElements.define('plenum-form-dialog', PlenumFormDialog);

/**
 * A form in a dialog. What `submit` throws is shown in it.
 *
 * @param {object} asked
 * @param {string} asked.heading
 * @param {unknown} [asked.intro] words above the fields
 * @param {object[]|((values: object) => object[])} asked.fields see plenum-field
 * @param {object} [asked.values] what it begins with
 * @param {string} [asked.base] see plenum-form
 * @param {(values: object) => Promise<any>} asked.submit
 * @param {(values: object) => import('../lib/api.js').Call} [asked.call]
 * @param {string} [asked.action] the word on the button
 * @param {(values: object) => string} [asked.reason] why it cannot be sent as it is
 * @param {(values: object) => unknown} [asked.after] a template below the fields
 * @param {'s'|'m'|'l'} [asked.size]
 * @returns {Promise<any>} false when cancelled; else what `submit` gave, true when that was undefined
 */
export function askForm(asked) {
  return new Promise((resolve) => {
    const dialog = document.createElement('plenum-form-dialog');
    dialog.asked = asked;
    dialog.finish = (result) => {
      dialog.remove();
      resolve(result);
    };
    document.body.append(dialog);
  });
}
