import { LitElement, css, html, nothing } from 'lit';
import { api, Problem } from '../lib/api.js';
import { t } from '../lib/i18n.js';
import { href } from '../lib/router.js';
import { currentSpace } from '../lib/session.js';
import { base } from './styles.js';
import './plenum-dialog.js';
import './plenum-problem.js';
import './plenum-skeleton.js';

/** Why the reader may not do something: what is lacking, which roles contain it, who could grant it. */
class PlenumWhy extends LitElement {
  static properties = { permission: {}, space: {}, _decision: { state: true }, _problem: { state: true } };

  static styles = [
    base,
    css`
      ul {
        margin: 0;
        padding-left: var(--space-4);
      }
      li + li {
        margin-top: var(--space-2);
      }
    `,
  ];

  connectedCallback() {
    super.connectedCallback();
    this.#ask();
  }

  get #space() {
    return this.space || currentSpace.value;
  }

  async #ask() {
    this._problem = undefined;
    try {
      const query = { permission: this.permission, space: this.#space };
      this._decision = (await api.get('access/explain', { query })).data;
    } catch (thrown) {
      this._problem = Problem.of(thrown);
    }
  }

  render() {
    const more = href('/access/why', { permission: this.permission, space: this.#space });
    return html`<plenum-dialog
      open
      heading=${t('common.whyTitle', { permission: this.permission })}
      @plenum-close=${() => this.remove()}
    >
      ${
        this._problem
          ? html`<plenum-problem .problem=${this._problem} @plenum-retry=${this.#ask}></plenum-problem>`
          : this._decision
            ? html`<ul>
                ${this._decision.reasons.map((reason) => html`<li>${reason}</li>`)}
              </ul>`
            : html`<plenum-skeleton lines="3"></plenum-skeleton>`
      }
      <plenum-button slot="footer" href=${more} icon="question" @click=${() => this.remove()}>${t('common.whyMore')}</plenum-button>
      ${
        this._decision
          ? html`<plenum-button slot="footer" variant="primary" @click=${() => this.remove()}>${t('common.ok')}</plenum-button>`
          : nothing
      }
    </plenum-dialog>`;
  }
}

customElements.define('plenum-why', PlenumWhy);

/** @param {{permission: string, space?: string}} lack what the reader lacks, and where */
export function showWhy({ permission, space }) {
  const dialog = document.createElement('plenum-why');
  Object.assign(dialog, { permission, space });
  document.body.append(dialog);
}
