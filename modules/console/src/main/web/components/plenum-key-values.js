import { LitElement, css, html, nothing } from 'lit';
import { base } from './styles.js';

/** Names and values: `.items=[{label, value, help?}]`, values being texts or Lit templates. Empty values show a dash. */
class PlenumKeyValues extends LitElement {
  static properties = { items: { attribute: false }, columns: { type: Number, reflect: true } };

  static styles = [
    base,
    css`
      :host {
        display: block;
        container-type: inline-size;
      }
      dl {
        display: grid;
        grid-template-columns: minmax(110px, max-content) minmax(0, 1fr);
        gap: var(--space-2) var(--space-5);
        margin: 0;
      }
      .pair {
        display: grid;
        grid-template-columns: subgrid;
        grid-column: span 2;
      }
      :host([columns='2']) dl {
        grid-template-columns: repeat(2, minmax(100px, max-content) minmax(0, 1fr));
      }
      dt {
        color: var(--text-muted);
      }
      dd {
        margin: 0;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      /* A link with words below it must not be told by its colour alone. */
      dd a:has(~ .help) {
        text-decoration: underline;
        text-decoration-color: color-mix(in srgb, currentColor 45%, transparent);
        text-underline-offset: 3px;
      }
      .help {
        display: block;
        color: var(--text-muted);
        font-size: var(--text-xs);
      }
      @container (max-width: 560px) {
        :host([columns='2']) dl {
          grid-template-columns: minmax(100px, max-content) minmax(0, 1fr);
        }
      }
      @container (max-width: 320px) {
        dl,
        :host([columns='2']) dl {
          grid-template-columns: minmax(0, 1fr);
        }
        .pair {
          grid-column: auto;
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  render() {
    return html`<dl>
      ${(this.items ?? []).map(
        ({ label, value, help }) =>
          html`<div class="pair">
            <dt>${label}</dt>
            <dd>
              ${value === undefined || value === null || value === '' ? html`<span aria-hidden="true">–</span>` : value}${
                help ? html`<span class="help">${help}</span>` : nothing
              }
            </dd>
          </div>`,
      )}
    </dl>`;
  }
}

customElements.define('plenum-key-values', PlenumKeyValues);
