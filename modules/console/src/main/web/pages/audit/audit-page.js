import { LitElement, html } from 'lit';
import { page } from '../../components/styles.js';
import './audit-entry.js';
import './audit-list.js';

/** The audit log: its timeline, or one entry with its proof. */
class PlenumAuditPage extends LitElement {
  static properties = { location: { attribute: false } };
  static styles = [page];

  render() {
    const { params, query } = this.location;
    return params.index === undefined
      ? html`<plenum-audit-list .query=${query}></plenum-audit-list>`
      : html`<plenum-audit-entry .index=${params.index}></plenum-audit-entry>`;
  }
}

customElements.define('plenum-audit-page', PlenumAuditPage);
