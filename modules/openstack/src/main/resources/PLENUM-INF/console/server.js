import { LitElement, html, nothing } from 'lit';
import { Load, api, format, href, pageStyles, t } from 'plenum';
import './words.js';

/** By what they do, in the order that people look for them. */
const GROUPS = {
  power: ['start', 'stop', 'reboot', 'force-reboot', 'pause', 'unpause', 'suspend', 'resume'],
  size: ['resize', 'confirm-resize', 'revert-resize'],
  attach: ['attach-volume', 'detach-volume', 'attach-interface', 'attach-port', 'detach-interface', 'associate-address', 'disassociate-address'],
  contents: ['create-image', 'rebuild', 'live-migrate', 'read-console-output'],
  protect: ['lock', 'unlock'],
};

const RELATED = ['openstack.port', 'openstack.volume', 'openstack.floating-ip'];

/** On a server's page: its ports with their addresses, its volumes, and what can be done, by what it does. `.item`. */
class OpenstackServer extends LitElement {
  static properties = { item: { attribute: false } };
  static styles = [pageStyles];

  #related = new Load(this, (signal) => this.#read(signal), {
    on: ['item.'],
    when: (event) => event.subject === this.item?.id || RELATED.includes(event.data?.type),
    auto: false,
  });

  willUpdate(changed) {
    if (changed.has('item') && this.item && changed.get('item')?.id !== this.item.id) {
      this.#related.data = undefined;
      this.#related.reload();
    }
  }

  async #read(signal) {
    const ports = await api.all('items', { type: 'openstack.port', filter: `server == "${this.item.id}"` }, { signal, most: 200 });
    const addressed = ports.length
      ? await api.all('items', { type: 'openstack.floating-ip' }, { signal, most: 1000 })
      : [];
    const volumes = await Promise.all(
      (this.item.values?.volumes ?? []).map((id) =>
        api.get(`items/${id}`, { signal }).then(
          ({ data }) => data,
          () => ({ id, title: id, values: {} }),
        ),
      ),
    );
    const networks = new Map();
    await Promise.all(
      [...new Set(ports.map((port) => port.values?.network).filter(Boolean))].map((id) =>
        api.get(`items/${id}`, { signal }).then(
          ({ data }) => networks.set(id, data.title),
          () => networks.set(id, id),
        ),
      ),
    );
    const offers = await api.get(`ext/infrastructure/resources/${this.item.id}/actions`, { signal }).then(
      ({ data }) => data.items,
      () => [],
    );
    return { ports, addressed, volumes, networks, offers };
  }

  #addresses({ values = {} }) {
    return (values.addresses ?? [values.address]).filter(Boolean).join(', ');
  }

  #ports({ ports, addressed, networks }) {
    return ports.length
      ? html`<plenum-table
          label=${t('openstack.ports')}
          .rows=${ports}
          .rowKey=${(row) => row.id}
          .rowHref=${(row) => href(`/items/${row.id}`)}
          .columns=${[
            { id: 'port', label: t('openstack.port'), render: (row) => row.title },
            { id: 'network', label: t('openstack.network'), render: (row) => networks.get(row.values?.network) ?? '' },
            { id: 'address', label: t('openstack.address'), render: (row) => this.#addresses(row) },
            {
              id: 'floating',
              label: t('openstack.floatingIp'),
              render: (row) =>
                addressed
                  .filter((one) => one.values?.port === row.id)
                  .map((one) => one.values.address ?? one.title)
                  .join(', '),
            },
            { id: 'mac', label: t('openstack.mac'), render: (row) => row.values?.mac ?? '' },
            { id: 'status', label: t('openstack.status'), render: (row) => row.values?.status ?? '' },
          ]}
        ></plenum-table>`
      : html`<p class="muted">${t('openstack.noPorts')}</p>`;
  }

  #volumes({ volumes }) {
    return volumes.length
      ? html`<plenum-table
          label=${t('openstack.volumes')}
          .rows=${volumes}
          .rowKey=${(row) => row.id}
          .rowHref=${(row) => href(`/items/${row.id}`)}
          .columns=${[
            { id: 'volume', label: t('openstack.volume'), render: (row) => row.title },
            {
              id: 'size',
              label: t('openstack.size'),
              render: (row) => (typeof row.values?.size === 'number' ? format.quantity(row.values.size, 'GiBy') : ''),
            },
            { id: 'status', label: t('openstack.status'), render: (row) => row.values?.status ?? '' },
          ]}
        ></plenum-table>`
      : html`<p class="muted">${t('openstack.noVolumes')}</p>`;
  }

  #actions({ offers }) {
    if (!offers.length) {
      return nothing;
    }
    const grouped = Object.entries(GROUPS).map(([name, members]) => [name, offers.filter((offer) => members.includes(offer.name))]);
    const known = Object.values(GROUPS).flat();
    grouped.push(['other', offers.filter((offer) => !known.includes(offer.name))]);
    const rows = grouped
      .filter(([, members]) => members.length)
      .map(([name, members]) => ({
        label: t(`openstack.actions.${name}`),
        value: members
          .map((offer) => (offer.unavailable ? t('openstack.unavailable', { title: offer.title, why: offer.unavailable }) : offer.title))
          .join(' · '),
      }));
    return html`<plenum-card heading=${t('openstack.actions')}>
      <p class="muted small">${t('openstack.actionsHelp')}</p>
      <plenum-key-values .items=${rows}></plenum-key-values>
    </plenum-card>`;
  }

  render() {
    return this.#related.render(
      (related) => html`<div class="stack">
        <plenum-card heading=${t('openstack.ports')}>${this.#ports(related)}</plenum-card>
        <plenum-card heading=${t('openstack.volumes')}>${this.#volumes(related)}</plenum-card>
        ${this.#actions(related)}
      </div>`,
    );
  }
}

customElements.define('openstack-server', OpenstackServer);
