import { LitElement, html, nothing } from 'lit';
import { PagedList } from '../../components/load.js';
import { page } from '../../components/styles.js';
import { duration } from '../../lib/format.js';
import { t } from '../../lib/i18n.js';
import { href } from '../../lib/router.js';
import '../../components/all.js';

/** What was done with an item, newest first, as it happens. `.item` */
class PlenumItemOperations extends LitElement {
  static properties = { item: { attribute: false } };
  static styles = [page];

  #list = new PagedList(this, () => ({ path: 'operations', query: { target: this.item.id } }), {
    auto: false,
    on: ['operation.created', 'operation.updated', 'operation.ended'],
    when: (event) => event.data?.target === this.item?.id,
  });
  #shown;

  willUpdate() {
    if (this.item.id !== this.#shown) {
      this.#shown = this.item.id;
      this.#list.refresh();
    }
  }

  render() {
    const list = this.#list;
    if (list.problem && !list.rows.length) {
      return html`<plenum-problem .problem=${list.problem} @plenum-retry=${() => list.refresh()}></plenum-problem>`;
    }
    return html`<plenum-table
      label=${t('item.tab.operations')}
      .rows=${list.rows}
      ?loading=${list.loading}
      ?more=${list.more}
      .rowHref=${({ id }) => href(`/operations/${id}`)}
      .columns=${[
        { id: 'title', label: t('item.operation'), render: ({ title }) => title },
        {
          id: 'status',
          label: t('item.status'),
          render: ({ status }) => html`<plenum-state value=${status} ?live=${status === 'running'}></plenum-state>`,
        },
        { id: 'by', label: t('item.by'), render: ({ requestedBy }) => requestedBy.name },
        { id: 'created', label: t('item.asked'), render: ({ createdAt }) => html`<plenum-time value=${createdAt}></plenum-time>` },
        {
          id: 'took',
          label: t('item.took'),
          align: 'end',
          render: ({ startedAt, endedAt }) => (startedAt && endedAt ? duration(Date.parse(endedAt) - Date.parse(startedAt)) : ''),
        },
        { id: 'cause', label: t('item.cause'), render: ({ failure, message }) => failure?.message ?? message },
      ]}
      @plenum-more=${() => list.loadMore()}
      >${
        list.empty
          ? html`<plenum-empty slot="empty" icon="operations" heading=${t('item.noOperations')}>${t('item.noOperationsHelp')}</plenum-empty>`
          : nothing
      }</plenum-table
    >`;
  }
}

customElements.define('plenum-item-operations', PlenumItemOperations);
