import { LitElement, css, html, nothing } from 'lit';
import { confirm } from '../../components/confirm.js';
import { control, page } from '../../components/styles.js';
import { api, Problem } from '../../lib/api.js';
import { bytes, duration } from '../../lib/format.js';
import { t } from '../../lib/i18n.js';
import { callOf, example, resolve, typeWords } from '../../lib/openapi.js';
import '../../components/all.js';
import './api-method.js';
import './api-schema.js';

/** More than this is not put on the page. */
const SHOWN = 200_000;

/** One endpoint: what it takes and gives, a form to try it, and what came back. */
class PlenumApiEndpoint extends LitElement {
  static properties = {
    document: { attribute: false },
    endpoint: { attribute: false },
    _values: { state: true },
    _body: { state: true },
    _file: { state: true },
    _missing: { state: true },
    _bodyError: { state: true },
    _busy: { state: true },
    _answer: { state: true },
    _view: { state: true },
  };

  static styles = [
    page,
    control,
    css`
      h2 {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: var(--space-2);
        font-size: var(--text-l);
      }
      .path {
        font: var(--text-m) / 1.5 var(--font-mono);
        overflow-wrap: anywhere;
      }
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 240px), 1fr));
        gap: var(--space-3) var(--space-4);
      }
      label {
        display: block;
        font-weight: 500;
      }
      label .type {
        font-weight: 400;
        color: var(--text-muted);
        font-size: var(--text-xs);
        overflow-wrap: anywhere;
      }
      label .required {
        color: var(--danger-text);
        font-weight: 400;
        font-size: var(--text-xs);
      }
      label :is(input, select, textarea) {
        margin-top: 4px;
      }
      textarea {
        min-height: 180px;
        font: var(--text-s) / 1.5 var(--font-mono);
      }
      .error {
        margin-top: 4px;
        font-size: var(--text-s);
        color: var(--danger-text);
      }
      .parts {
        display: grid;
        gap: var(--space-4);
      }
      .send {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }
      .status {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-3);
        margin-bottom: var(--space-3);
      }
      .answers > div {
        padding: var(--space-3) 0;
        border-top: 1px solid var(--border);
      }
      .answers > div:first-child {
        border-top: 0;
        padding-top: 0;
      }
      plenum-code {
        --code-height: 460px;
      }
    `,
  ];

  constructor() {
    super();
    this._values = {};
    this._missing = [];
    this._view = 'try';
  }

  willUpdate(changed) {
    if (changed.has('endpoint') && changed.get('endpoint')?.id !== this.endpoint.id) {
      const { body } = this.endpoint;
      this._values = {};
      this._missing = [];
      this._file = undefined;
      this._bodyError = '';
      this._answer = undefined;
      this._body = body && !this.#binary ? JSON.stringify(example(this.document, body.schema), null, 2) : '';
      this.#abort?.abort();
      this._busy = false;
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#abort?.abort();
  }

  #abort;

  get #binary() {
    const { body } = this.endpoint;
    return Boolean(body) && !body.types.some((type) => type.includes('json'));
  }

  get #stream() {
    return this.endpoint.answers.some(({ type }) => type === 'text/event-stream');
  }

  /** @returns {{call: object, missing: string[], bodyError: string}} */
  #read() {
    let body;
    let bodyError = '';
    if (this.endpoint.body) {
      if (this.#binary) {
        body = this._file;
        bodyError = body ? '' : t('system.fileMissing');
      } else if (this._body.trim()) {
        try {
          body = JSON.parse(this._body);
        } catch (thrown) {
          bodyError = t('field.json', { why: thrown.message });
        }
      } else if (this.endpoint.body.required) {
        bodyError = t('field.required');
      }
    }
    return { ...callOf(this.endpoint, this._values, body), bodyError };
  }

  async #try(event) {
    event.preventDefault();
    const { call, missing, bodyError } = this.#read();
    this._missing = missing;
    this._bodyError = bodyError;
    if (missing.length || bodyError || this._busy) {
      await this.updateComplete;
      this.renderRoot.querySelector('[aria-invalid="true"]')?.focus();
      return;
    }
    const dry = call.query?.dryRun === 'true';
    if (call.method !== 'GET' && !dry) {
      const sure = await confirm({
        title: t('system.sendAsk', { method: call.method }),
        text: t(call.method === 'DELETE' ? 'system.deleteHelp' : 'system.sendHelp'),
        details: html`<plenum-code .code=${`${call.method} ${call.path}`}></plenum-code>`,
        danger: call.method === 'DELETE',
        action: t('system.send'),
        call,
      });
      if (!sure) {
        return;
      }
    }
    await this.#send(call);
  }

  async #send(call) {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this._busy = true;
    this._answer = undefined;
    const begun = performance.now();
    try {
      const answer = await api.send({ ...call, signal: abort.signal });
      this._answer = { ...answer, took: performance.now() - begun };
    } catch (thrown) {
      if (thrown?.name !== 'AbortError') {
        this._answer = { problem: Problem.of(thrown), took: performance.now() - begun };
      }
    }
    if (this.#abort === abort) {
      this._busy = false;
    }
    await this.updateComplete;
    this.renderRoot.querySelector('#answer')?.scrollIntoView({ block: 'nearest' });
  }

  #set(name, value) {
    this._values = { ...this._values, [name]: value };
    this._missing = this._missing.filter((one) => one !== name);
  }

  #parameter({ name, required, schema = {}, in: place }) {
    const found = resolve(this.document, schema);
    const options = found.enum ?? (found.type === 'boolean' ? ['true', 'false'] : undefined);
    const missing = this._missing.includes(name);
    const value = this._values[name] ?? '';
    const changed = (event) => this.#set(name, event.target.value);
    return html`<div>
      <label
        >${name}
        <span class="type">${place === 'query' ? '' : `${t(`system.in.${place}`)}, `}${typeWords(this.document, schema)}</span>
        ${required ? html`<span class="required">${t('system.required')}</span>` : nothing}
        ${
          options
            ? html`<select aria-invalid=${missing ? 'true' : nothing} @change=${changed}>
                <option value="" ?selected=${!value}></option>
                ${options.map((option) => html`<option value=${option} ?selected=${option === value}>${option}</option>`)}
              </select>`
            : html`<input
                autocomplete="off"
                spellcheck="false"
                aria-invalid=${missing ? 'true' : nothing}
                .value=${value}
                @input=${changed}
              />`
        }
      </label>
      ${missing ? html`<p class="error">${t('field.required')}</p>` : nothing}
    </div>`;
  }

  #bodyField() {
    const { body } = this.endpoint;
    if (!body) {
      return nothing;
    }
    return html`<div>
      <label
        >${t('system.body')}
        <span class="type">${body.types[0]}</span>
        ${body.required ? html`<span class="required">${t('system.required')}</span>` : nothing}
        ${
          this.#binary
            ? html`<input
                type="file"
                aria-invalid=${this._bodyError ? 'true' : nothing}
                @change=${(event) => (this._file = event.target.files[0])}
              />`
            : html`<textarea
                spellcheck="false"
                autocomplete="off"
                aria-invalid=${this._bodyError ? 'true' : nothing}
                .value=${this._body}
                @input=${(event) => {
                  this._body = event.target.value;
                  this._bodyError = '';
                }}
              ></textarea>`
        }
      </label>
      ${this._bodyError ? html`<p class="error">${this._bodyError}</p>` : nothing}
    </div>`;
  }

  #form() {
    const { endpoint } = this;
    const { call } = this.#read();
    return html`<form class="parts" novalidate @submit=${this.#try}>
      ${endpoint.parameters.length ? html`<div class="fields">${endpoint.parameters.map((one) => this.#parameter(one))}</div>` : nothing}
      ${this.#bodyField()}
      ${!endpoint.parameters.length && !endpoint.body ? html`<p class="muted">${t('system.noParameters')}</p>` : nothing}
      <div class="send">
        <plenum-button
          variant=${endpoint.method === 'DELETE' ? 'danger' : 'primary'}
          icon="play"
          type="submit"
          ?busy=${this._busy}
          reason=${this.#stream ? t('system.isStream') : ''}
          >${t('system.send')}</plenum-button
        >
        <button type="submit" hidden></button>
      </div>
      <div>
        <p class="muted small">${t('system.curl')}</p>
        <plenum-code label="curl" .code=${api.describe(call).curl}></plenum-code>
      </div>
    </form>`;
  }

  #schemas() {
    const { endpoint } = this;
    return html`<div class="parts">
      ${
        endpoint.body && !this.#binary
          ? html`<section>
              <h3>${t('system.body')}</h3>
              <plenum-api-schema .document=${this.document} .schema=${endpoint.body.schema}></plenum-api-schema>
            </section>`
          : nothing
      }
      <section class="answers">
        ${endpoint.answers.map(
          (answer) =>
            html`<div>
              <div class="row">
                <plenum-badge tone=${answer.status.startsWith('2') ? 'success' : ''}>${answer.status === 'default' ? t('system.otherwise') : answer.status}</plenum-badge>
                <span class="muted small">${answer.type ?? t('system.noBody')}</span>
              </div>
              ${answer.schema ? html`<plenum-api-schema .document=${this.document} .schema=${answer.schema}></plenum-api-schema>` : nothing}
            </div>`,
        )}
      </section>
    </div>`;
  }

  #answer() {
    const answer = this._answer;
    if (!answer) {
      return nothing;
    }
    const { problem, took } = answer;
    const text =
      answer.data === undefined ? '' : typeof answer.data === 'string' ? answer.data : JSON.stringify(answer.data, null, 2);
    const status = problem ? problem.status : answer.status;
    return html`<plenum-card id="answer" heading=${t('system.answer')}>
      <div class="status" role="status">
        <plenum-badge tone=${problem ? 'danger' : 'success'}>${status > 0 ? status : t('system.noAnswer')}</plenum-badge>
        <span class="muted small">${duration(Math.round(took))}</span>
        ${text ? html`<span class="muted small">${bytes(new Blob([text]).size)}</span>` : nothing}
        ${answer.etag ? html`<span class="muted small">ETag <code>"${answer.etag}"</code></span>` : nothing}
        ${answer.location ? html`<span class="muted small">Location <code>${answer.location}</code></span>` : nothing}
      </div>
      ${
        problem
          ? html`<plenum-problem norepeat .problem=${problem}></plenum-problem>`
          : text
            ? html`<plenum-code label=${t('system.answer')} .code=${text.slice(0, SHOWN)}></plenum-code>
                ${text.length > SHOWN ? html`<p class="muted small">${t('system.answerCut')}</p>` : nothing}`
            : html`<p class="muted">${t('system.emptyAnswer')}</p>`
      }
    </plenum-card>`;
  }

  render() {
    const { endpoint } = this;
    return html`<div class="stack">
      <div>
        <h2>${endpoint.summary || endpoint.id}</h2>
        <p class="path"><plenum-api-method value=${endpoint.method}></plenum-api-method> ${endpoint.path}</p>
      </div>
      <plenum-card>
        <div class="parts">
          <plenum-tabs
            label=${endpoint.id}
            selected=${this._view}
            .tabs=${[
              { id: 'try', label: t('system.try'), icon: 'play' },
              { id: 'schema', label: t('system.schema'), icon: 'list' },
            ]}
            @plenum-tab=${(event) => (this._view = event.detail)}
          ></plenum-tabs>
          ${this._view === 'try' ? this.#form() : this.#schemas()}
        </div>
      </plenum-card>
      ${this._view === 'try' ? this.#answer() : nothing}
    </div>`;
  }
}

customElements.define('plenum-api-endpoint', PlenumApiEndpoint);
