import { LitElement, html, nothing } from 'lit';
import { PagedList } from '../../components/load.js';
import { page } from '../../components/styles.js';
import { t } from '../../lib/i18n.js';
import { href } from '../../lib/router.js';
import '../../components/all.js';

/** What the provable log says of an item, newest first. `.item` */
class PlenumItemAudit extends LitElement {
  static properties = { item: { attribute: false } };
  static styles = [page];

  #list = new PagedList(this, () => ({ path: 'audit/entries', query: { targetId: this.item.id } }), {
    auto: false,
    on: ['item.', 'operation.ended'],
    when: (event) => (event.data?.target ?? event.subject) === this.item?.id,
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
      label=${t('item.tab.audit')}
      .rows=${list.rows}
      .rowKey=${({ index }) => index}
      .rowHref=${({ index }) => href(`/audit/${index}`)}
      ?loading=${list.loading}
      ?more=${list.more}
      .columns=${[
        { id: 'action', label: t('item.action'), render: ({ event }) => event.action },
        { id: 'outcome', label: t('item.outcome'), render: ({ event }) => html`<plenum-state value=${outcome(event)}></plenum-state>` },
        { id: 'actor', label: t('item.by'), render: ({ actorName, event }) => actorName ?? event.actor?.id },
        { id: 'time', label: t('item.time'), render: ({ time }) => html`<plenum-time value=${time}></plenum-time>` },
        { id: 'index', label: t('item.proof'), align: 'end', render: ({ index }) => t('item.proofOf', { index }) },
      ]}
      @plenum-more=${() => list.loadMore()}
      >${
        list.empty
          ? html`<plenum-empty slot="empty" icon="audit" heading=${t('item.noAudit')}>${t('item.noAuditHelp')}</plenum-empty>`
          : nothing
      }</plenum-table
    >`;
  }
}

const outcome = ({ outcome: word }) => ({ SUCCESS: 'succeeded', FAILURE: 'failed', DENIED: 'denied' })[word] ?? String(word ?? '').toLowerCase();

customElements.define('plenum-item-audit', PlenumItemAudit);
