import { LitElement, css, html, svg } from 'lit';
import { base } from '../../components/styles.js';
import { number } from '../../lib/format.js';
import { t } from '../../lib/i18n.js';
import { groups } from './step-groups.js';

const WIDTH = 190;
const HEIGHT = 52;
const ACROSS = 56;
const DOWN = 16;

/** The steps of a change as a graph, from left to right in the order they are taken; those that are alike are one node. */
class PlenumStepGraph extends LitElement {
  static properties = { steps: { attribute: false } };

  static styles = [
    base,
    css`
      :host {
        display: block;
      }
      .view {
        overflow-x: auto;
      }
      svg {
        display: block;
        max-width: none;
      }
      path {
        fill: none;
        stroke: var(--border-strong, var(--text-muted));
        stroke-width: 1.5;
      }
      rect {
        fill: var(--surface);
        stroke: var(--border);
      }
      .bar {
        stroke: none;
        fill: var(--text-muted);
      }
      .create .bar {
        fill: var(--success-text);
      }
      .update .bar,
      .act .bar {
        fill: var(--info-text);
      }
      .delete .bar {
        fill: var(--danger-text);
      }
      .replace .bar {
        fill: var(--warning-text);
      }
      .failed rect:first-of-type {
        stroke: var(--danger-text);
      }
      .active rect:first-of-type {
        stroke: var(--info-text);
        stroke-dasharray: 4 3;
      }
      .done rect:first-of-type {
        fill: var(--success-soft);
      }
      text {
        fill: var(--text);
        font-size: 12px;
      }
      text.what {
        font-weight: 600;
      }
      text.quiet {
        fill: var(--text-muted);
      }
    `,
  ];

  #placed({ nodes }) {
    const rows = new Map();
    return new Map(
      nodes.map((node) => {
        const row = rows.get(node.level) ?? 0;
        rows.set(node.level, row + 1);
        return [node.id, { node, x: node.level * (WIDTH + ACROSS) + 1, y: row * (HEIGHT + DOWN) + 1 }];
      }),
    );
  }

  #node({ node, x, y }) {
    const name = node.keys.length === 1 ? node.keys[0] : t('change.steps', { count: node.keys.length });
    const done = node.states.done ?? 0;
    const short = (text, length) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);
    return svg`<g class="${node.does} ${node.state}" transform="translate(${x} ${y})">
      <title>${t('change.action', { action: node.does })} ${node.type}: ${node.keys.slice(0, 20).join(', ')}</title>
      <rect width=${WIDTH} height=${HEIGHT} rx="8"></rect>
      <rect class="bar" width="4" height=${HEIGHT - 16} x="8" y="8" rx="2"></rect>
      <text class="what" x="22" y="21">${short(name, 24)}</text>
      <text class="quiet" x="22" y="39">${short(node.type ?? '', 20)}${done ? ` ${number(done)}/${number(node.keys.length)}` : ''}</text>
    </g>`;
  }

  render() {
    const graph = groups(this.steps ?? []);
    const placed = this.#placed(graph);
    const all = [...placed.values()];
    const width = Math.max(...all.map(({ x }) => x + WIDTH), 0) + 1;
    const height = Math.max(...all.map(({ y }) => y + HEIGHT), 0) + 1;
    const line = ([from, to]) => {
      const [a, b] = [placed.get(from), placed.get(to)];
      const [x, y] = [a.x + WIDTH, a.y + HEIGHT / 2];
      const middle = (x + b.x) / 2;
      return svg`<path d="M${x} ${y}C${middle} ${y} ${middle} ${b.y + HEIGHT / 2} ${b.x} ${b.y + HEIGHT / 2}"></path>`;
    };
    // scrolled by the arrow keys where it is wider than the page
    return html`<div class="view" tabindex="0">
      <svg
        role="img"
        aria-label=${t('change.graph', { steps: (this.steps ?? []).length, levels: new Set(graph.nodes.map(({ level }) => level)).size })}
        width=${width}
        height=${height}
        viewBox="0 0 ${width} ${height}"
      >
        ${graph.edges.map(line)} ${all.map((one) => this.#node(one))}
      </svg>
    </div>`;
  }
}

customElements.define('plenum-step-graph', PlenumStepGraph);
