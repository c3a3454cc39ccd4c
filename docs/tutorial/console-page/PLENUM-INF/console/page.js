import { LitElement, css, html } from 'lit';
import { Load, addMessages, api, format, href, pageStyles, t } from 'plenum';

addMessages({
  'stock.lead': 'How many items there are of each content type, as it is now.',
  'stock.none': 'There is nothing yet',
});

class StockPage extends LitElement {
  static styles = [
    pageStyles,
    css`
      li {
        display: flex;
        justify-content: space-between;
        padding: var(--space-3) var(--space-4);
      }
      li + li {
        border-top: 1px solid var(--border);
      }
    `,
  ];

  #stock = new Load(this, (signal) => readStock(signal), { on: ['item.created', 'item.deleted'] });

  render() {
    return this.#stock.render(
      (stock) => html`<div class="stack">
        <p class="muted">${t('stock.lead')}</p>
        <plenum-card flush>
          <ul class="plain">
            ${stock.map(
              ({ type, count }) => html`<li>
                <a href=${href('/inventory', { type: type.name })}>${type.label}</a>
                <strong>${format.number(count)}</strong>
              </li>`,
            )}
          </ul>
          ${stock.length ? '' : html`<plenum-empty icon="box" heading=${t('stock.none')}></plenum-empty>`}
        </plenum-card>
      </div>`,
    );
  }
}

async function readStock(signal) {
  const { items: types } = await api.list('content-types', {}, { signal });
  const counted = await Promise.all(
    types.map(async (type) => {
      const { total } = await api.list('items', { type: type.name, limit: 1, total: true }, { signal });
      return { type, count: total };
    }),
  );
  return counted.filter(({ count }) => count > 0).sort((one, other) => other.count - one.count);
}

customElements.define('stock-page', StockPage);
