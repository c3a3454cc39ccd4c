import { LitElement, css, html } from 'lit';
import { PagedList } from '../../components/load.js';
import { page } from '../../components/styles.js';
import { Titles } from '../../components/titles.js';
import { t } from '../../lib/i18n.js';
import { href } from '../../lib/router.js';
import '../../components/all.js';

/** What an item refers to, and what refers to it. `.item`, `.type` */
class PlenumItemReferences extends LitElement {
  static properties = { item: { attribute: false }, type: { attribute: false } };

  static styles = [
    page,
    css`
      .both {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr));
        gap: var(--space-5);
        align-items: start;
      }
      .none {
        padding: var(--space-4);
        color: var(--text-muted);
      }
    `,
  ];

  #to = new PagedList(this, () => ({ path: `items/${this.item.id}/references` }), { auto: false, on: ['item.'] });
  #titles = new Titles(this);
  #shown;

  willUpdate() {
    if (this.item.id !== this.#shown) {
      this.#shown = this.item.id;
      this.#to.refresh();
    }
  }

  get #from() {
    const own = this.type.fields
      .filter(({ type }) => type === 'reference')
      .flatMap((field) => [this.item.values[field.name] ?? []].flat().map((id) => ({ id, field: field.label || field.name })));
    const { management } = this.item;
    return management && management.connection !== this.item.id
      ? [...own, { id: management.connection, field: t('item.connection') }]
      : own;
  }

  #table(heading, rows, none, more = {}) {
    return html`<plenum-card flush heading=${heading}>
      ${
        rows.length || more.loading
          ? html`<plenum-table
              bare
              label=${heading}
              .rows=${rows}
              .rowKey=${({ id, field }) => `${id} ${field}`}
              .rowHref=${({ id }) => href(`/items/${id}`)}
              ?loading=${more.loading}
              ?more=${more.more}
              @plenum-more=${() => this.#to.loadMore()}
              .columns=${[
                { id: 'title', label: t('item.itemTitle'), render: ({ id, title }) => title ?? this.#titles.of(id) ?? id },
                { id: 'type', label: t('item.type'), render: ({ id, type }) => type ?? this.#titles.item(id)?.type ?? '' },
                { id: 'field', label: t('item.field'), render: ({ field }) => field },
              ]}
            ></plenum-table>`
          : html`<p class="none">${none}</p>`
      }
    </plenum-card>`;
  }

  render() {
    const to = this.#to;
    const incoming = to.rows.map(({ source, sourceTitle, sourceType, field }) => ({
      id: source,
      title: sourceTitle,
      type: sourceType,
      field,
    }));
    return html`<div class="both">
      ${this.#table(t('item.refersTo'), this.#from, t('item.refersToNothing'))}
      ${
        to.problem && !to.rows.length
          ? html`<plenum-problem .problem=${to.problem} @plenum-retry=${() => to.refresh()}></plenum-problem>`
          : this.#table(t('item.referredBy'), incoming, t('item.referredByNothing'), { loading: to.loading && to.fresh, more: to.more })
      }
    </div>`;
  }
}

customElements.define('plenum-item-references', PlenumItemReferences);
