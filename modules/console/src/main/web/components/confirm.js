import { LitElement, css, html, nothing } from 'lit';
import { Problem } from '../lib/api.js';
import { t } from '../lib/i18n.js';
import { base, control } from './styles.js';
import './plenum-button.js';
import './plenum-dialog.js';
import './plenum-problem.js';
import { showCall } from './plenum-call.js';

class PlenumConfirm extends LitElement {
  static properties = {
    question: { attribute: false },
    _typed: { state: true },
    _busy: { state: true },
    _problem: { state: true },
  };

  static styles = [
    base,
    control,
    css`
      p {
        margin: 0 0 var(--space-3);
        white-space: pre-line;
      }
      plenum-problem {
        margin-top: var(--space-3);
      }
      label {
        display: block;
        margin-bottom: var(--space-1);
        font-weight: 500;
      }
      /* Its words begin where those above begin. */
      .rest {
        margin: 0 auto 0 calc(-1 * var(--space-3));
      }
    `,
  ];

  async #go() {
    const { typeToConfirm, run } = this.question;
    if (typeToConfirm && this._typed !== typeToConfirm) {
      return;
    }
    if (run) {
      this._busy = true;
      this._problem = undefined;
      try {
        this.finish(await run(), true);
      } catch (thrown) {
        this._problem = Problem.of(thrown);
      }
      this._busy = false;
    } else {
      this.finish(true, true);
    }
  }

  render() {
    const { title, text, details, danger, action, typeToConfirm, call } = this.question;
    const reason = typeToConfirm && this._typed !== typeToConfirm ? t('confirm.typeFirst', { name: typeToConfirm }) : '';
    return html`
      <plenum-dialog open size="s" heading=${title} @plenum-close=${() => this.finish(false)}>
        ${text ? html`<p>${text}</p>` : nothing} ${details ?? nothing}
        ${
          typeToConfirm
            ? html`<label for="typed">${t('confirm.type', { name: typeToConfirm })}</label>
                <input
                  id="typed"
                  autocomplete="off"
                  spellcheck="false"
                  @input=${(event) => (this._typed = event.target.value)}
                  @keydown=${(event) => event.key === 'Enter' && this.#go()}
                />`
            : nothing
        }
        ${this._problem ? html`<plenum-problem norepeat .problem=${this._problem}></plenum-problem>` : nothing}
        ${
          call
            ? html`<plenum-button class="rest" slot="footer" variant="ghost" icon="code" @click=${() => showCall(call)}
                >${t('call.show')}</plenum-button
              >`
            : nothing
        }
        <plenum-button slot="footer" @click=${() => this.finish(false)}>${t('common.cancel')}</plenum-button>
        <plenum-button
          slot="footer"
          variant=${danger ? 'danger' : 'primary'}
          reason=${reason}
          ?busy=${this._busy}
          @click=${this.#go}
          >${action ?? t('common.ok')}</plenum-button
        >
      </plenum-dialog>
    `;
  }
}

customElements.define('plenum-confirm', PlenumConfirm);

/**
 * Asks before something is done.
 *
 * @param {object} question
 * @param {string} question.title
 * @param {string} [question.text] what will happen
 * @param {unknown} [question.details] a Lit template below the text
 * @param {boolean} [question.danger]
 * @param {string} [question.action] the word on the button
 * @param {string} [question.typeToConfirm] what has to be typed first
 * @param {object} [question.call] the REST call, to be shown
 * @param {() => Promise<any>} [question.run] done while the dialog is open; what it throws is shown there
 * @returns {Promise<any>} false when cancelled; else true, or what `run` gave (true when that was undefined)
 */
export function confirm(question) {
  return new Promise((resolve) => {
    const asked = document.createElement('plenum-confirm');
    asked.question = question;
    asked.finish = (answer, done = false) => {
      asked.remove();
      resolve(done ? (answer ?? true) : false);
    };
    document.body.append(asked);
  });
}
