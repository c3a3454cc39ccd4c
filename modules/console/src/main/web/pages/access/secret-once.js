import { LitElement, css, html } from 'lit';
import { copyText } from '../../components/plenum-code.js';
import { base } from '../../components/styles.js';
import { t } from '../../lib/i18n.js';
import '../../components/plenum-dialog.js';

/** A secret that is shown this once. It closes by a button only, so that nobody loses it by a click beside. */
class PlenumSecretOnce extends LitElement {
  static properties = { shown: { attribute: false }, _copied: { state: true } };

  static styles = [
    base,
    css`
      p {
        margin: 0 0 var(--space-3);
      }
      .box {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        padding: var(--space-2) var(--space-2) var(--space-2) var(--space-3);
        border: 1px solid var(--border);
        border-radius: var(--radius-m);
        background: var(--surface-sunken);
      }
      code {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
        font-family: var(--font-mono);
        user-select: all;
      }
      .warning {
        display: flex;
        gap: var(--space-2);
        margin: var(--space-3) 0 0;
        font-size: var(--text-s);
        color: var(--text-muted);
      }
      .warning plenum-icon {
        flex: none;
        margin-top: 3px;
        color: var(--warning-text);
      }
    `,
  ];

  finish = () => {};

  async #copy() {
    await copyText(this.shown.secret);
    this._copied = true;
  }

  render() {
    const { heading, text, secret } = this.shown;
    return html`<plenum-dialog open sticky heading=${heading} @plenum-close=${() => this.finish()}>
      <p>${text}</p>
      <div class="box">
        <code>${secret}</code>
        <plenum-button size="s" icon=${this._copied ? 'check' : 'copy'} @click=${this.#copy}
          >${t(this._copied ? 'common.copied' : 'common.copy')}</plenum-button
        >
      </div>
      <p class="warning"><plenum-icon name="warning"></plenum-icon><span>${t('access.secretOnce')}</span></p>
      <plenum-button slot="footer" variant="primary" @click=${() => this.finish()}>${t('access.secretKept')}</plenum-button>
    </plenum-dialog>`;
  }
}

customElements.define('plenum-secret-once', PlenumSecretOnce);

/** @param {{heading: string, text: string, secret: string}} shown @returns {Promise<void>} when it was closed */
export function showSecret(shown) {
  return new Promise((resolve) => {
    const dialog = document.createElement('plenum-secret-once');
    dialog.shown = shown;
    dialog.finish = () => {
      dialog.remove();
      resolve();
    };
    document.body.append(dialog);
  });
}
