import { LitElement, html, nothing } from 'lit';
import { Load, ROOT_SPACE, api, currentSpace, href, navigate, pageStyles, t, toast, toastProblem, whyNot } from 'plenum';
import { defaultsOf, fieldsOf } from './form.js';
import './editor.js';
import './words.js';

/** A blueprint: its text, and the form that deploys it. Without an id: a new one. */
class BlueprintText extends LitElement {
  static properties = { blueprint: {}, _source: { state: true }, _checked: { state: true }, _busy: { state: true } };
  static styles = [pageStyles];

  #read = new Load(this, (signal) => this.#load(signal));

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
        const { data } = await api.post('items', { type: 'blueprint.blueprint', ...body });
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
      ...this._checked.connections.map((name) => ({
        name: `$${name}`,
        type: 'reference',
        label: t('blueprint.connection', { name }),
        help: t('blueprint.connectionHelp'),
        flags: ['required'],
        options: ['infrastructure.connection'],
        choices: connections.map(({ id, title }) => ({ value: id, label: title })),
      })),
      ...fieldsOf(this._checked.schema),
    ];
  }

  #deploy(item, values) {
    const parameters = Object.fromEntries(Object.entries(values).filter(([name]) => !name.startsWith('$')));
    const connections = Object.fromEntries(
      this._checked.connections.filter((name) => values[`$${name}`]).map((name) => [name, values[`$${name}`]]),
    );
    return api.post(`ext/blueprint/blueprints/${item.id}/deploy`, {
      name: values.$name ?? '',
      space: currentSpace.value || ROOT_SPACE,
      connections,
      parameters,
    });
  }

  #form({ item, connections }) {
    if (!item || !this._checked?.valid || this._source !== item.values.source) {
      return nothing;
    }
    return html`<plenum-card heading=${t('blueprint.deployTitle')}>
      <p class="muted">${t('blueprint.deployHelp')}</p>
      <plenum-form
        .fields=${this.#fields(connections)}
        .values=${{ $name: this._checked.name, ...defaultsOf(this._checked.schema) }}
        base="/parameters"
        action=${t('blueprint.deploy')}
        reason=${whyNot('blueprint.deployment.create', t)}
        .submit=${(values) => this.#deploy(item, values)}
        @plenum-done=${({ detail }) => navigate(href(`/changes/${detail.data.change.id}`))}
      ></plenum-form>
    </plenum-card>`;
  }

  render() {
    return this.#read.render((read) => {
      const right = read.item ? 'blueprint.blueprint.edit' : 'blueprint.blueprint.create';
      return html`<div class="stack">
        <plenum-card heading=${read.item?.title ?? t('blueprint.new')}>
          <blueprint-editor
            .source=${this._source ?? ''}
            @blueprint-source=${({ detail }) => (this._source = detail)}
            @blueprint-checked=${({ detail }) => (this._checked = detail)}
          ></blueprint-editor>
          <plenum-button
            variant="primary"
            ?busy=${this._busy}
            reason=${whyNot(right, t) || whyNot('blueprint.blueprint.publish', t)}
            @click=${() => this.#save(read.item)}
            >${t('blueprint.save')}</plenum-button
          >
        </plenum-card>
        ${this.#form(read)}
      </div>`;
    });
  }
}

customElements.define('blueprint-text', BlueprintText);
