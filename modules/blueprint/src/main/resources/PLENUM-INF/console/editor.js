import { LitElement, css, html, nothing } from 'lit';
import { api, pageStyles, t } from 'plenum';
import './words.js';

/** How long nothing is typed before the text is checked. */
const PAUSE = 400;

/** A text field for a blueprint that says, while one types, what is wrong and where. Sends `blueprint-source`. */
class BlueprintEditor extends LitElement {
  static properties = { source: {}, _checked: { state: true }, _problem: { state: true } };

  static styles = [
    pageStyles,
    css`
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        justify-content: space-between;
        gap: var(--space-1) var(--space-3);
        margin-bottom: var(--space-1);
      }
      label {
        font-weight: 500;
      }
      textarea {
        box-sizing: border-box;
        width: 100%;
        min-height: 22rem;
        padding: var(--space-3);
        border: 1px solid var(--border-strong);
        border-radius: var(--radius-m);
        background: var(--surface);
        color: var(--text);
        font-family: var(--font-mono, monospace);
        font-size: var(--text-s);
        resize: vertical;
      }
      ul {
        display: grid;
        gap: var(--space-1);
        margin: var(--space-2) 0 0;
        padding: 0;
        list-style: none;
      }
      li button {
        min-height: 24px;
        padding: 0;
        border: 0;
        background: none;
        color: var(--accent);
        font: inherit;
        text-decoration: underline;
        cursor: pointer;
      }
    `,
  ];

  #timer;
  #run = 0;

  connectedCallback() {
    super.connectedCallback();
    this.#soon(0);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  willUpdate(changed) {
    if (changed.has('source')) {
      this.#soon(PAUSE);
    }
  }

  #soon(pause) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#check(), pause);
  }

  async #check() {
    const run = ++this.#run;
    if (!this.source?.trim()) {
      this._checked = undefined;
      return;
    }
    try {
      const { data } = await api.post('ext/blueprint/blueprints/validate', { source: this.source });
      if (run === this.#run) {
        this._checked = data;
        this._problem = undefined;
        this.dispatchEvent(new CustomEvent('blueprint-checked', { detail: data }));
      }
    } catch (thrown) {
      if (run === this.#run) {
        this._problem = thrown;
      }
    }
  }

  #typed(event) {
    this.source = event.target.value;
    this.dispatchEvent(new CustomEvent('blueprint-source', { detail: this.source }));
  }

  /** What stands in a file takes the place of the text. */
  async #uploaded(event) {
    const input = event.target;
    const [file] = input.files;
    if (file) {
      this.source = await file.text();
      this.dispatchEvent(new CustomEvent('blueprint-source', { detail: this.source }));
    }
    input.value = ''; // the same file can be chosen again, once it has been mended
  }

  /** Puts the cursor where the problem is. */
  #go({ line, column }) {
    const area = this.renderRoot.querySelector('textarea');
    const before = this.source.split('\n').slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
    area.focus();
    area.setSelectionRange(before + column - 1, before + column - 1);
  }

  #problems() {
    if (this._problem) {
      return html`<plenum-problem .problem=${this._problem}></plenum-problem>`;
    }
    if (!this._checked) {
      return nothing;
    }
    const { valid, problems } = this._checked;
    return valid
      ? html`<p><plenum-badge tone="success">${t('blueprint.valid')}</plenum-badge></p>`
      : html`<p><plenum-badge tone="danger">${t('blueprint.problems', { count: problems.length })}</plenum-badge></p>
          <ul>
            ${problems.map(
              (problem) =>
                html`<li>
                  <button type="button" @click=${() => this.#go(problem)}>${t('blueprint.line', problem)}</button>
                  ${problem.message} <span class="small muted">${problem.pointer}</span>
                </li>`,
            )}
          </ul>`;
  }

  render() {
    return html`<div class="stack">
      <div>
        <div class="head">
          <label for="source">${t('blueprint.source')}</label>
          <plenum-button size="s" icon="upload" @click=${() => this.renderRoot.querySelector('input').click()}>${t('blueprint.upload')}</plenum-button>
          <input
            class="visually-hidden"
            type="file"
            tabindex="-1"
            accept=".yaml,.yml,.txt"
            aria-label=${t('blueprint.upload')}
            @change=${this.#uploaded}
          />
        </div>
        <textarea id="source" spellcheck="false" aria-describedby="problems" .value=${this.source ?? ''} @input=${this.#typed}></textarea>
      </div>
      <div id="problems" aria-live="polite">${this.#problems()}</div>
    </div>`;
  }
}

customElements.define('blueprint-editor', BlueprintEditor);
