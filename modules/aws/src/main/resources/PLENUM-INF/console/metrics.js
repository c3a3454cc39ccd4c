import { LitElement, css, html, nothing, svg } from 'lit';
import { Load, api, format, pageStyles, t } from 'plenum';
import { lines, range } from './chart.js';
import './words.js';

const PERIODS = ['PT3H', 'P1D', 'P7D', 'P30D'];

const words = (value, unit) =>
  ({
    '%': () => format.percent(value / 100),
    By: () => format.bytes(value),
    'By/s': () => t('aws.perSecond', { amount: format.bytes(value) }),
    '1/s': () => t('aws.perSecond', { amount: format.number(value) }),
    s: () => format.quantity(value, 's'),
  })[unit]?.() ?? format.number(value);

/** On the page of what CloudWatch measures: what it has. `.item`. */
class AwsMetrics extends LitElement {
  static properties = { item: { attribute: false }, _last: { state: true } };

  static styles = [
    pageStyles,
    css`
      select {
        align-self: start;
        min-height: 32px;
        padding: 0 var(--space-2);
        font: inherit;
        color: var(--text);
        background: var(--surface);
        border: 1px solid var(--border-strong);
        border-radius: var(--radius-m);
      }
      .charts {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 320px), 1fr));
        gap: var(--space-4);
      }
      svg {
        display: block;
        width: 100%;
        height: 96px;
        border-bottom: 1px solid var(--border);
        overflow: visible;
      }
      polyline {
        fill: none;
        stroke: var(--accent);
        stroke-width: 1.5;
        stroke-linecap: round;
        stroke-linejoin: round;
      }
      .ends {
        display: flex;
        justify-content: space-between;
      }
    `,
  ];

  constructor() {
    super();
    this._last = PERIODS[0];
  }

  #measured = new Load(
    this,
    (signal) =>
      api.get(`ext/infrastructure/resources/${this.item.id}/metrics`, { query: { last: this._last }, signal }).then(({ data }) => data),
    { auto: false },
  );

  willUpdate(changed) {
    const another = changed.has('item') && this.item && changed.get('item')?.id !== this.item.id;
    if (this.item && (another || changed.has('_last'))) {
      this.#measured.reload();
    }
  }

  #chart({ title, unit, points }, { from, to, step }) {
    const { least, most } = range({ unit, points });
    const values = points.map(({ value }) => value);
    const told = (value) => words(value, unit);
    return points.length
      ? html`<p>${told(values.at(-1))} <span class="muted small">${format.dateTime(points.at(-1).time)}</span></p>
          <svg
            viewBox="0 0 100 30"
            preserveAspectRatio="none"
            role="img"
            aria-label=${t('aws.chart', { title, least: told(Math.min(...values)), most: told(Math.max(...values)), last: told(values.at(-1)) })}
          >
            ${lines(points, { from, to, step, least, most }).map(
              // one point alone is a dot, which a line to itself is
              (line) => svg`<polyline vector-effect="non-scaling-stroke" points=${line.length > 1 ? line.join(' ') : `${line[0]} ${line[0]}`}></polyline>`,
            )}
          </svg>
          <p class="ends muted small"><span>${format.dateTime(from.toISOString())}</span><span>${told(most)}</span></p>`
      : html`<p class="muted">${t('aws.none')}</p>`;
  }

  #charts({ from, to, items }) {
    const time = { from: new Date(from), to: new Date(to) };
    // wider than a step of any period, so that what CloudWatch leaves out is seen as a gap and no more
    const step = (time.to - time.from) / 36;
    return html`<div class="charts">
      ${items.map((metric) => html`<plenum-card heading=${metric.title}>${this.#chart(metric, { ...time, step })}</plenum-card>`)}
      ${items.length ? nothing : html`<p class="muted">${t('aws.none')}</p>`}
    </div>`;
  }

  render() {
    return html`<div class="stack">
      <select aria-label=${t('aws.last')} @change=${(event) => (this._last = event.target.value)}>
        ${PERIODS.map((period) => html`<option value=${period} ?selected=${period === this._last}>${t(`aws.last.${period}`)}</option>`)}
      </select>
      ${this.#measured.render((measured) => this.#charts(measured))}
    </div>`;
  }
}

customElements.define('aws-metrics', AwsMetrics);
