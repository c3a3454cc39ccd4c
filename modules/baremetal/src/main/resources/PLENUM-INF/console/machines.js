import { LitElement, css, html, nothing } from 'lit';
import { Load, api, can, format, href, pageStyles, setQuery, t } from 'plenum';
import './words.js';

const MOST = 1000;
const FIELDS =
  'id,title,labels,management,values.lifecycle,values.powerState,values.health,values.manufacturer,values.model,values.serialNumber,values.bmcAddress,values.hostname,values.indicator';
const SHOWS = ['', 'on', 'off', 'unhealthy'];

/** A page: the machines in their racks, with power and health. */
class BaremetalMachines extends LitElement {
  static properties = { location: { attribute: false } };

  static styles = [
    pageStyles,
    css`
      .tools {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-3);
      }
      .tools plenum-filter {
        max-width: 360px;
      }
      .shows {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1);
      }
      .racks {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 340px), 1fr));
        align-items: start;
        gap: var(--space-4);
      }
      .rack {
        padding: var(--space-3);
        border: 1px solid var(--border);
        border-radius: var(--radius-l);
        background: var(--surface);
        box-shadow: var(--shadow-s);
      }
      .rack header {
        display: flex;
        align-items: baseline;
        justify-content: space-between;
        gap: var(--space-2);
        padding: 0 var(--space-1) var(--space-2);
      }
      .rack h2 {
        font-size: var(--text-m);
      }
      .units {
        display: flex;
        flex-direction: column;
        gap: 3px;
        padding: 6px 14px;
        border-inline: 5px dotted var(--border-strong);
        background: var(--surface-sunken);
      }
      .unit {
        display: grid;
        grid-template-columns: 10px minmax(0, 1fr) auto;
        align-items: center;
        gap: var(--space-3);
        min-height: 38px;
        padding: 3px var(--space-3);
        border: 1px solid var(--border);
        border-left: 4px solid var(--border-strong);
        border-radius: var(--radius-s);
        background: var(--surface-raised);
        color: var(--text);
      }
      .unit:hover {
        border-color: var(--border-strong);
        text-decoration: none;
      }
      .unit.ok {
        border-left-color: var(--success);
      }
      .unit.warning {
        border-left-color: var(--warning);
      }
      .unit.critical {
        border-left-color: var(--danger);
      }
      .unit.gone {
        opacity: 0.7;
        border-style: dashed;
      }
      .led {
        width: 9px;
        height: 9px;
        border-radius: 50%;
        border: 1px solid var(--border-strong);
      }
      .led.on {
        border-color: transparent;
        background: var(--success);
        box-shadow: 0 0 6px color-mix(in srgb, var(--success) 70%, transparent);
      }
      .led.powering-on,
      .led.powering-off {
        border-color: transparent;
        background: var(--warning);
      }
      .words {
        min-width: 0;
        line-height: 1.3;
      }
      .words > :not(.visually-hidden) {
        display: block;
      }
      .words strong {
        font-weight: 500;
      }
    `,
  ];

  #machines = new Load(this, (signal) => this.#read(signal), {
    on: ['item.'],
    when: (event) => event.data?.type === 'baremetal.machine',
  });

  async #read(signal) {
    const [list, connections] = await Promise.all([
      api.list('items', { type: 'baremetal.machine', sort: 'title', limit: MOST, total: true, fields: FIELDS }, { signal }),
      can('infrastructure.connection.view')
        ? api.all('ext/infrastructure/connections', { limit: 200 }, { signal }).catch(() => [])
        : [],
    ]);
    return { machines: list.items, total: list.total, connections: new Map(connections.map((one) => [one.id, one.title])) };
  }

  get #show() {
    const show = this.location?.query.get('show') ?? '';
    return SHOWS.includes(show) ? show : '';
  }

  #shown(machines) {
    const words = (this.location?.query.get('q') ?? '').toLowerCase();
    return machines.filter(
      ({ title, values }) =>
        fits(this.#show, values) &&
        (!words ||
          [title, values.hostname, values.model, values.manufacturer, values.serialNumber, values.bmcAddress].some((text) =>
            text?.toLowerCase().includes(words),
          )),
    );
  }

  /** By the label `rack`, else by connection. */
  #racks(machines, connections) {
    const racks = new Map();
    for (const machine of machines) {
      const rack = machine.labels?.rack;
      const name = rack
        ? t('baremetal.rack', { name: rack })
        : (connections.get(machine.management?.connection) ?? t('baremetal.other'));
      racks.set(name, [...(racks.get(name) ?? []), machine]);
    }
    return [...racks].sort(([one], [other]) => one.localeCompare(other, undefined, { numeric: true }));
  }

  #unit({ id, title, values, management }) {
    const { powerState = 'unknown', health = 'unknown' } = values;
    const model = [values.manufacturer, values.model].filter(Boolean).join(' ') || values.bmcAddress;
    return html`<a
      class="unit ${health} ${management?.vanishedAt ? 'gone' : ''}"
      href=${href(`/items/${id}`)}
    >
      <span class="led ${powerState}"></span>
      <span class="words">
        <strong class="truncate">${title}</strong>
        <span class="small muted truncate">${[model, values.lifecycle && t(`baremetal.stage.${values.lifecycle}`)].filter(Boolean).join(' · ')}</span>
        <span class="visually-hidden">${t('baremetal.unit', { power: powerState, health })}</span>
      </span>
      ${
        management?.vanishedAt
          ? html`<plenum-state value="vanished"></plenum-state>`
          : health === 'ok'
            ? html`<span class="small muted">${t(powerState === 'on' ? 'baremetal.on' : 'baremetal.off')}</span>`
            : html`<plenum-state value=${health}></plenum-state>`
      }
    </a>`;
  }

  #shows(machines) {
    const count = (show) => machines.filter(({ values }) => fits(show, values)).length;
    return html`<div class="shows" role="group" aria-label=${t('baremetal.show')}>
      ${SHOWS.map(
        (show) =>
          html`<plenum-button
            size="s"
            variant=${show === this.#show ? 'secondary' : 'ghost'}
            pressed=${String(show === this.#show)}
            @click=${() => setQuery({ show })}
            >${t(`baremetal.${show || 'all'}`)} ${format.number(count(show))}</plenum-button
          >`,
      )}
    </div>`;
  }

  render() {
    return this.#machines.render(({ machines, total, connections }) => {
      if (!machines.length) {
        return html`<plenum-card>
          <plenum-empty icon="server" heading=${t('baremetal.empty')}>
            ${t('baremetal.emptyHelp')}
            <plenum-button slot="actions" variant="primary" icon="add" href=${href('/connections/new', { provider: 'baremetal' })}
              >${t('common.create')}</plenum-button
            >
          </plenum-empty>
        </plenum-card>`;
      }
      const shown = this.#shown(machines);
      return html`<div class="stack">
        <p class="muted">${t('baremetal.lead')}</p>
        <div class="tools">
          <plenum-filter
            placeholder=${t('baremetal.filter')}
            .value=${this.location?.query.get('q') ?? ''}
            @plenum-filter=${(event) => setQuery({ q: event.detail })}
          ></plenum-filter>
          ${this.#shows(machines)}
        </div>
        ${machines.length < total ? html`<p class="small muted">${t('baremetal.first', { shown: machines.length, total })}</p>` : nothing}
        ${
          shown.length
            ? html`<div class="racks">
                ${this.#racks(shown, connections).map(
                  ([name, units]) =>
                    html`<section class="rack">
                      <header><h2>${name}</h2><span class="small muted">${t('baremetal.units', { count: units.length })}</span></header>
                      <div class="units">${units.map((machine) => this.#unit(machine))}</div>
                    </section>`,
                )}
              </div>`
            : html`<plenum-empty icon="search" heading=${t('baremetal.noMatch')}></plenum-empty>`
        }
      </div>`;
    });
  }
}

function fits(show, { powerState, health }) {
  switch (show) {
    case 'unhealthy':
      return health === 'warning' || health === 'critical';
    case '':
      return true;
    default:
      return powerState === show;
  }
}

customElements.define('baremetal-machines', BaremetalMachines);
