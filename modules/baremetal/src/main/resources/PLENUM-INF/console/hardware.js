import { LitElement, css, html, nothing } from 'lit';
import { Load, api, format, href, pageStyles, t } from 'plenum';
import './words.js';

const STAGES = ['enrolled', 'inspected', 'available', 'in-use', 'retired'];
const OF_MACHINE = ['processor', 'memory', 'drive', 'nic', 'bios'];
const OF_CONTROLLER = ['chassis', 'firmware', 'virtual-media'];

/** On a machine's page: how far its life has come, and what it is made of. */
class BaremetalHardware extends LitElement {
  static properties = { item: { attribute: false } };

  static styles = [
    pageStyles,
    css`
      ol {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        padding: var(--space-1) var(--space-3);
        border: 1px solid var(--border);
        border-radius: var(--radius-full);
        color: var(--text-muted);
      }
      li[aria-current] {
        border-color: var(--accent);
        background: var(--accent-soft);
        color: var(--accent-text);
        font-weight: 600;
      }
      ol + p {
        margin-top: var(--space-3);
      }
      ul {
        margin: var(--space-2) 0 0;
        padding-inline-start: var(--space-5);
      }
    `,
  ];

  #parts = new Load(this, (signal) => this.#read(signal), {
    on: ['item.'],
    when: (event) => event.data?.type?.startsWith('baremetal.'),
    auto: false,
  });

  willUpdate(changed) {
    if (changed.has('item') && this.item && changed.get('item')?.id !== this.item.id) {
      this.#parts.data = undefined;
      this.#parts.reload();
    }
  }

  async #read(signal) {
    const of = (owner, id) => (kind) =>
      id
        ? api
            .all('items', { type: `baremetal.${kind}`, filter: `${owner} == "${id}"`, sort: 'title', limit: 500 }, { signal })
            // somebody may see machines and not all their parts
            .catch((thrown) => (thrown.forbidden ? [] : Promise.reject(thrown)))
        : [];
    const kinds = [...OF_MACHINE, ...OF_CONTROLLER];
    const lists = await Promise.all([
      ...OF_MACHINE.map(of('machine', this.item.id)),
      ...OF_CONTROLLER.map(of('bmc', this.item.values.bmc)),
    ]);
    return Object.fromEntries(kinds.map((kind, at) => [kind, lists[at]]));
  }

  #life() {
    const { lifecycle = '', lifecycleSince, lifecycleNote, inspectedAt, inspection } = this.item.values;
    const changes = Array.isArray(inspection?.changes) ? inspection.changes : [];
    return html`<plenum-card heading=${t('baremetal.life')}>
      <ol aria-label=${t('baremetal.life')}>
        ${STAGES.map((stage) => html`<li aria-current=${stage === lifecycle ? 'step' : nothing}>${t(`baremetal.stage.${stage}`)}</li>`)}
      </ol>
      <p class="small muted">
        ${lifecycle ? html`${lifecycleNote} ${lifecycleSince ? html`· <plenum-time value=${lifecycleSince}></plenum-time>` : nothing}` : t('baremetal.notEnrolled')}
      </p>
      ${inspectedAt ? html`<p class="small muted">${t('baremetal.inspected')} <plenum-time value=${inspectedAt}></plenum-time></p>` : nothing}
      ${
        changes.length
          ? html`<p>${t('baremetal.changed')}</p>
              <ul class="small">
                ${changes.map((change) => html`<li>${change}</li>`)}
              </ul>`
          : nothing
      }
    </plenum-card>`;
  }

  #table(kind, rows, columns) {
    if (!rows.length) {
      return nothing;
    }
    const heading = t(`baremetal.parts.${kind}`);
    const health = {
      id: 'health',
      label: t('baremetal.health'),
      render: ({ values }) => html`<plenum-state value=${values.health ?? 'unknown'}></plenum-state>`,
    };
    const name = { id: 'name', label: t('baremetal.part'), primary: true, render: ({ values, title }) => values.name ?? title };
    return html`<plenum-card flush heading=${heading}>
      <span slot="actions" class="small muted">${format.number(rows.length)}</span>
      <plenum-table
        bare
        label=${heading}
        .rows=${rows}
        .rowHref=${({ id }) => href(`/items/${id}`)}
        .columns=${[name, ...columns, ...(rows.some(({ values }) => values.health) ? [health] : [])]}
      ></plenum-table>
    </plenum-card>`;
  }

  #bios([bios]) {
    if (!bios) {
      return nothing;
    }
    const pending = Object.entries(bios.values.pending ?? {});
    return html`<plenum-card heading=${t('baremetal.bios')}>
      <a slot="actions" class="small" href=${href(`/items/${bios.id}`)}>${t('baremetal.toBios')}</a>
      ${
        pending.length
          ? html`<p>${t('baremetal.pending')}</p>
              <plenum-key-values
                .items=${pending.map(([label, value]) => ({ label, value: `${bios.values.attributes?.[label] ?? '–'} → ${value}` }))}
              ></plenum-key-values>`
          : html`<p class="muted">${t('baremetal.nothingPending', { count: Object.keys(bios.values.attributes ?? {}).length })}</p>`
      }
    </plenum-card>`;
  }

  #all(parts) {
    if (Object.values(parts).every((list) => !list.length)) {
      return html`<plenum-card><plenum-empty icon="cpu" heading=${t('baremetal.noParts')}>${t('baremetal.noPartsHelp')}</plenum-empty></plenum-card>`;
    }
    return html`
      ${this.#bios(parts.bios)}
      ${this.#table('processor', parts.processor, [
        text('model'),
        text('socket'),
        number('cores'),
        number('threads'),
        quantity('maximumSpeed', 'MHz'),
      ])}
      ${this.#table('memory', parts.memory, [text('slot'), text('kind'), quantity('capacity', 'MiBy'), quantity('speed', 'MHz'), text('serialNumber')])}
      ${this.#table('drive', parts.drive, [text('model'), text('serialNumber'), text('kind'), text('protocol'), bytes('capacity')])}
      ${this.#table('nic', parts.nic, [text('macAddress'), flag('link'), quantity('speed', 'Mbit/s')])}
      ${this.#table('firmware', parts.firmware, [text('version'), flag('updateable')])}
      ${this.#table('virtual-media', parts['virtual-media'], [flag('inserted'), text('image')])}
      ${this.#table('chassis', parts.chassis, [text('kind'), text('serialNumber'), text('rack'), number('rackUnit')])}
    `;
  }

  render() {
    return this.item ? html`<div class="stack">${this.#life()} ${this.#parts.render((parts) => this.#all(parts))}</div>` : nothing;
  }
}

const label = (field) => t(`baremetal.field.${field}`);
const text = (field) => ({ id: field, label: label(field), render: ({ values }) => values[field] ?? '–' });
const number = (field) => ({ id: field, label: label(field), align: 'end', render: ({ values }) => shown(values[field], format.number) });
const bytes = (field) => ({ id: field, label: label(field), align: 'end', render: ({ values }) => shown(values[field], format.bytes) });
const quantity = (field, unit) => ({
  id: field,
  label: label(field),
  align: 'end',
  render: ({ values }) => shown(values[field], (value) => format.quantity(value, unit)),
});
const flag = (field) => ({ id: field, label: label(field), render: ({ values }) => shown(values[field], (value) => t(value ? 'baremetal.yes' : 'baremetal.no')) });

function shown(value, how) {
  return value === undefined || value === null ? '–' : how(value);
}

customElements.define('baremetal-hardware', BaremetalHardware);
