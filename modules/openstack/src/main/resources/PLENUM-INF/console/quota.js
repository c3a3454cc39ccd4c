import { LitElement, html } from 'lit';
import { pageStyles } from 'plenum';
import { usages } from './bars.js';

/** On the page of a project's quotas: what is used and left of each. `.item`, `.type`. */
class OpenstackQuota extends LitElement {
  static properties = { item: { attribute: false }, type: { attribute: false } };
  static styles = [pageStyles];

  render() {
    return html`<openstack-bars .usages=${usages(this.item?.values ?? {}, this.type?.fields ?? [])}></openstack-bars>`;
  }
}

customElements.define('openstack-quota', OpenstackQuota);
