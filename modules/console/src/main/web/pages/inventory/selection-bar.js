import { LitElement, css, html, nothing } from 'lit';
import { page } from '../../components/styles.js';
import { Watch } from '../../components/watch.js';
import { t } from '../../lib/i18n.js';
import { formFields } from '../../lib/schema.js';
import { session, whyNot } from '../../lib/session.js';
import '../../components/all.js';
import { isRemote } from './bulk-work.js';

/** Fields of the one type of all items that can be said anew for all of them at once. */
export function editable(items, types) {
  const names = new Set(items.map(({ type }) => type));
  const type = names.size === 1 ? types.find(({ name }) => names.has(name)) : undefined;
  return type ? formFields(type, 'edit').filter((field) => !field.readonly && field.type !== 'secret') : [];
}

/**
 * What can be done with a selection. `.items`, `.types`: content types. Sends `plenum-bulk` (detail: what, see
 * plenum-inventory-bulk) and `plenum-clear`.
 */
class PlenumSelectionBar extends LitElement {
  static properties = { items: { attribute: false }, types: { attribute: false } };

  static styles = [
    page,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2);
        padding: var(--space-2) var(--space-3);
        border-radius: var(--radius-l);
        background: var(--selected);
      }
      b {
        font-weight: 600;
        margin-right: auto;
      }
      /* What clears it stays beside what it clears. */
      @media (max-width: 640px) {
        b {
          order: -2;
          flex: 1 1 75%;
        }
        .clear {
          order: -1;
        }
      }
    `,
  ];

  constructor() {
    super();
    new Watch(this, session);
  }

  #lacking(verb) {
    return [...new Set(this.items.map(({ type }) => `${type}.${verb}`))].map((name) => whyNot(name, t)).find(Boolean) ?? '';
  }

  #button(kind, icon, words, reason) {
    return html`<plenum-button
      size="s"
      icon=${icon}
      reason=${reason}
      @click=${() => this.dispatchEvent(new CustomEvent('plenum-bulk', { detail: kind }))}
      >${words}</plenum-button
    >`;
  }

  #uneditable() {
    const several = new Set(this.items.map(({ type }) => type)).size > 1;
    return several ? t('inventory.severalTypes') : editable(this.items, this.types).length ? '' : t('inventory.noFields');
  }

  render() {
    const { items } = this;
    if (!items.length) {
      return nothing;
    }
    const unconnected = items.some(({ management }) => management?.externalId) ? '' : t('inventory.noneConnected');
    const draft = items.some(isRemote) ? whyNot('infrastructure.change.create', t) : '';
    return html`<div role="group" aria-label=${t('inventory.selection')}>
      <b role="status">${t('inventory.selected', { count: items.length })}</b>
      ${this.#button('labels', 'tag', t('inventory.labels'), this.#lacking('edit'))}
      ${this.#button('edit', 'edit', t('inventory.editField'), this.#uneditable() || this.#lacking('edit') || draft)}
      ${this.#button('action', 'actions', t('inventory.act'), unconnected || this.#lacking('act') || draft)}
      ${this.#button('adopt', 'check-circle', t('inventory.adopt'), unconnected || whyNot('infrastructure.resource.act', t) || this.#lacking('publish'))}
      ${this.#button('archive', 'storage', t('inventory.archive'), this.#lacking('edit') || this.#lacking('publish'))}
      ${this.#button('delete', 'trash', t('common.delete'), this.#lacking('delete') || draft)}
      <plenum-button
        class="clear"
        size="s"
        variant="ghost"
        icon="close"
        label=${t('inventory.clearSelection')}
        @click=${() => this.dispatchEvent(new CustomEvent('plenum-clear'))}
      ></plenum-button>
    </div>`;
  }
}

customElements.define('plenum-selection-bar', PlenumSelectionBar);
