import { LitElement, html, nothing } from 'lit';
import { Load, api, format, href, pageStyles, t } from 'plenum';
import './words.js';

/** By what they do, in the order that people look for them. */
const GROUPS = {
  power: ['start', 'stop', 'force-stop', 'reboot'],
  attach: ['attach-volume', 'detach-volume', 'associate-address', 'disassociate-address'],
  contents: ['resize', 'create-image', 'read-console-output'],
};

const RELATED = ['aws.volume', 'aws.elastic-ip'];

/** On an instance's page: where it is in the network, its volumes, and what can be done, by what it does. `.item`. */
class AwsEc2Instance extends LitElement {
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
    const { network, subnet, securityGroups = [], volumes = [] } = this.item.values ?? {};
    // what the reader may not see is shown by its id
    const one = (id) =>
      api.get(`items/${id}`, { signal }).then(
        ({ data }) => data,
        () => ({ id, title: id, values: {} }),
      );
    const all = (ids) => Promise.all(ids.filter(Boolean).map(one));
    const [networks, subnets, groups, disks, elastic, offers] = await Promise.all([
      all([network]),
      all([subnet]),
      all(securityGroups),
      all(volumes),
      api.all('items', { type: 'aws.elastic-ip', filter: `instance == "${this.item.id}"` }, { signal, most: 200 }),
      api.get(`ext/infrastructure/resources/${this.item.id}/actions`, { signal }).then(
        ({ data }) => data.items,
        () => [],
      ),
    ]);
    return { networks, subnets, groups, disks, elastic, offers };
  }

  #links(items, label = (item) => item.title) {
    return html`${items.map((item, at) => html`${at ? ', ' : nothing}<a href=${href(`/items/${item.id}`)}>${label(item)}</a>`)}`;
  }

  #network({ networks, subnets, groups, elastic }) {
    const { addresses = [], macAddresses = [], privateDnsName, publicDnsName } = this.item.values ?? {};
    const rows = [
      { label: t('aws-ec2.vpc'), value: networks.length ? this.#links(networks) : '' },
      { label: t('aws-ec2.subnet'), value: subnets.length ? this.#links(subnets) : '' },
      { label: t('aws-ec2.addresses'), value: addresses.join(', ') },
      { label: t('aws-ec2.elasticIps'), value: elastic.length ? this.#links(elastic, (item) => item.values?.address ?? item.title) : '' },
      { label: t('aws-ec2.inside'), value: privateDnsName },
      { label: t('aws-ec2.public'), value: publicDnsName },
      { label: t('aws-ec2.mac'), value: macAddresses.join(', ') },
      { label: t('aws-ec2.groups'), value: groups.length ? this.#links(groups) : '' },
    ];
    return html`<plenum-key-values .items=${rows.filter(({ value }) => value)}></plenum-key-values>`;
  }

  #volumes({ disks }) {
    return disks.length
      ? html`<plenum-table
          label=${t('aws-ec2.volumes')}
          .rows=${disks}
          .rowKey=${(row) => row.id}
          .rowHref=${(row) => href(`/items/${row.id}`)}
          .columns=${[
            { id: 'volume', label: t('aws-ec2.volume'), render: (row) => row.title },
            {
              id: 'size',
              label: t('aws-ec2.size'),
              render: (row) => (typeof row.values?.size === 'number' ? format.quantity(row.values.size, 'GiBy') : ''),
            },
            { id: 'device', label: t('aws-ec2.device'), render: (row) => row.values?.device ?? '' },
            { id: 'status', label: t('aws-ec2.status'), render: (row) => row.values?.status ?? '' },
          ]}
        ></plenum-table>`
      : html`<p class="muted">${t('aws-ec2.noVolumes')}</p>`;
  }

  #actions({ offers }) {
    if (!offers.length) {
      return nothing;
    }
    const known = Object.values(GROUPS).flat();
    const rows = [
      ...Object.entries(GROUPS).map(([name, members]) => [name, offers.filter((offer) => members.includes(offer.name))]),
      ['other', offers.filter((offer) => !known.includes(offer.name))],
    ]
      .filter(([, members]) => members.length)
      .map(([name, members]) => ({
        label: t(`aws-ec2.actions.${name}`),
        value: members
          .map((offer) => (offer.unavailable ? t('aws-ec2.unavailable', { title: offer.title, why: offer.unavailable }) : offer.title))
          .join(' · '),
      }));
    return html`<plenum-card heading=${t('aws-ec2.actions')}>
      <p class="muted small">${t('aws-ec2.actionsHelp')}</p>
      <plenum-key-values .items=${rows}></plenum-key-values>
    </plenum-card>`;
  }

  render() {
    return this.#related.render(
      (related) => html`<div class="stack">
        <plenum-card heading=${t('aws-ec2.network')}>${this.#network(related)}</plenum-card>
        <plenum-card heading=${t('aws-ec2.volumes')}>${this.#volumes(related)}</plenum-card>
        ${this.#actions(related)}
      </div>`,
    );
  }
}

customElements.define('aws-ec2-instance', AwsEc2Instance);
