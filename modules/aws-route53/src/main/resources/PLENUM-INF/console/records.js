import { LitElement, html, nothing } from 'lit';
import { Load, api, format, href, pageStyles, t } from 'plenum';
import './words.js';

const MOST = 1000;

/** On a zone's page: its records with what they say. `.item`. */
class AwsRoute53Records extends LitElement {
  static properties = { item: { attribute: false } };
  static styles = [pageStyles];

  #records = new Load(
    this,
    (signal) => api.all('items', { type: 'aws.record', filter: `zone == "${this.item.id}"`, sort: 'title' }, { signal, most: MOST }),
    { on: ['item.'], when: (event) => event.data?.type === 'aws.record', auto: false },
  );

  willUpdate(changed) {
    if (changed.has('item') && this.item && changed.get('item')?.id !== this.item.id) {
      this.#records.data = undefined;
      this.#records.reload();
    }
  }

  #contents({ values = [], aliasName }) {
    return aliasName ? t('aws-route53.alias', { name: aliasName }) : values.join(', ');
  }

  #table(records) {
    const columns = [
      { id: 'name', label: t('aws-route53.name'), render: (row) => row.title },
      { id: 'type', label: t('aws-route53.type'), render: (row) => row.values?.recordType ?? '' },
      { id: 'contents', label: t('aws-route53.contents'), render: (row) => this.#contents(row.values ?? {}) },
      { id: 'ttl', label: t('aws-route53.ttl'), render: (row) => (row.values?.ttl === undefined ? '' : format.quantity(row.values.ttl, 's')) },
    ];
    // only who has weighted or located records needs to know which of them one is
    if (records.some(({ values }) => values?.setIdentifier)) {
      columns.splice(2, 0, { id: 'set', label: t('aws-route53.set'), render: (row) => row.values?.setIdentifier ?? '' });
    }
    return html`<plenum-table
        label=${t('aws-route53.records')}
        .rows=${records}
        .rowKey=${(row) => row.id}
        .rowHref=${(row) => href(`/items/${row.id}`)}
        .columns=${columns}
      ></plenum-table>
      ${records.length === MOST ? html`<p class="muted small">${t('aws-route53.more', { count: MOST })}</p>` : nothing}`;
  }

  render() {
    return this.#records.render((records) =>
      records.length ? this.#table(records) : html`<p class="muted">${t('aws-route53.noRecords')}</p>`,
    );
  }
}

customElements.define('aws-route53-records', AwsRoute53Records);
