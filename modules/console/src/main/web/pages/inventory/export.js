import { LitElement, css, html, nothing } from 'lit';
import { page } from '../../components/styles.js';
import { api, Problem } from '../../lib/api.js';
import { number } from '../../lib/format.js';
import { t } from '../../lib/i18n.js';
import { csvLine, csvValue } from '../../lib/csv.js';
import '../../components/plenum-dialog.js';
import '../../components/plenum-progress.js';

const PAGE = 500;

/**
 * Exports all that a list holds: read page by page, put together in the browser. `.request` is `{path, query}` of the
 * list, `.fields` are the fields of its type, `.name` begins the file's name. Sends `plenum-close`.
 */
class PlenumInventoryExport extends LitElement {
  static properties = {
    request: { attribute: false },
    fields: { attribute: false },
    name: {},
    _format: { state: true },
    _done: { state: true },
    _total: { state: true },
    _state: { state: true },
    _problem: { state: true },
  };

  static styles = [
    page,
    css`
      fieldset {
        margin: 0 0 var(--space-4);
        padding: 0;
        border: 0;
        display: grid;
        gap: var(--space-2);
      }
      legend {
        padding: 0;
        margin-bottom: var(--space-2);
        font-weight: 500;
      }
      label {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0 var(--space-2);
        align-items: center;
      }
      label span {
        grid-column: 2;
        color: var(--text-muted);
        font-size: var(--text-s);
      }
      input {
        accent-color: var(--accent);
        margin: 0;
        width: 16px;
        height: 16px;
      }
      .rest {
        margin-right: auto;
      }
    `,
  ];

  #abort;

  constructor() {
    super();
    this._format = 'csv';
    this._state = 'asking';
    this._done = 0;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#abort?.abort();
  }

  async #run() {
    const abort = new AbortController();
    this.#abort = abort;
    this._state = 'running';
    this._problem = undefined;
    this._done = 0;
    this._total = undefined;
    const writer = this._format === 'csv' ? csv(this.fields) : json();
    const parts = [writer.head];
    const { path, query } = this.request;
    try {
      let after;
      do {
        const page = await api.list(path, { ...query, limit: PAGE, after, total: after ? '' : true }, { signal: abort.signal });
        parts.push(writer.rows(page.items, this._done));
        this._done += page.items.length;
        this._total ??= page.total;
        after = page.next;
      } while (after);
      parts.push(writer.tail);
      save(new Blob(parts, { type: writer.type }), `${this.name}.${this._format}`);
      this._state = 'done';
    } catch (thrown) {
      this._state = 'asking';
      this._problem = abort.signal.aborted ? undefined : Problem.of(thrown);
    }
  }

  #close() {
    this.#abort?.abort();
    this.dispatchEvent(new CustomEvent('plenum-close'));
  }

  #choice(value, label, help) {
    return html`<label>
      <input type="radio" name="format" .checked=${this._format === value} @change=${() => (this._format = value)} />
      ${label}<span>${help}</span>
    </label>`;
  }

  render() {
    const running = this._state === 'running';
    return html`<plenum-dialog open size="s" ?sticky=${running} heading=${t('inventory.export')} @plenum-close=${this.#close}>
      ${
        this._state === 'asking'
          ? html`<fieldset>
              <legend>${t('inventory.exportFormat')}</legend>
              ${this.#choice('csv', t('inventory.exportCsv'), t('inventory.exportCsvHelp'))}
              ${this.#choice('json', t('inventory.exportJson'), t('inventory.exportJsonHelp'))}
            </fieldset>`
          : html`<p role="status">
                ${t(running ? 'inventory.exporting' : 'inventory.exported', {
                  done: number(this._done),
                  total: this._total === undefined ? '…' : number(this._total),
                })}
              </p>
              ${
                running
                  ? html`<plenum-progress
                      label=${t('inventory.export')}
                      .value=${this._total ? this._done / this._total : undefined}
                    ></plenum-progress>`
                  : nothing
              }`
      }
      ${this._problem ? html`<plenum-problem norepeat .problem=${this._problem}></plenum-problem>` : nothing}
      ${
        this._state === 'done'
          ? html`<plenum-button slot="footer" variant="primary" @click=${this.#close}>${t('common.close')}</plenum-button>`
          : html`<plenum-button slot="footer" @click=${running ? () => this.#abort.abort() : this.#close}
                >${t('common.cancel')}</plenum-button
              >
              <plenum-button slot="footer" variant="primary" icon="download" ?busy=${running} @click=${this.#run}
                >${t('inventory.download')}</plenum-button
              >`
      }
    </plenum-dialog>`;
  }
}

/** The columns of a table file: what every item has, then the fields of the type. */
function csv(fields) {
  const own = (fields ?? []).filter(({ type }) => type !== 'secret');
  const common = ['id', 'type', 'title', 'state', 'space', 'labels', 'connection', 'externalId', 'drift', 'vanishedAt', 'createdAt', 'updatedAt'];
  return {
    type: 'text/csv;charset=utf-8',
    // Spreadsheets take a file for UTF-8 only when it begins so.
    head: '\ufeff' + csvLine([...common, ...own.map(({ name }) => `values.${name}`)]),
    rows: (items) =>
      items
        .map((item) => {
          const { management = {} } = item;
          const values = { ...item, ...management, updatedAt: item.updatedAt };
          return csvLine([...common.map((name) => csvValue(values[name])), ...own.map(({ name }) => csvValue(item.values[name]))]);
        })
        .join(''),
    tail: '',
  };
}

function json() {
  return {
    type: 'application/json',
    head: '[',
    rows: (items, before) => items.map((item, at) => (before + at ? ',\n ' : '\n ') + JSON.stringify(item)).join(''),
    tail: '\n]\n',
  };
}

function save(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

customElements.define('plenum-inventory-export', PlenumInventoryExport);
