import { LitElement, css, html, nothing } from 'lit';
import { ROOT_SPACE, api, currentSpace, events, format, href, pageStyles, t, toast, toastProblem, whyNot } from 'plenum';
import './words.js';

const ENDED = ['succeeded', 'failed', 'cancelled'];
const LOGINS = [1, 2, 3];
/** The reference of a stored secret, which may stand in the place of a password. */
const STORED = /^secret:[\da-f-]{36}#\d+$/;
const TONES = { works: 'success', found: 'info', untrusted: 'warning', refused: 'warning', locked: 'danger', failed: 'danger' };

/** A page: looks for controllers in ranges of addresses, and connects those that answer. */
class BaremetalScan extends LitElement {
  static properties = {
    location: { attribute: false },
    _values: { state: true },
    _running: { state: true },
    _result: { state: true },
    _connecting: { state: true },
  };

  static styles = [
    pageStyles,
    css`
      .fingerprint {
        display: block;
        max-width: 46ch;
        font-family: var(--font-mono, monospace);
        overflow-wrap: anywhere;
      }
      .about {
        display: block;
        max-width: 60ch;
        overflow-wrap: anywhere;
        white-space: normal;
      }
    `,
  ];

  #operation;
  #end = () => {};

  constructor() {
    super();
    this._values = { protocol: 'auto' };
  }

  connectedCallback() {
    super.connectedCallback();
    this.#end = events.on('operation.', (event) => {
      if (this.#operation && (event.type === 'reset' || event.subject === this.#operation)) {
        this.#look();
      }
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#end();
  }

  #fields() {
    const field = (name, type, more = {}) => ({ name, type, label: t(`baremetal.scan.${name.replace(/\d$/, '')}`), flags: [], ...more });
    return [
      field('addresses', 'string', { flags: ['required', 'multiple'], help: t('baremetal.scan.addressesHelp') }),
      field('protocol', 'enum', { options: ['auto', 'redfish', 'ipmi'] }),
      ...LOGINS.flatMap((at) => [
        field(`username${at}`, 'string', { label: t('baremetal.scan.username', { at }) }),
        field(`password${at}`, 'secret', { label: t('baremetal.scan.password', { at }), help: t('baremetal.scan.passwordHelp') }),
      ]),
      field('fingerprints', 'string', { flags: ['multiple'], help: t('baremetal.scan.fingerprintsHelp') }),
    ];
  }

  /** Those that are filled in, in their order: what the result counts. */
  #logins(values) {
    return LOGINS.map((at) => ({ username: values[`username${at}`], password: values[`password${at}`] })).filter(
      ({ username, password }) => username && password,
    );
  }

  async #start(values) {
    this._values = values;
    this._result = undefined;
    const { data } = await api.post('ext/baremetal/scans', {
      space: currentSpace.value || ROOT_SPACE,
      addresses: values.addresses ?? [],
      protocol: values.protocol ?? 'auto',
      fingerprints: values.fingerprints ?? [],
      credentials: this.#logins(values).map(({ username, password }) =>
        STORED.test(password) ? { username, secret: password } : { username, password },
      ),
    });
    this.#operation = data.id;
    this._running = { progress: 0, message: '' };
    await this.#look();
    return data;
  }

  async #look() {
    const id = this.#operation;
    try {
      const { data } = await api.get(`operations/${id}`);
      if (id !== this.#operation) {
        return;
      }
      if (!ENDED.includes(data.status)) {
        this._running = data;
        return;
      }
      this.#operation = undefined;
      this._running = undefined;
      if (data.status === 'succeeded') {
        this._result = data.result;
      } else {
        toast({ tone: 'danger', text: data.failure?.message ?? t(`baremetal.scan.${data.status}`), href: href(`/operations/${id}`) });
      }
    } catch (thrown) {
      this.#operation = undefined;
      this._running = undefined;
      toastProblem(thrown);
    }
  }

  #trust(fingerprint) {
    this._values = { ...this._values, fingerprints: [...new Set([...(this._values.fingerprints ?? []), fingerprint])] };
    toast(t('baremetal.scan.trusted'));
  }

  /** One connection for each credential that works. */
  async #connect(at, found) {
    const { username, password } = this.#logins(this._values)[at];
    const fingerprints = this._values.fingerprints ?? [];
    this._connecting = at;
    try {
      const { data } = await api.post('ext/infrastructure/connections', {
        title: t('baremetal.scan.connectionTitle', { username, first: found[0].address }),
        provider: 'baremetal',
        space: currentSpace.value || ROOT_SPACE,
        settings: {
          protocol: this._values.protocol ?? 'auto',
          addresses: found.map(({ address }) => address),
          username,
          tlsTrust: fingerprints.length ? 'pinned' : 'system',
          ...(fingerprints.length ? { certificateFingerprints: fingerprints } : {}),
        },
        secrets: { password },
      });
      toast({ text: t('baremetal.scan.connected', { count: found.length }), href: href(`/connections/${data.id}`) });
    } catch (thrown) {
      toastProblem(thrown);
    } finally {
      this._connecting = undefined;
    }
  }

  #columns() {
    return [
      { id: 'address', label: t('baremetal.scan.address'), primary: true, render: ({ address }) => address },
      {
        id: 'result',
        label: t('baremetal.scan.result'),
        render: ({ result }) => html`<plenum-badge tone=${TONES[result] ?? 'neutral'}>${t(`baremetal.scan.result.${result}`)}</plenum-badge>`,
      },
      { id: 'protocol', label: t('baremetal.scan.protocol'), render: ({ protocol }) => protocol ?? '–' },
      {
        id: 'credential',
        label: t('baremetal.scan.credential'),
        render: ({ credential }) =>
          credential === undefined ? '–' : (this.#logins(this._values)[credential]?.username ?? format.number(credential + 1)),
      },
      {
        id: 'about',
        label: t('baremetal.scan.about'),
        render: ({ about, fingerprint }) =>
          html`<span class="about">${about}</span>
            ${
              fingerprint
                ? html`<span class="fingerprint small">${fingerprint}</span>
                    <plenum-button size="s" icon="lock" @click=${() => this.#trust(fingerprint)}>${t('baremetal.scan.trust')}</plenum-button>`
                : nothing
            }`,
      },
    ];
  }

  #offers(found) {
    const logins = this.#logins(this._values);
    return logins.map(({ username }, at) => {
      const these = found.filter(({ result, credential }) => result === 'works' && credential === at);
      return these.length
        ? html`<plenum-button
            variant="primary"
            icon="connection"
            ?busy=${this._connecting === at}
            reason=${whyNot('infrastructure.connection.create', t)}
            @click=${() => this.#connect(at, these)}
            >${t('baremetal.scan.connect', { count: these.length, username })}</plenum-button
          >`
        : nothing;
    });
  }

  #results() {
    if (this._running) {
      return html`<plenum-card heading=${t('baremetal.scan.running')}>
        <plenum-progress value=${this._running.progress ?? 0} label=${this._running.message || t('baremetal.scan.running')}></plenum-progress>
        <p class="small muted" role="status">${this._running.message}</p>
      </plenum-card>`;
    }
    if (!this._result) {
      return nothing;
    }
    const { addresses, silent, found = [] } = this._result;
    return html`<plenum-card flush heading=${t('baremetal.scan.found')}>
        <span slot="actions" class="small muted">${t('baremetal.scan.counts', { addresses, silent })}</span>
        <plenum-table bare label=${t('baremetal.scan.found')} .rows=${found} .rowKey=${({ address }) => address} .columns=${this.#columns()}>
          ${found.length ? nothing : html`<plenum-empty slot="empty" icon="search" heading=${t('baremetal.scan.nothing')}></plenum-empty>`}
        </plenum-table>
      </plenum-card>
      <div class="row">${this.#offers(found)}</div>`;
  }

  render() {
    return html`<div class="stack">
      <p class="muted">${t('baremetal.scan.lead')}</p>
      <plenum-card>
        <plenum-form
          .fields=${this.#fields()}
          .values=${this._values}
          action=${t('baremetal.scan.start')}
          reason=${this._running ? t('baremetal.scan.running') : whyNot('baremetal.scan', t)}
          .submit=${(values) => this.#start(values)}
        ></plenum-form>
      </plenum-card>
      ${this.#results()}
    </div>`;
  }
}

customElements.define('baremetal-scan', BaremetalScan);
