import { LitElement, css, html, nothing, svg } from 'lit';
import { Load, api, format, pageStyles, t } from 'plenum';
import './words.js';

const SHOWN = ['powerState', 'cores', 'memory', 'bootedAt'];
const MOST = 500;

/** On a server's page: when it was on and off, and what else has changed, out of its revisions. */
class ExampleHistory extends LitElement {
  static properties = { item: { attribute: false } };

  static styles = [
    pageStyles,
    css`
      svg {
        display: block;
        width: 100%;
        height: 48px;
        border-radius: var(--radius-m);
        background: var(--neutral-soft);
      }
      .on {
        fill: var(--success);
      }
      .off {
        fill: var(--border-strong);
        opacity: 0.5;
      }
      .axis {
        display: flex;
        justify-content: space-between;
        margin-top: var(--space-1);
      }
      .now {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-4);
        margin-bottom: var(--space-3);
      }
    `,
  ];

  #revisions = new Load(this, (signal) => this.#read(signal), {
    on: ['item.updated'],
    when: (event) => event.subject === this.item?.id,
    auto: false,
  });

  willUpdate(changed) {
    if (changed.has('item') && this.item && changed.get('item')?.id !== this.item.id) {
      this.#revisions.data = undefined;
      this.#revisions.reload();
    }
  }

  /** Oldest first. */
  async #read(signal) {
    const revisions = await api.all(`items/${this.item.id}/revisions`, { limit: 200 }, { signal, most: MOST });
    return revisions
      .map(({ time, number, snapshot }) => ({ time: new Date(time).getTime(), number, values: snapshot.values ?? {} }))
      .sort((one, other) => one.number - other.number);
  }

  #bands(revisions, now) {
    const bands = [];
    for (const { time, values } of revisions) {
      const last = bands.at(-1);
      if (last?.power !== values.powerState) {
        if (last) {
          last.to = time;
        }
        bands.push({ power: values.powerState, from: time, to: now });
      }
    }
    return bands;
  }

  #chart(bands, from, now) {
    const width = 1000;
    const at = (time) => ((time - from) / Math.max(now - from, 1)) * width;
    const words = bands.map((band) => powerFor(band)).join(', ');
    return html`<svg
      viewBox="0 0 ${width} 48"
      preserveAspectRatio="none"
      role="img"
      aria-label=${t('example.timeline', { since: format.dateTime(from), bands: words })}
    >
      ${bands.map(
        (band) =>
          svg`<rect class=${band.power === 'on' ? 'on' : 'off'} x=${at(band.from)} y=${band.power === 'on' ? 8 : 30} width=${Math.max(at(band.to) - at(band.from), 2)} height=${band.power === 'on' ? 40 : 18}></rect>`,
      )}
    </svg>`;
  }

  #changes(revisions) {
    const rows = [];
    revisions.slice(1).forEach((revision, at) => {
      const before = revisions[at].values;
      for (const name of SHOWN) {
        if (JSON.stringify(before[name]) !== JSON.stringify(revision.values[name])) {
          rows.unshift({ id: `${revision.number}.${name}`, time: revision.time, name, before: before[name], after: revision.values[name] });
        }
      }
    });
    return rows;
  }

  render() {
    return this.#revisions.render((revisions) => {
      const now = Date.now();
      const from = revisions[0]?.time ?? now;
      const bands = this.#bands(revisions, now);
      const on = bands.filter((band) => band.power === 'on').reduce((sum, band) => sum + band.to - band.from, 0);
      const changes = this.#changes(revisions);
      return html`<div class="stack">
        <plenum-card heading=${t('example.power')}>
          <div class="now">
            <plenum-state value=${bands.at(-1)?.power ?? 'unknown'}></plenum-state>
            <span>${bands.length ? powerFor(bands.at(-1)) : nothing}</span>
            <span class="muted">${t('example.share', { share: format.percent(on / Math.max(now - from, 1)), since: format.dateTime(from) })}</span>
          </div>
          ${this.#chart(bands, from, now)}
          <div class="axis small muted">
            <plenum-time value=${new Date(from).toISOString()}></plenum-time><plenum-time value=${new Date(now).toISOString()}></plenum-time>
          </div>
        </plenum-card>
        <plenum-card flush heading=${t('example.history')}>
          <plenum-table
            bare
            label=${t('example.history')}
            .rows=${changes}
            .columns=${[
              { id: 'time', label: t('example.when'), render: (row) => html`<plenum-time value=${new Date(row.time).toISOString()}></plenum-time>` },
              { id: 'name', label: t('example.what'), render: (row) => label(row.name) },
              { id: 'before', label: t('example.from'), render: (row) => value(row.name, row.before) },
              { id: 'after', label: t('example.to'), render: (row) => value(row.name, row.after) },
            ]}
          >
            ${changes.length ? nothing : html`<plenum-empty slot="empty" heading=${t('example.noChange')}></plenum-empty>`}
          </plenum-table>
        </plenum-card>
      </div>`;
    });
  }
}

const powerFor = ({ power, from, to }) => t(power === 'on' ? 'example.onFor' : 'example.offFor', { time: format.duration(to - from) });

const label = (name) => ({ powerState: t('example.power'), cores: t('example.cores'), memory: t('example.memory'), bootedAt: t('example.booted') })[name];

function value(name, given) {
  if (given === undefined || given === null) {
    return '–';
  }
  switch (name) {
    case 'powerState':
      return html`<plenum-state value=${given}></plenum-state>`;
    case 'memory':
      return format.quantity(given, 'GiBy');
    case 'bootedAt':
      return format.dateTime(given);
    default:
      return given;
  }
}

customElements.define('example-history', ExampleHistory);
