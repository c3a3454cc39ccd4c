import { LitElement, css, html } from 'lit';
import { base } from '../../components/styles.js';

/** GET, POST ... in a colour of its own. */
class PlenumApiMethod extends LitElement {
  static properties = { value: {} };
  static styles = [
    base,
    css`
      span {
        font: 600 var(--text-xs) / 1.4 var(--font-mono);
        color: var(--text-muted);
      }
      .POST {
        color: var(--success-text);
      }
      .PATCH,
      .PUT {
        color: var(--warning-text);
      }
      .DELETE {
        color: var(--danger-text);
      }
      .GET {
        color: var(--accent-text);
      }
    `,
  ];

  render() {
    return html`<span class=${this.value}>${this.value}</span>`;
  }
}

customElements.define('plenum-api-method', PlenumApiMethod);
