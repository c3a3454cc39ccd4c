import { LitElement, html, nothing } from 'lit';
import { Load, ROOT_SPACE, Watch, api, currentSpace, decisions, href, navigate, pageStyles, spaces, t, toast, toastProblem, whyNot } from 'plenum';
import { connectionFields, defaultsOf, fieldsOf, kept, wishOf } from './form.js';
import './editor.js';
import './words.js';

/** A blueprint: its text, and the form that deploys it. Without an id: a new one. */
class BlueprintText extends LitElement {
  static properties = { blueprint: {}, _source: { state: true }, _checked: { state: true }, _busy: { state: true } };
  static styles = [pageStyles];

  #read = new Load(this, (signal) => this.#load(signal));

  #begin;

  constructor() {
    super();
    new Watch(this, currentSpace, decisions, spaces);
  }

  /** Where what is made here belongs. */
  get #space() {
    return currentSpace.value || ROOT_SPACE;
  }

  async #load(signal) {
    const connections = await api.all('items', { type: 'infrastructure.connection', fields: 'id,title' }, { signal }).catch(() => []);
    if (!this.blueprint) {
      return { connections };
    }
    const { data } = await api.get(`items/${this.blueprint}`, { signal });
    this._source ??= data.values.source;
    return { item: data, connections };
  }

  async #save(item) {
    this._busy = true;
    const body = {
      title: this._checked?.name || item?.title || t('blueprint.new'),
      state: 'published',
      values: { source: this._source, ...(this._checked?.description ? { description: this._checked.description } : {}) },
    };
    try {
      if (item) {
        await api.patch(`items/${item.id}`, body, { revision: item.revision });
        await this.#read.reload();
      } else {
        const { data } = await api.post('items', { type: 'blueprint.blueprint', space: this.#space, ...body });
        navigate(href('/x/blueprint/blueprint-page', { blueprint: data.id }));
      }
      toast(t('blueprint.saved'));
    } catch (thrown) {
      toastProblem(thrown);
    } finally {
      this._busy = false;
    }
  }

  #fields(connections) {
    return [
      { name: '$name', type: 'string', label: t('blueprint.name'), flags: ['required'] },
      ...connectionFields(this._checked.connections, connections),
      ...fieldsOf(this._checked.schema),
    ];
  }

  #deploy(item, values) {
    return api.post(`ext/blueprint/blueprints/${item.id}/deploy`, {
      name: values.$name ?? '',
      space: this.#space,
      ...wishOf(this._checked.connections, values),
    });
  }

  #form({ item, connections }) {
    if (!item || !this._checked?.valid || this._source !== item.values.source) {
      return nothing;
    }
    this.#begin = kept(this.#begin, { $name: this._checked.name, ...defaultsOf(this._checked.schema) });
    return html`<plenum-card heading=${t('blueprint.deployTitle')}>
      <div class="stack">
        <p class="muted">${t('blueprint.deployHelp')} ${this.#place(this.#space)}</p>
        <plenum-form
          .fields=${this.#fields(connections)}
          .values=${this.#begin}
          base="/parameters"
          action=${t('blueprint.deploy')}
          reason=${whyNot('blueprint.deployment.create', t, this.#space)}
          .submit=${(values) => this.#deploy(item, values)}
          @plenum-done=${({ detail }) => navigate(href(`/changes/${detail.data.change.id}`))}
        ></plenum-form>
      </div>
    </plenum-card>`;
  }

  #place(space) {
    return t('blueprint.space', { space: spaces.value.find(({ id }) => id === space)?.title ?? space });
  }

  render() {
    return this.#read.render((read) => {
      const space = read.item?.space ?? this.#space;
      const right = read.item ? 'blueprint.blueprint.edit' : 'blueprint.blueprint.create';
      return html`<div class="stack">
        <plenum-card heading=${read.item?.title ?? t('blueprint.new')}>
          <div class="stack">
            <blueprint-editor
              .source=${this._source ?? ''}
              @blueprint-source=${({ detail }) => (this._source = detail)}
              @blueprint-checked=${({ detail }) => (this._checked = detail)}
            ></blueprint-editor>
            <div class="row">
              <plenum-button
                variant="primary"
                ?busy=${this._busy}
                reason=${whyNot(right, t, space) || whyNot('blueprint.blueprint.publish', t, space)}
                @click=${() => this.#save(read.item)}
                >${t('blueprint.save')}</plenum-button
              >
              <span class="muted small">${this.#place(space)}</span>
            </div>
          </div>
        </plenum-card>
        ${this.#form(read)}
      </div>`;
    });
  }
}

customElements.define('blueprint-text', BlueprintText);
