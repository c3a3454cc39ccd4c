import { LitElement, css, html, nothing } from 'lit';
import { base } from '../../components/styles.js';
import { t } from '../../lib/i18n.js';
import { nameOf, resolve, typeWords } from '../../lib/openapi.js';

/** How deep the parts of a schema are shown; deeper ones are named. */
const DEPTH = 4;

/** A schema as people read it: the parts by name, what each holds, and which are required. */
class PlenumApiSchema extends LitElement {
  static properties = { document: { attribute: false }, schema: { attribute: false } };

  static styles = [
    base,
    css`
      :host {
        display: block;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      ul ul {
        margin: 4px 0 0 4px;
        padding-left: var(--space-3);
        border-left: 1px solid var(--border);
      }
      li {
        padding: 5px 0;
      }
      code {
        font-family: var(--font-mono);
        font-size: var(--text-s);
        font-weight: 600;
      }
      .type,
      .help {
        color: var(--text-muted);
        font-size: var(--text-s);
      }
      .help {
        display: block;
      }
      .required {
        color: var(--danger-text);
        font-size: var(--text-xs);
      }
      summary {
        cursor: pointer;
        border-radius: var(--radius-s);
      }
      p {
        margin: 0;
        color: var(--text-muted);
      }
    `,
  ];

  #part(name, schema, required, depth) {
    const found = resolve(this.document, schema);
    const inner = found.type === 'array' ? (found.items ?? {}) : schema;
    const has = depth < DEPTH && Object.keys(resolve(this.document, inner).properties ?? {}).length > 0;
    const line = html`<code>${name}</code>
      <span class="type">${typeWords(this.document, schema)}${found.readOnly ? `, ${t('system.readOnly')}` : ''}</span>
      ${required ? html`<span class="required">${t('system.required')}</span>` : nothing}`;
    const help = found.description || found.title;
    return html`<li>
      ${
        has
          ? html`<details>
              <summary>${line}</summary>
              ${this.#parts(inner, depth + 1)}
            </details>`
          : line
      }
      ${help && help !== name ? html`<span class="help">${help}</span>` : nothing}
    </li>`;
  }

  #parts(schema, depth) {
    const found = resolve(this.document, schema);
    return html`<ul>
      ${Object.entries(found.properties ?? {}).map(([name, part]) => this.#part(name, part, found.required?.includes(name), depth))}
    </ul>`;
  }

  render() {
    const found = resolve(this.document, this.schema);
    const rows = found.type === 'array' ? resolve(this.document, found.items ?? {}) : found;
    const name = nameOf(this.schema) ?? nameOf(found.items);
    return html`
      ${name || found.type === 'array' ? html`<p>${typeWords(this.document, this.schema)}</p>` : nothing}
      ${
        Object.keys(rows.properties ?? {}).length
          ? this.#parts(found.type === 'array' ? found.items : this.schema, 1)
          : name
            ? nothing
            : html`<p>${found.type === 'object' ? t('system.anyObject') : typeWords(this.document, this.schema)}</p>`
      }
    `;
  }
}

customElements.define('plenum-api-schema', PlenumApiSchema);
