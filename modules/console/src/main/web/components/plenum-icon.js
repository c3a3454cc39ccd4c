import { LitElement, css, html, svg } from 'lit';
import { icons } from './icons.js';

/** A drawing by name, in the colour of the text. Says nothing to screen readers unless it has a `label`. */
class PlenumIcon extends LitElement {
  static properties = { name: {}, label: {} };

  static styles = css`
    :host {
      display: inline-flex;
      flex: none;
      width: 1.25em;
      height: 1.25em;
      font-size: var(--icon-size, 16px);
    }
    svg {
      width: 100%;
      height: 100%;
      fill: none;
      stroke: currentColor;
      stroke-width: 1.6;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
  `;

  render() {
    const paths = icons[this.name] ?? icons.box;
    return this.label
      ? html`<svg viewBox="0 0 24 24" role="img" aria-label=${this.label}>${paths.map((d) => svg`<path d=${d}></path>`)}</svg>`
      : html`<svg viewBox="0 0 24 24" aria-hidden="true">${paths.map((d) => svg`<path d=${d}></path>`)}</svg>`;
  }
}

customElements.define('plenum-icon', PlenumIcon);
