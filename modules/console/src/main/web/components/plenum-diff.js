import { LitElement, css, html, nothing } from 'lit';
import { t } from '../lib/i18n.js';
import { base } from './styles.js';

/**
 * What changes: `.changes=[{label, before, after, note?, kind?}]`. Before and after are texts or templates; one that is
 * undefined means that there was, or will be, nothing. `kind: 'replace'` marks what cannot be changed in place.
 */
class PlenumDiff extends LitElement {
  static properties = { changes: { attribute: false }, before: {}, after: {} };

  static styles = [
    base,
    css`
      :host {
        display: block;
        overflow-x: auto;
      }
      table {
        width: 100%;
        border-collapse: collapse;
      }
      th,
      td {
        padding: var(--space-2) var(--space-2);
        text-align: start;
        vertical-align: top;
        border-bottom: 1px solid var(--border);
        overflow-wrap: anywhere;
      }
      th:first-child {
        padding-left: 0;
        overflow-wrap: break-word;
      }
      tr:last-child :is(td, th) {
        border-bottom: 0;
      }
      thead th {
        color: var(--text-muted);
        font-size: var(--text-xs);
        font-weight: 500;
      }
      tbody th {
        width: 24%;
        font-weight: 500;
      }
      td {
        width: 38%;
      }
      del,
      ins {
        text-decoration: none;
        padding: 1px 4px;
        border-radius: var(--radius-s);
        white-space: pre-wrap;
      }
      del {
        background: var(--danger-soft);
        color: var(--danger-text);
      }
      ins {
        background: var(--success-soft);
        color: var(--success-text);
      }
      .note {
        display: block;
        margin-top: 2px;
        color: var(--text-muted);
        font-size: var(--text-xs);
        font-weight: 400;
      }
      .none {
        color: var(--text-muted);
      }
    `,
  ];

  render() {
    const changes = this.changes ?? [];
    if (!changes.length) {
      return html`<p class="none">${t('diff.none')}</p>`;
    }
    const nothingThere = html`<span class="none">${t('diff.nothing')}</span>`;
    return html`<table>
      <thead>
        <tr>
          <th scope="col">${t('diff.field')}</th>
          <th scope="col">${this.before ?? t('diff.before')}</th>
          <th scope="col">${this.after ?? t('diff.after')}</th>
        </tr>
      </thead>
      <tbody>
        ${changes.map(
          ({ label, before, after, note }) => html`<tr>
            <th scope="row">${label}${note ? html`<span class="note">${note}</span>` : nothing}</th>
            <td>${before === undefined || before === '' ? nothingThere : html`<del>${before}</del>`}</td>
            <td>${after === undefined || after === '' ? nothingThere : html`<ins>${after}</ins>`}</td>
          </tr>`,
        )}
      </tbody>
    </table>`;
  }
}

customElements.define('plenum-diff', PlenumDiff);
