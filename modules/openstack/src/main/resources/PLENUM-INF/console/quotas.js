import { LitElement, html } from 'lit';
import { Load, api, href, pageStyles, t } from 'plenum';
import { isTight, usages } from './bars.js';

const MOST = 200;

/** All quotas that the reader may see, those projects first that have the least left. */
class OpenstackQuotas extends LitElement {
  static properties = { location: { attribute: false } };
  static styles = [pageStyles];

  #quotas = new Load(this, (signal) => this.#read(signal), {
    on: ['item.'],
    when: (event) => event.data?.type === 'openstack.quota',
  });

  async #read(signal) {
    const [{ data: type }, items] = await Promise.all([
      api.get('content-types/openstack.quota', { signal }),
      api.all('items', { type: 'openstack.quota', limit: MOST }, { signal, most: MOST }),
    ]);
    return items
      .map((item) => ({ item, all: usages(item.values ?? {}, type.fields ?? []) }))
      .sort((one, other) => other.all.filter(isTight).length - one.all.filter(isTight).length || one.item.title.localeCompare(other.item.title));
  }

  render() {
    return this.#quotas.render((projects) =>
      projects.length
        ? html`<div class="stack">
            <p class="muted">${t('openstack.lead')} ${t('openstack.projects', { count: projects.length })}</p>
            ${projects.map(
              ({ item, all }) => html`<plenum-card heading=${item.title}>
                <openstack-bars .usages=${all}></openstack-bars>
                <p><a href=${href(`/items/${item.id}`)}>${item.title}</a></p>
              </plenum-card>`,
            )}
          </div>`
        : html`<plenum-empty icon="cloud" heading=${t('openstack.noQuotas')} text=${t('openstack.noQuotasHelp')}></plenum-empty>`,
    );
  }
}

customElements.define('openstack-quotas', OpenstackQuotas);
