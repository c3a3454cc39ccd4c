import { LitElement, css, html } from 'lit';
import { base } from '../../components/styles.js';
import '../../components/plenum-icon.js';

/** The picture of a module, or a general one while it has none. */
class PlenumModuleIcon extends LitElement {
  static properties = { module: {}, _failed: { state: true } };

  static styles = [
    base,
    css`
      :host {
        flex: none;
        display: inline-flex;
        align-items: center;
        justify-content: center;
        width: var(--module-icon, 40px);
        height: var(--module-icon, 40px);
        border-radius: var(--radius-l);
        background: var(--accent-soft);
        color: var(--accent-text);
        --icon-size: calc(var(--module-icon, 40px) * 0.5);
      }
      /* Pictures are drawn in black more often than not, so they lie on something light in both themes. */
      img {
        width: 100%;
        height: 100%;
        border-radius: inherit;
        background: light-dark(var(--neutral-soft), var(--text));
      }
    `,
  ];

  willUpdate(changed) {
    if (changed.has('module')) {
      this._failed = false;
    }
  }

  render() {
    if (this._failed || !this.module) {
      return html`<plenum-icon name="modules"></plenum-icon>`;
    }
    const address = `/api/v1/modules/${encodeURIComponent(this.module)}/icon`;
    return html`<img alt="" src=${address} loading="lazy" @error=${() => (this._failed = true)} />`;
  }
}

customElements.define('plenum-module-icon', PlenumModuleIcon);
