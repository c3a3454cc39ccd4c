import { LitElement, html } from 'lit';
import { page } from '../../components/styles.js';
import '../../components/all.js';
import './type-editor.js';
import './type-view.js';
import './types-list.js';

/** Content types: all of them, one of them, and the editor of those of the site. */
class PlenumTypesPage extends LitElement {
  static properties = { location: { attribute: false } };
  static styles = [page];

  render() {
    const { name, tab } = this.location.params;
    if (!name) {
      return html`<plenum-types-list .location=${this.location}></plenum-types-list>`;
    }
    // A type's name has a dot in it, so these words are free.
    if (name === 'new' || tab === 'edit') {
      return html`<plenum-type-editor .name=${name === 'new' ? '' : name}></plenum-type-editor>`;
    }
    return html`<plenum-type-view .name=${name} .tab=${tab ?? 'fields'}></plenum-type-view>`;
  }
}

customElements.define('plenum-types-page', PlenumTypesPage);
