import { LitElement, css, html, nothing } from 'lit';
import { parseMarkdown } from '../lib/markdown.js';
import { base } from './styles.js';

/**
 * Text with Markdown in it, such as a README: `.text`. Headings begin at the level of `level` (3). Nothing in it can run
 * or be loaded; links to other places open a window of their own.
 */
class PlenumMarkdown extends LitElement {
  static properties = { text: { attribute: false }, level: { type: Number } };

  static styles = [
    base,
    css`
      :host {
        display: block;
        overflow-wrap: anywhere;
      }
      :is(p, ul, ol, pre, blockquote, .table, h2, h3, h4, h5, h6) {
        margin: 0 0 var(--space-3);
      }
      :is(p, ul, ol, pre, blockquote, .table):last-child {
        margin-bottom: 0;
      }
      :is(h2, h3, h4, h5, h6) {
        font-size: var(--text-m);
        font-weight: 600;
      }
      :is(h2, h3, h4, h5, h6):not(:first-child) {
        margin-top: var(--space-5);
      }
      ul,
      ol {
        padding-left: var(--space-5);
      }
      li {
        margin-bottom: var(--space-1);
      }
      code {
        padding: 1px 4px;
        border-radius: var(--radius-s);
        background: var(--neutral-soft);
        font-family: var(--font-mono);
        font-size: 0.92em;
      }
      pre {
        padding: var(--space-3);
        border-radius: var(--radius-m);
        background: var(--surface-sunken);
        overflow: auto;
      }
      pre code {
        padding: 0;
        background: none;
      }
      blockquote {
        padding-left: var(--space-3);
        border-left: 3px solid var(--border);
        color: var(--text-muted);
      }
      .table {
        overflow-x: auto;
      }
      table {
        border-collapse: collapse;
      }
      th,
      td {
        padding: var(--space-1) var(--space-3) var(--space-1) 0;
        border-bottom: 1px solid var(--border);
        text-align: start;
        vertical-align: top;
      }
      th {
        color: var(--text-muted);
        font-weight: 500;
      }
      hr {
        margin: var(--space-4) 0;
        border: 0;
        border-top: 1px solid var(--border);
      }
    `,
  ];

  constructor() {
    super();
    this.level = 3;
  }

  #heading(level, inside) {
    switch (Math.min(this.level + level - 1, 6)) {
      case 2:
        return html`<h2>${inside}</h2>`;
      case 3:
        return html`<h3>${inside}</h3>`;
      case 4:
        return html`<h4>${inside}</h4>`;
      case 5:
        return html`<h5>${inside}</h5>`;
      default:
        return html`<h6>${inside}</h6>`;
    }
  }

  #block(block) {
    switch (block.kind) {
      case 'heading':
        return this.#heading(block.level, words(block.inlines));
      case 'code':
        return html`<pre tabindex="0"><code>${block.text}</code></pre>`;
      case 'list': {
        const items = block.items.map((item) => html`<li>${words(item)}</li>`);
        return block.ordered
          ? html`<ol>
              ${items}
            </ol>`
          : html`<ul>
              ${items}
            </ul>`;
      }
      case 'table':
        return html`<div class="table" tabindex="0">
          <table>
            <thead>
              <tr>
                ${block.head.map((cell) => html`<th scope="col">${words(cell)}</th>`)}
              </tr>
            </thead>
            <tbody>
              ${block.rows.map(
                (row) =>
                  html`<tr>
                    ${row.map((cell) => html`<td>${words(cell)}</td>`)}
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>`;
      case 'quote':
        return html`<blockquote>${words(block.inlines)}</blockquote>`;
      case 'rule':
        return html`<hr />`;
      default:
        return html`<p>${words(block.inlines)}</p>`;
    }
  }

  render() {
    return this.text ? parseMarkdown(this.text).map((block) => this.#block(block)) : nothing;
  }
}

function words(inlines) {
  return inlines.map((one) => {
    switch (one.kind) {
      case 'code':
        return html`<code>${one.text}</code>`;
      case 'strong':
        return html`<strong>${one.text}</strong>`;
      case 'em':
        return html`<em>${one.text}</em>`;
      case 'link':
        return html`<a href=${one.href} target="_blank" rel="noopener noreferrer">${one.text}</a>`;
      default:
        return one.text;
    }
  });
}

customElements.define('plenum-markdown', PlenumMarkdown);
