import { LitElement, css, html, nothing } from 'lit';
import { Load, api, can, events, format, href, pageStyles, t, toast, toastProblem, whyNot } from 'plenum';
import './words.js';

const ENDED = ['succeeded', 'failed', 'cancelled'];
/** As the action writes them: `CPU temp: 41.5 Cel (ok)`. */
const LINE = /^(.*): (no reading|-?[\d.]+)(?: (.*?))? \((ok|warning|critical|unknown)\)$/;

/** On a machine's page: its sensors with thresholds, readings when asked for, and its event log. */
class BaremetalSensors extends LitElement {
  static properties = { item: { attribute: false }, _readings: { state: true }, _busy: { state: true } };

  static styles = [
    pageStyles,
    css`
      .ranges {
        font-variant-numeric: tabular-nums;
      }
      .help {
        padding: var(--space-3) var(--space-4);
        border-top: 1px solid var(--border);
      }
    `,
  ];

  #sensors = new Load(this, (signal) => this.#read(signal), {
    on: ['item.'],
    when: (event) => event.data?.type === 'baremetal.sensor',
    auto: false,
  });
  #operation;
  #end = () => {};

  connectedCallback() {
    super.connectedCallback();
    this.#end = events.on('operation.ended', (event) => {
      if (this.#operation && (event.type === 'reset' || event.subject === this.#operation)) {
        this.#finish();
      }
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#end();
  }

  willUpdate(changed) {
    if (changed.has('item') && this.item && changed.get('item')?.id !== this.item.id) {
      this.#sensors.data = undefined;
      this._readings = undefined;
      this.#sensors.reload();
    }
  }

  #read(signal) {
    return api.all('items', { type: 'baremetal.sensor', filter: `machine == "${this.item.id}"`, sort: 'title', limit: 500 }, { signal });
  }

  /** Asks the controller; the readings come in the log of the operation. */
  async #readNow() {
    this._busy = true;
    try {
      const { data } = await api.post(`ext/infrastructure/resources/${this.item.id}/actions/read-sensors`, {});
      this.#operation = data.id;
      // It may have ended before its id was known here.
      await this.#finish();
    } catch (thrown) {
      this._busy = false;
      toastProblem(thrown);
    }
  }

  async #finish() {
    const id = this.#operation;
    try {
      const { data: operation } = await api.get(`operations/${id}`);
      if (!ENDED.includes(operation.status) || id !== this.#operation) {
        return;
      }
      this.#operation = undefined;
      this._busy = false;
      if (operation.status !== 'succeeded') {
        toast({
          tone: 'danger',
          text: t('baremetal.readFailed', { why: operation.failure?.message ?? operation.status }),
          href: href(`/operations/${id}`),
        });
        return;
      }
      const lines = await api.all(`operations/${id}/log`, { limit: 1000 });
      this._readings = new Map(
        lines
          .map(({ message }) => LINE.exec(message))
          .filter(Boolean)
          .map(([, name, value, unit, health]) => [name, { value, unit, health }]),
      );
    } catch (thrown) {
      this.#operation = undefined;
      this._busy = false;
      toastProblem(thrown);
    }
  }

  #reading({ values }) {
    const reading = this._readings?.get(values.name);
    if (!reading) {
      return html`<span class="muted">–</span>`;
    }
    return reading.value === 'no reading'
      ? html`<span class="muted">${t('baremetal.noReading')}</span>`
      : html`<strong>${format.quantity(reading.value, reading.unit ?? values.unit ?? '')}</strong>`;
  }

  #columns() {
    return [
      { id: 'name', label: t('baremetal.name'), primary: true, render: ({ values }) => values.name },
      { id: 'kind', label: t('baremetal.kind'), render: ({ values }) => values.kind ?? '' },
      {
        id: 'health',
        label: t('baremetal.health'),
        render: ({ values }) => html`<plenum-state value=${this._readings?.get(values.name)?.health ?? values.health ?? 'unknown'}></plenum-state>`,
      },
      { id: 'reading', label: t('baremetal.reading'), align: 'end', render: (sensor) => this.#reading(sensor) },
      { id: 'thresholds', label: t('baremetal.thresholds'), align: 'end', render: ({ values }) => html`<span class="ranges">${thresholds(values)}</span>` },
    ];
  }

  #events() {
    const { events: newest = [], eventCount = 0 } = this.item.values;
    const log = Array.isArray(newest) ? newest : [];
    return html`<plenum-card flush heading=${t('baremetal.events')}>
      ${log.length ? html`<span slot="actions" class="small muted">${t('baremetal.eventsOf', { shown: log.length, all: eventCount })}</span>` : nothing}
      <plenum-table
        bare
        label=${t('baremetal.events')}
        .rows=${log.map((event, at) => ({ ...event, id: event.id ?? String(at) }))}
        .columns=${[
          { id: 'time', label: t('baremetal.time'), render: ({ time }) => (time ? html`<plenum-time exact value=${time}></plenum-time>` : '–') },
          { id: 'severity', label: t('baremetal.severity'), render: ({ severity }) => html`<plenum-state value=${severity}></plenum-state>` },
          { id: 'message', label: t('baremetal.event'), render: ({ message }) => html`<span title=${message}>${message}</span>` },
        ]}
      >
        ${log.length ? nothing : html`<plenum-empty slot="empty" heading=${t('baremetal.noEvents')}></plenum-empty>`}
      </plenum-table>
    </plenum-card>`;
  }

  render() {
    if (!this.item) {
      return nothing;
    }
    const reason =
      whyNot('infrastructure.resource.act', t) || whyNot('baremetal.machine.act', t) || (can('operation.view') ? '' : whyNot('operation.view', t));
    return html`<div class="stack">
      <plenum-card flush heading=${t('baremetal.sensors')}>
        <plenum-button slot="actions" size="s" icon="refresh" ?busy=${this._busy} reason=${reason} @click=${() => this.#readNow()}
          >${t('baremetal.read')}</plenum-button
        >
        ${this.#sensors.render(
          (sensors) =>
            html`<plenum-table bare label=${t('baremetal.sensors')} .rows=${sensors} .columns=${this.#columns()}>
                ${sensors.length ? nothing : html`<plenum-empty slot="empty" heading=${t('baremetal.noSensors')}></plenum-empty>`}
              </plenum-table>
              ${sensors.length && !this._readings ? html`<p class="help small muted">${t('baremetal.readingHelp')}</p>` : nothing}`,
        )}
      </plenum-card>
      ${this.#events()}
    </div>`;
  }
}

/** Where it warns and where it is critical: `5–70, 0–80 °C`. */
function thresholds({ lowerWarning, upperWarning, lowerCritical, upperCritical, unit }) {
  const range = (low, high) => {
    if (low === undefined && high === undefined) {
      return '';
    }
    const number = (value) => (value === undefined ? '' : format.number(Number(value), { maximumFractionDigits: 2 }));
    return low === undefined ? `< ${number(high)}` : high === undefined ? `> ${number(low)}` : `${number(low)}–${number(high)}`;
  };
  const ranges = [range(lowerWarning, upperWarning), range(lowerCritical, upperCritical)].filter(Boolean).join(', ');
  return ranges ? `${ranges} ${format.unitSymbol(unit ?? '')}`.trim() : '–';
}

customElements.define('baremetal-sensors', BaremetalSensors);
