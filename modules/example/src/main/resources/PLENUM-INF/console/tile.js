import { LitElement, css, html } from 'lit';
import { Load, api, format, href, pageStyles, t } from 'plenum';
import './words.js';

/** On the overview: how many servers run. */
class ExampleTile extends LitElement {
  static styles = [
    pageStyles,
    css`
      .figures {
        display: flex;
        gap: var(--space-5);
        margin-bottom: var(--space-3);
      }
      .number {
        display: block;
        font-size: var(--text-2xl);
        font-weight: 600;
        line-height: 1.2;
        font-variant-numeric: tabular-nums;
      }
      .bar {
        display: flex;
        height: 6px;
        margin-bottom: var(--space-3);
        border-radius: 3px;
        background: var(--neutral-soft);
        overflow: hidden;
      }
      .bar span {
        width: calc(var(--on, 0) * 100%);
        background: var(--success);
        transition: width 300ms ease-out;
      }
    `,
  ];

  #counts = new Load(this, (signal) => count(signal), {
    on: ['item.'],
    when: (event) => event.data?.type === 'example.server',
  });

  updated() {
    const { all, on } = this.#counts.data ?? {};
    this.renderRoot.querySelector('.bar span')?.style.setProperty('--on', String(all ? on / all : 0));
  }

  render() {
    return this.#counts.render(
      ({ all, on }) => html`
        <div class="figures">
          <span><span class="number">${format.number(on)}</span><span class="muted small">${t('example.on')}</span></span>
          <span><span class="number">${format.number(all - on)}</span><span class="muted small">${t('example.off')}</span></span>
        </div>
        <div class="bar"><span></span></div>
        <a class="small" href=${href('/x/example/example-world')}>${t('example.all')}</a>
      `,
      { loading: () => html`<plenum-skeleton lines="3"></plenum-skeleton>` },
    );
  }
}

async function count(signal) {
  const total = (filter) =>
    api.list('items', { type: 'example.server', filter, limit: 1, total: true }, { signal }).then((list) => list.total);
  const [all, on] = await Promise.all([total(''), total('powerState == "on"')]);
  return { all, on };
}

customElements.define('example-tile', ExampleTile);
