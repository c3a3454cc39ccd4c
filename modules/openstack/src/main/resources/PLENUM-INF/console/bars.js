import { LitElement, css, html, nothing } from 'lit';
import { format, pageStyles, t } from 'plenum';
import './words.js';

const TIGHT = 0.8;

/** From the values and the fields of quotas: each with what is used and what there may be. */
export function usages(values, fields) {
  return fields
    .filter(({ name }) => typeof values[name] === 'number' && typeof values[`${name}Used`] === 'number')
    .map(({ name, label, unit }) => ({ name, label, unit, limit: values[name], used: values[`${name}Used`] }));
}

/** How near to its end, 0 to 1; without a limit never. */
const share = ({ used, limit }) => (limit < 0 ? 0 : limit === 0 ? 1 : Math.min(used / limit, 1));

/** What is used up, or nearly so. */
export const isTight = (usage) => usage.limit > 0 && share(usage) >= TIGHT;

const words = (amount, unit) => (unit ? format.quantity(amount, unit) : format.number(amount));

/** Bars of what is used of each quota. `.usages`. */
class OpenstackBars extends LitElement {
  static properties = { usages: { attribute: false } };

  static styles = [
    pageStyles,
    css`
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 260px), 1fr));
        gap: var(--space-3) var(--space-5);
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 var(--space-3);
      }
      .bar {
        height: 8px;
        margin-top: var(--space-1);
        border-radius: 4px;
        background: var(--neutral-soft);
        overflow: hidden;
      }
      .bar span {
        display: block;
        width: calc(var(--share, 0) * 100%);
        height: 100%;
        background: var(--success);
      }
      .tight .bar span {
        background: var(--warning);
      }
      .over .bar span {
        background: var(--danger);
      }
    `,
  ];

  updated() {
    this.renderRoot.querySelectorAll('.bar span').forEach((bar, at) => bar.style.setProperty('--share', String(share(this.usages[at]))));
  }

  #tone(usage) {
    return usage.limit > 0 && usage.used >= usage.limit ? 'over' : isTight(usage) ? 'tight' : '';
  }

  #amount({ used, limit, unit }) {
    return limit < 0
      ? t('openstack.all', { used: words(used, unit) })
      : t('openstack.left', { used: words(used, unit), limit: words(limit, unit), left: words(Math.max(0, limit - used), unit) });
  }

  render() {
    return html`<ul>
      ${this.usages.map((usage) => {
        const tone = this.#tone(usage);
        return html`<li class=${tone}>
          <span class="head"
            ><span>${usage.label}</span
            >${tone ? html`<plenum-badge tone=${tone === 'over' ? 'danger' : 'warning'}>${t(`openstack.${tone}`)}</plenum-badge>` : nothing}</span
          >
          <span class="muted small">${this.#amount(usage)}</span>
          <div class="bar" aria-hidden="true"><span></span></div>
        </li>`;
      })}
    </ul>`;
  }
}

customElements.define('openstack-bars', OpenstackBars);
