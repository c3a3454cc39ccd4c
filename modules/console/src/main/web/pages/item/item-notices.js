import { LitElement, css, html, nothing } from 'lit';
import { page } from '../../components/styles.js';
import { t } from '../../lib/i18n.js';
import { href } from '../../lib/router.js';
import '../../components/all.js';

const ENDED = ['succeeded', 'failed', 'cancelled'];

/** What is to be known of an item before anything else. `.item`, `.type`; `.operations`: its newest. */
class PlenumItemNotices extends LitElement {
  static properties = { item: { attribute: false }, type: { attribute: false }, operations: { attribute: false } };

  static styles = [
    page,
    css`
      .notices {
        display: grid;
        gap: var(--space-2);
        margin-bottom: var(--space-4);
      }
      .notices:empty {
        display: none;
      }
      .notice {
        display: flex;
        align-items: center;
        flex-wrap: wrap;
        gap: var(--space-2) var(--space-3);
        padding: var(--space-2) var(--space-4);
        border-radius: var(--radius-l);
        background: var(--info-soft);
        overflow-wrap: anywhere;
        --icon-size: 16px;
      }
      .notice plenum-progress {
        flex: 1 1 120px;
        max-width: 240px;
      }
      .notice.warning {
        background: var(--warning-soft);
      }
      .notice.warning plenum-icon {
        color: var(--warning-text);
      }
    `,
  ];

  render() {
    const { item, type } = this;
    const running = this.operations.filter(({ status }) => !ENDED.includes(status));
    return html`<div class="notices" aria-live="polite">${
      type?.orphaned
        ? html`<div class="notice warning"><plenum-icon name="modules"></plenum-icon>${t('item.orphanedHelp', { owner: type.owner ?? '' })}</div>`
        : nothing
    }${
      item.management?.vanishedAt
        ? html`<div class="notice warning">
            <plenum-icon name="warning"></plenum-icon>${t('item.vanishedHelp')}
            <plenum-time value=${item.management.vanishedAt}></plenum-time>
          </div>`
        : nothing
    }${running.map(
      (operation) =>
        html`<div class="notice">
          <plenum-state value=${operation.status} live></plenum-state>
          <a href=${href(`/operations/${operation.id}`)}>${operation.title}</a>
          <plenum-progress label=${operation.title} .value=${operation.progress || undefined}></plenum-progress>
          ${operation.message ? html`<span class="muted small">${operation.message}</span>` : nothing}
        </div>`,
    )}</div>`;
  }
}

customElements.define('plenum-item-notices', PlenumItemNotices);
