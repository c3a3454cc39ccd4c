import { LitElement, css, html, nothing } from 'lit';
import { showCall } from '../../components/plenum-call.js';
import { control, page } from '../../components/styles.js';
import { api, Problem } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { setQuery } from '../../lib/router.js';
import { can } from '../../lib/session.js';
import '../../components/all.js';
import '../../components/plenum-log.js';

const LEVELS = ['error', 'warn', 'info'];
const PAGE = 200;
const AGAIN = 2000;
/** The reader is not drowned; older lines can be asked for again. */
const MOST = 5000;

/** The server's log as it is written. */
class PlenumSystemLogs extends LitElement {
  static properties = {
    location: { attribute: false },
    _lines: { state: true },
    _older: { state: true },
    _loading: { state: true },
    _problem: { state: true },
  };

  static styles = [
    page,
    control,
    css`
      select {
        width: auto;
        flex: none;
      }
      plenum-log {
        --log-height: max(320px, calc(100vh - 330px));
      }
    `,
  ];

  #timer;
  #asked;
  #turn = 0;

  constructor() {
    super();
    this._lines = [];
    this._loading = true;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#asked = undefined;
    this.requestUpdate('location');
    this.#timer = setInterval(() => document.visibilityState === 'visible' && !this._loading && this.#newer(), AGAIN);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
    this.#turn++;
  }

  get #filter() {
    const query = this.location?.query ?? new URLSearchParams();
    const level = query.get('level') ?? '';
    return { level: LEVELS.includes(level) ? level : undefined, text: query.get('text') || undefined };
  }

  willUpdate() {
    const asked = JSON.stringify(this.#filter);
    if (this.isConnected && asked !== this.#asked && can('system.logs.view')) {
      this.#asked = asked;
      this.#read();
    }
  }

  #call(query = {}) {
    return { method: 'GET', path: 'system/logs', query: { ...this.#filter, limit: PAGE, ...query } };
  }

  async #page(query) {
    const { data } = await api.send(this.#call(query));
    return { lines: data.items.map(row).reverse(), next: data.next };
  }

  /** From the beginning, which is the newest. */
  #read() {
    this._loading = true;
    return this.#with(async (mine) => {
      const { lines, next } = await this.#page();
      if (mine()) {
        this._lines = lines;
        this._older = next;
      }
    });
  }

  #newer() {
    return this.#with(async (mine) => {
      const { lines, next } = await this.#page();
      const last = this._lines.at(-1)?.key ?? -1;
      const fresh = lines.filter((line) => line.key > last);
      if (!mine() || (!fresh.length && lines.length)) {
        return;
      }
      if (fresh.length === lines.length) {
        // More than a page came in between, or the server was started anew and counts from one again.
        this._lines = lines;
        this._older = next;
      } else {
        this._lines = [...this._lines, ...fresh].slice(-MOST);
      }
    });
  }

  #more() {
    this._loading = true;
    return this.#with(async (mine) => {
      const { lines, next } = await this.#page({ after: this._older });
      if (mine()) {
        this._lines = [...lines, ...this._lines];
        this._older = next;
      }
    });
  }

  async #with(read) {
    const turn = ++this.#turn;
    const mine = () => turn === this.#turn;
    try {
      await read(mine);
      if (mine()) {
        this._problem = undefined;
      }
    } catch (thrown) {
      if (mine()) {
        this._problem = Problem.of(thrown);
      }
    }
    if (mine()) {
      this._loading = false;
    }
  }

  render() {
    if (!can('system.logs.view')) {
      return html`<plenum-forbidden permission="system.logs.view"></plenum-forbidden>`;
    }
    if (this._problem && !this._lines.length) {
      return html`<plenum-problem .problem=${this._problem} @plenum-retry=${() => this.#read()}></plenum-problem>`;
    }
    const { level, text } = this.#filter;
    return html`
      ${this._problem ? html`<plenum-problem compact .problem=${this._problem} @plenum-retry=${() => this.#read()}></plenum-problem>` : nothing}
      <plenum-card flush>
        <plenum-log
          live
          remote
          label=${t('system.log')}
          file="plenum.log"
          none=${t('system.noLines')}
          .lines=${this._lines}
          .search=${text ?? ''}
          ?loading=${this._loading}
          ?older=${Boolean(this._older)}
          @plenum-older=${() => this.#more()}
          @plenum-search=${(event) => setQuery({ text: event.detail.trim() })}
        >
          <select slot="tools" aria-label=${t('system.level')} @change=${(event) => setQuery({ level: event.target.value })}>
            <option value="" ?selected=${!level}>${t('system.anyLevel')}</option>
            ${LEVELS.map((one) => html`<option value=${one} ?selected=${level === one}>${t(`system.level.${one}`)}</option>`)}
          </select>
          <plenum-button slot="tools" size="s" variant="ghost" icon="code" label=${t('call.show')} @click=${() => showCall(this.#call())}></plenum-button>
        </plenum-log>
      </plenum-card>
    `;
  }
}

function row({ sequence, time, level, logger, message, cause }) {
  return { key: sequence, time, level: level === 'warn' ? 'warning' : level, source: logger, message, detail: cause };
}

customElements.define('plenum-system-logs', PlenumSystemLogs);
