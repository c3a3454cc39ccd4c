import { LitElement, css, html, nothing } from 'lit';
import { Load, api, can, format, href, pageStyles, schema, t } from 'plenum';
import './words.js';

const SYSTEM = ['hostname', 'operatingSystem', 'kernel', 'architecture', 'bootedAt', 'machineId'];
const HARDWARE = ['manufacturer', 'model', 'serialNumber', 'uuid', 'processors', 'processorModel', 'memory'];
const NETWORK = ['address', 'port', 'addresses', 'macAddresses'];

/** On a host's page: its key, how it is logged in to, and what the last look has found. */
class SshHost extends LitElement {
  static properties = { item: { attribute: false }, type: { attribute: false } };

  static styles = [
    pageStyles,
    css`
      .changed {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: var(--space-2) var(--space-3);
        padding: var(--space-3) var(--space-4);
        margin-bottom: var(--space-4);
        border-radius: var(--radius-m);
        background: var(--danger-soft);
      }
      .changed plenum-icon {
        color: var(--danger-text);
      }
      .changed p {
        margin: var(--space-1) 0 0;
        overflow-wrap: anywhere;
      }
    `,
  ];

  /** What only the connection knows; who may not see that sees the rest. */
  #connection = new Load(this, (signal) => this.#readConnection(signal), {
    on: ['item.updated', 'operation.ended'],
    when: (event) => event.type === 'operation.ended' || event.subject === this.item?.management?.connection,
    auto: false,
  });

  willUpdate(changed) {
    if (changed.has('item') && this.item && changed.get('item')?.id !== this.item.id) {
      this.#connection.data = undefined;
      this.#connection.reload();
    }
  }

  async #readConnection(signal) {
    const id = this.item.management?.connection;
    return id && can('infrastructure.connection.view')
      ? (await api.get(`ext/infrastructure/connections/${id}`, { signal })).data
      : undefined;
  }

  #key() {
    const { hostKeyFingerprint, hostKeyType, presentedHostKeyFingerprint, status } = this.item.values;
    return html`<plenum-card heading=${t('ssh.key')}>
      ${
        status === 'host-key-changed'
          ? html`<div class="changed" role="alert">
              <plenum-icon name="warning"></plenum-icon>
              <div>
                <b>${t('ssh.changed')}</b>
                ${presentedHostKeyFingerprint ? html`<p class="mono small">${presentedHostKeyFingerprint}</p>` : nothing}
                <p>${t('ssh.changedHelp')}</p>
              </div>
            </div>`
          : nothing
      }
      ${
        hostKeyFingerprint
          ? html`<plenum-key-values
              .items=${[
                { label: t('ssh.kept'), value: html`<code>${hostKeyFingerprint}</code>`, help: t('ssh.keptHelp') },
                { label: this.#label('hostKeyType'), value: hostKeyType },
              ]}
            ></plenum-key-values>`
          : html`<p class="muted">${t('ssh.never')}</p>`
      }
    </plenum-card>`;
  }

  #access() {
    const { management, values } = this.item;
    const connection = this.#connection.data;
    const rows = [
      {
        label: this.#label('status'),
        value: values.status ? html`<plenum-badge tone=${values.status === 'ok' ? 'success' : 'danger'}>${values.status}</plenum-badge>` : '',
        // What is to be known of another key stands beside the one that is kept.
        help: values.status === 'host-key-changed' ? undefined : values.problem,
      },
      { label: t('ssh.observed'), value: management?.observedAt ? html`<plenum-time value=${management.observedAt}></plenum-time>` : '' },
      { label: t('ssh.user'), value: values.user || connection?.settings?.username || t('ssh.asConnection') },
    ];
    if (connection) {
      rows.push(
        { label: t('ssh.connection'), value: html`<a href=${href(`/connections/${connection.id}`)}>${connection.title}</a>` },
        { label: t('ssh.logsInBy'), value: t(`ssh.logsInBy.${connection.secrets.privateKey ? 'privateKey' : 'password'}`) },
        { label: t('ssh.rotation'), value: t(`ssh.rotation.${connection.rotation ?? 'none'}`) },
      );
    }
    return html`<plenum-card heading=${t('ssh.access')}><plenum-key-values .items=${rows}></plenum-key-values></plenum-card>`;
  }

  #field(name) {
    return this.type?.fields.find((field) => field.name === name);
  }

  #label(name) {
    return this.#field(name)?.label ?? name;
  }

  #facts(heading, names) {
    return html`<plenum-card heading=${heading}>
      <plenum-key-values
        .items=${names.map((name) => ({ label: this.#label(name), value: this.#value(name, this.item.values[name]) }))}
      ></plenum-key-values>
    </plenum-card>`;
  }

  #value(name, value) {
    const field = this.#field(name);
    if (name === 'port') {
      return value === undefined ? value : String(value);
    }
    if (Array.isArray(value)) {
      return value.map((one) => html`<div>${one}</div>`);
    }
    return field && value !== undefined ? schema.valueText(field, value, t) : value;
  }

  #disks() {
    const disks = this.item.values.disks ?? [];
    return disks.length
      ? html`<plenum-card flush heading=${this.#label('disks')}>
          <span slot="actions" class="small muted">${format.number(disks.length)}</span>
          <plenum-table
            bare
            label=${this.#label('disks')}
            .rows=${disks}
            .rowKey=${({ name }) => name}
            .columns=${[
              { id: 'name', label: t('ssh.disk'), primary: true, render: ({ name }) => name },
              { id: 'model', label: t('ssh.model'), render: ({ model }) => model ?? '–' },
              { id: 'size', label: t('ssh.size'), align: 'end', render: ({ size }) => format.bytes(size) },
            ]}
          ></plenum-table>
        </plenum-card>`
      : nothing;
  }

  render() {
    return this.item
      ? html`<div class="columns">
          <div class="stack">
            ${this.#key()} ${this.#facts(t('ssh.system'), SYSTEM)} ${this.#facts(t('ssh.hardware'), HARDWARE)} ${this.#disks()}
          </div>
          <div class="stack">${this.#access()} ${this.#facts(t('ssh.network'), NETWORK)}</div>
        </div>`
      : nothing;
  }
}

customElements.define('ssh-host', SshHost);
