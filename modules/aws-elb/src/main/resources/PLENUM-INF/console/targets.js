import { LitElement, html } from 'lit';
import { Load, api, href, pageStyles, t } from 'plenum';
import './words.js';

const RELATED = ['aws.listener', 'aws.target-group'];
const MOST = 200;

/** On a load balancer's page: what it listens to, where that leads, and how the targets are. `.item`. */
class AwsElbTargets extends LitElement {
  static properties = { item: { attribute: false } };
  static styles = [pageStyles];

  #related = new Load(this, (signal) => this.#read(signal), {
    on: ['item.'],
    when: (event) => RELATED.includes(event.data?.type),
    auto: false,
  });

  willUpdate(changed) {
    if (changed.has('item') && this.item && changed.get('item')?.id !== this.item.id) {
      this.#related.data = undefined;
      this.#related.reload();
    }
  }

  async #read(signal) {
    const listeners = await api.all('items', { type: 'aws.listener', filter: `loadBalancer == "${this.item.id}"` }, { signal, most: MOST });
    // what the reader may not see is shown by its id
    const one = (id) =>
      api.get(`items/${id}`, { signal }).then(
        ({ data }) => data,
        () => ({ id, title: id, values: {} }),
      );
    const ids = [...new Set(listeners.map(({ values }) => values?.targetGroup).filter(Boolean))];
    const groups = await Promise.all(
      ids.map(async (id) => {
        const group = await one(id);
        return { group, instances: await Promise.all((group.values?.instances ?? []).map(one)) };
      }),
    );
    return { listeners, groups };
  }

  #listeners({ listeners, groups }) {
    const titles = new Map(groups.map(({ group }) => [group.id, group.title]));
    return listeners.length
      ? html`<plenum-table
          label=${t('aws-elb.listeners')}
          .rows=${listeners}
          .rowKey=${(row) => row.id}
          .rowHref=${(row) => href(`/items/${row.id}`)}
          .columns=${[
            { id: 'listener', label: t('aws-elb.listener'), render: (row) => row.title },
            {
              id: 'leadsTo',
              label: t('aws-elb.leadsTo'),
              render: ({ values = {} }) =>
                titles.get(values.targetGroup) ??
                (values.redirectPort ? t('aws-elb.redirect', { port: String(values.redirectPort) }) : (values.action ?? '')),
            },
          ]}
        ></plenum-table>`
      : html`<p class="muted">${t('aws-elb.noListeners')}</p>`;
  }

  #targets({ group, instances }) {
    const { unhealthy = [], targetAddresses = [] } = group.values ?? {};
    // AWS names an unhealthy target by its id, which an item has at the end of its external id
    const isSick = (id) => unhealthy.includes(id);
    const rows = [
      ...instances.map((item) => ({
        id: item.id,
        title: item.title,
        sick: isSick((item.management?.externalId ?? '').split('/').at(-1)),
        to: href(`/items/${item.id}`),
      })),
      ...targetAddresses.map((address) => ({ id: address, title: address, sick: isSick(address) })),
    ];
    return rows.length
      ? html`<plenum-table
          label=${group.title}
          .rows=${rows}
          .rowKey=${(row) => row.id}
          .rowHref=${(row) => row.to}
          .columns=${[
            { id: 'target', label: t('aws-elb.target'), render: (row) => row.title },
            {
              id: 'state',
              label: t('aws-elb.state'),
              render: (row) =>
                html`<plenum-badge tone=${row.sick ? 'danger' : 'neutral'}>${t(row.sick ? 'aws-elb.unhealthy' : 'aws-elb.healthy')}</plenum-badge>`,
            },
          ]}
        ></plenum-table>`
      : html`<p class="muted">${t('aws-elb.noTargets')}</p>`;
  }

  render() {
    return this.#related.render(
      (related) => html`<div class="stack">
        <plenum-card heading=${t('aws-elb.listeners')}>${this.#listeners(related)}</plenum-card>
        ${related.groups.map(
          (one) => html`<plenum-card heading=${one.group.title}>
            <p><a href=${href(`/items/${one.group.id}`)}>${one.group.title}</a></p>
            <p class="muted small">
              ${t('aws-elb.check', { protocol: one.group.values?.healthProtocol ?? '', path: one.group.values?.healthPath ?? '' })}
            </p>
            ${this.#targets(one)}
          </plenum-card>`,
        )}
      </div>`,
    );
  }
}

customElements.define('aws-elb-targets', AwsElbTargets);
