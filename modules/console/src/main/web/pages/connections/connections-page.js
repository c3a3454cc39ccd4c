import { LitElement, html } from 'lit';
import { page } from '../../components/styles.js';
import './plenum-connection-details.js';
import './plenum-connection-edit.js';
import './plenum-connection-list.js';

/** Connections to remote systems: all, one, a new one (`/connections/new`), one to be edited (`/connections/42/edit`). */
class PlenumConnectionsPage extends LitElement {
  static properties = { location: { attribute: false } };
  static styles = [page];

  render() {
    const { params, query } = this.location;
    if (params.id === 'new') {
      return html`<plenum-connection-edit .provider=${query.get('provider') ?? ''}></plenum-connection-edit>`;
    }
    if (params.id && params.part === 'edit') {
      return html`<plenum-connection-edit .connection=${params.id}></plenum-connection-edit>`;
    }
    return params.id
      ? html`<plenum-connection-details .connection=${params.id}></plenum-connection-details>`
      : html`<plenum-connection-list .query=${query}></plenum-connection-list>`;
  }
}

customElements.define('plenum-connections-page', PlenumConnectionsPage);
