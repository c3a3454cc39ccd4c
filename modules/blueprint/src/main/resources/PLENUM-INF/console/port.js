import { LitElement, css, html, nothing } from 'lit';
import { ROOT_SPACE, api, currentSpace, href, navigate, pageStyles, t, toastProblem } from 'plenum';
import './words.js';

const KINDS = ['terraform', 'ansible', 'export'];

/** Makes a blueprint of what exists elsewhere, with a report. */
class BlueprintPort extends LitElement {
  static properties = { _kind: { state: true }, _connections: { state: true }, _answer: { state: true }, _problem: { state: true }, _busy: { state: true } };

  static styles = [
    pageStyles,
    css`
      label {
        display: block;
        margin-bottom: var(--space-1);
        font-weight: 500;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        justify-content: space-between;
        gap: var(--space-1) var(--space-3);
        margin-bottom: var(--space-1);
      }
      textarea,
      select,
      input:not([type='file']) {
        box-sizing: border-box;
        width: 100%;
        padding: var(--space-2);
        border: 1px solid var(--border-strong);
        border-radius: var(--radius-m);
        background: var(--surface);
        color: var(--text);
        font: inherit;
      }
      textarea {
        min-height: 12rem;
        font-family: var(--font-mono, monospace);
        font-size: var(--text-s);
      }
    `,
  ];

  constructor() {
    super();
    this._kind = KINDS[0];
    this._connections = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.#load();
  }

  /** Who may see none can import all the same. */
  async #load() {
    this._connections = await api.all('items', { type: 'infrastructure.connection', fields: 'id,title' }).catch(() => []);
  }

  async #file(event) {
    const input = event.target;
    const [file] = input.files;
    if (file) {
      this.renderRoot.querySelector('#text').value = await file.text();
    }
    input.value = '';
  }

  #call() {
    const text = this.renderRoot.querySelector('#text')?.value ?? '';
    const value = (id) => this.renderRoot.querySelector(id).value.trim();
    switch (this._kind) {
      case 'terraform':
        return api.post('ext/blueprint/import/terraform', {
          state: JSON.parse(text),
          ...(value('#connection') ? { connection: value('#connection') } : {}),
        });
      case 'ansible':
        return api.post('ext/blueprint/import/ansible', { inventory: text });
      default:
        return api.post('ext/blueprint/export', { type: value('#type'), filter: value('#filter') });
    }
  }

  async #make() {
    this._busy = true;
    this._problem = undefined;
    try {
      this._answer = (await this.#call()).data;
    } catch (thrown) {
      this._answer = undefined;
      if (thrown instanceof SyntaxError) {
        this._problem = { title: t('blueprint.terraform'), detail: thrown.message, status: 400, errors: [] };
      } else {
        this._problem = thrown;
      }
    } finally {
      this._busy = false;
    }
  }

  async #keep() {
    try {
      const title = /^name: *"?([^"\n]*)/m.exec(this._answer.source)?.[1] || t('blueprint.new');
      const { data } = await api.post('items', {
        type: 'blueprint.blueprint',
        space: currentSpace.value || ROOT_SPACE,
        title,
        state: 'draft',
        values: { source: this._answer.source },
      });
      navigate(href('/x/blueprint/blueprint-page', { blueprint: data.id }));
    } catch (thrown) {
      toastProblem(thrown);
    }
  }

  #inputs() {
    if (this._kind === 'export') {
      return html`<p class="muted">${t('blueprint.exportHelp')}</p>
        <div>
          <label for="type">${t('blueprint.exportType')}</label>
          <input id="type" placeholder="example.server" autocomplete="off" />
        </div>
        <div>
          <label for="filter">${t('blueprint.exportFilter')}</label>
          <input id="filter" placeholder='title.startsWith("web")' autocomplete="off" />
        </div>`;
    }
    return html`<p class="muted">${t(`blueprint.${this._kind}Help`)}</p>
      ${
        this._kind === 'terraform'
          ? html`<div>
              <label for="connection">${t('blueprint.there')}</label>
              <select id="connection" aria-describedby="there">
                <option value="">${t('blueprint.thereNot')}</option>
                ${this._connections.map((one) => html`<option value=${one.id}>${one.title}</option>`)}
              </select>
              <p id="there" class="muted">${t('blueprint.thereHelp')}</p>
            </div>`
          : nothing
      }
      <div>
        <div class="head">
          <label for="text">${t(`blueprint.${this._kind}`)}</label>
          <plenum-button size="s" icon="upload" @click=${() => this.renderRoot.querySelector('#file').click()}>${t('blueprint.upload')}</plenum-button>
          <input id="file" class="visually-hidden" type="file" tabindex="-1" aria-label=${t('blueprint.upload')} @change=${this.#file} />
        </div>
        <textarea id="text" spellcheck="false"></textarea>
      </div>`;
  }

  #made() {
    const { source, report } = this._answer;
    return html`<plenum-card heading=${t('blueprint.report')}>
        <plenum-table
          label=${t('blueprint.report')}
          .rows=${report}
          .rowKey=${(row) => row.what}
          .columns=${[
            { id: 'what', label: t('blueprint.items'), render: (row) => row.what },
            { id: 'outcome', label: t('blueprint.status'), render: (row) => html`<plenum-badge>${row.outcome}</plenum-badge>` },
            { id: 'message', label: '', render: (row) => row.message },
          ]}
        ></plenum-table>
      </plenum-card>
      <plenum-card heading=${t('blueprint.source')}>
        <plenum-code .code=${source}></plenum-code>
        <plenum-button variant="primary" @click=${() => this.#keep()}>${t('blueprint.make')}</plenum-button>
      </plenum-card>`;
  }

  render() {
    return html`<div class="stack">
      <plenum-card heading=${t('blueprint.from')}>
        <div class="stack">
          <div>
            <label for="kind">${t('blueprint.start')}</label>
            <select
              id="kind"
              @change=${(event) => {
                this._kind = event.target.value;
                this._answer = undefined;
                this._problem = undefined;
              }}
            >
              ${KINDS.map((kind) => html`<option value=${kind} ?selected=${kind === this._kind}>${t(`blueprint.${kind}`)}</option>`)}
            </select>
          </div>
          ${this.#inputs()} ${this._problem ? html`<plenum-problem .problem=${this._problem}></plenum-problem>` : nothing}
          <div>
            <plenum-button variant="primary" ?busy=${this._busy} @click=${() => this.#make()}>${t('blueprint.make')}</plenum-button>
          </div>
        </div>
      </plenum-card>
      ${this._answer ? this.#made() : nothing}
    </div>`;
  }
}

customElements.define('blueprint-port', BlueprintPort);
