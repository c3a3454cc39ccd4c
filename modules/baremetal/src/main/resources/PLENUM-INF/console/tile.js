import { LitElement, css, html } from 'lit';
import { Load, api, format, href, pageStyles, t } from 'plenum';
import './words.js';

/** On the overview: how many machines are on, off and unhealthy. */
class BaremetalTile extends LitElement {
  static styles = [
    pageStyles,
    css`
      .figures {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2) var(--space-5);
        margin-bottom: var(--space-3);
      }
      .number {
        display: block;
        font-size: var(--text-2xl);
        font-weight: 600;
        line-height: 1.2;
        font-variant-numeric: tabular-nums;
      }
      .bad {
        color: var(--danger-text);
      }
    `,
  ];

  #counts = new Load(this, (signal) => count(signal), {
    on: ['item.'],
    when: (event) => event.data?.type === 'baremetal.machine',
  });

  render() {
    return this.#counts.render(
      ({ on, off, unhealthy }) => html`
        <div class="figures">
          ${figure(on, t('baremetal.on'))} ${figure(off, t('baremetal.off'))}
          ${figure(unhealthy, t('baremetal.unhealthy'), unhealthy ? 'bad' : '')}
        </div>
        <a class="small" href=${href('/x/baremetal/baremetal-machines', { show: unhealthy ? 'unhealthy' : '' })}
          >${t('baremetal.toPage')}</a
        >
      `,
      { loading: () => html`<plenum-skeleton lines="3"></plenum-skeleton>` },
    );
  }
}

const figure = (number, label, tone = '') =>
  html`<span><span class="number ${tone}">${format.number(number)}</span><span class="muted small">${label}</span></span>`;

async function count(signal) {
  const total = (filter) =>
    api.list('items', { type: 'baremetal.machine', filter, limit: 1, total: true }, { signal }).then((list) => list.total);
  const [on, off, unhealthy] = await Promise.all([
    total('powerState == "on"'),
    total('powerState == "off"'),
    total('health in ["warning", "critical"]'),
  ]);
  return { on, off, unhealthy };
}

customElements.define('baremetal-tile', BaremetalTile);
