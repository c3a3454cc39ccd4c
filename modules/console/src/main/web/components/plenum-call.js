import { LitElement, css, html, nothing } from 'lit';
import { api } from '../lib/api.js';
import { t } from '../lib/i18n.js';
import { base } from './styles.js';
import './plenum-code.js';
import './plenum-dialog.js';

/** The REST call behind an action: method, address, body, and the same for curl. */
class PlenumCall extends LitElement {
  static properties = { call: { attribute: false } };

  static styles = [
    base,
    css`
      h3 {
        margin: var(--space-4) 0 var(--space-1);
        font-size: var(--text-s);
        font-weight: 600;
        color: var(--text-muted);
      }
      h3:first-of-type {
        margin-top: 0;
      }
      p {
        margin: var(--space-3) 0 0;
        color: var(--text-muted);
        font-size: var(--text-s);
      }
    `,
  ];

  render() {
    const { method, path, headers, body, curl } = api.describe(this.call);
    const head = Object.entries(headers)
      .filter(([name]) => name === 'If-Match')
      .map(([name, value]) => `\n${name}: ${value}`)
      .join('');
    return html`
      <plenum-dialog open size="l" heading=${t('call.title')} @plenum-close=${() => this.remove()}>
        <h3>${t('call.request')}</h3>
        <plenum-code .code=${`${method} ${path}${head}`}></plenum-code>
        ${body === undefined ? nothing : html`<h3>${t('call.body')}</h3><plenum-code .code=${body}></plenum-code>`}
        <h3>curl</h3>
        <plenum-code .code=${curl}></plenum-code>
        <p>${t('call.token')}</p>
      </plenum-dialog>
    `;
  }
}

customElements.define('plenum-call', PlenumCall);

/** Shows the REST call of an action. @param {import('../lib/api.js').Call} call */
export function showCall(call) {
  const dialog = document.createElement('plenum-call');
  dialog.call = call;
  document.body.append(dialog);
}
