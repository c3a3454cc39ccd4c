import { LitElement, html, nothing } from 'lit';
import { Load, api, confirm, href, navigate, pageStyles, t, toast, whyNot } from 'plenum';
import { connectionFields, defaultsOf, fieldsOf, kept, wishOf } from './form.js';
import './words.js';

/** One deployment: its items, what it tells, and what can be done with it. */
class BlueprintDeployment extends LitElement {
  static properties = { deployment: {} };
  static styles = [pageStyles];

  #read = new Load(this, (signal) => this.#load(signal), {
    on: ['item.', 'operation.ended'],
    when: (event) => !event.data?.type || event.data.type === 'infrastructure.change' || event.subject === this.deployment,
  });

  #begin;

  async #load(signal) {
    const { data } = await api.get(`ext/blueprint/deployments/${this.deployment}`, { signal });
    const [form, connections] = await Promise.all([
      api.get(`ext/blueprint/blueprints/${data.blueprint}/form`, { signal }).then(
        (answer) => answer.data,
        () => ({ schema: {}, connections: [] }),
      ),
      api.all('items', { type: 'infrastructure.connection', fields: 'id,title' }, { signal }).catch(() => []),
    ]);
    return { data, form, connections };
  }

  #drafted({ data }) {
    if (data.unchanged) {
      toast(t('blueprint.unchanged'));
      this.#read.reload();
    } else {
      navigate(href(`/changes/${data.change.id}`));
    }
  }

  async #destroy() {
    const call = { method: 'POST', path: `ext/blueprint/deployments/${this.deployment}/destroy`, body: {} };
    const drafted = await confirm({
      title: t('blueprint.destroy'),
      text: t('blueprint.destroyHelp'),
      action: t('blueprint.destroy'),
      danger: true,
      call,
      run: () => api.send(call),
    });
    if (drafted) {
      this.#drafted(drafted);
    }
  }

  /** What it was deployed with; a connection that the blueprint has gained since is asked for. */
  #updateForm({ data, form, connections }) {
    const own = Object.fromEntries(Object.entries(data.connections).map(([name, id]) => [`$${name}`, id]));
    this.#begin = kept(this.#begin, { ...defaultsOf(form.schema), ...data.parameters, ...own });
    return html`<plenum-form
      .fields=${[...connectionFields(form.connections, connections), ...fieldsOf(form.schema)]}
      .values=${this.#begin}
      base="/parameters"
      action=${t('blueprint.deploy')}
      reason=${whyNot('blueprint.deployment.edit', t, data.space)}
      .submit=${(values) => api.post(`ext/blueprint/deployments/${this.deployment}/update`, wishOf(form.connections, values))}
      @plenum-done=${(event) => this.#drafted(event.detail)}
    ></plenum-form>`;
  }

  #outputs({ outputs = {}, outputProblems = {} }) {
    const rows = [
      ...Object.entries(outputs).map(([label, value]) => ({
        label,
        value: typeof value === 'string' ? value : JSON.stringify(value),
      })),
      ...Object.entries(outputProblems).map(([label, value]) => ({ label: label || t('blueprint.outputs'), value })),
    ];
    return rows.length
      ? html`<plenum-key-values .items=${rows}></plenum-key-values>`
      : html`<p class="muted">${t('blueprint.noOutputs')}</p>`;
  }

  #items(items) {
    return items.length
      ? html`<plenum-table
          bare
          label=${t('blueprint.items')}
          .rows=${items}
          .rowKey=${(row) => row.key}
          .rowHref=${(row) => (row.title ? href(`/items/${row.item}`) : undefined)}
          .columns=${[
            { id: 'key', label: t('blueprint.key'), render: (row) => row.key },
            { id: 'title', label: t('blueprint.title'), render: (row) => row.title ?? row.item },
            { id: 'type', label: t('blueprint.exportType'), render: (row) => row.type ?? '' },
          ]}
        ></plenum-table>`
      : html`<p class="muted">${t('blueprint.noItems')}</p>`;
  }

  render() {
    return this.#read.render((read) => {
      const { data } = read;
      return html`<div class="stack">
        <plenum-card heading=${data.title}>
          <div class="row">
            <plenum-badge>${data.status}</plenum-badge>
            ${data.lastChange ? html`<a href=${href(`/changes/${data.lastChange}`)}>${t('blueprint.change')}</a>` : nothing}
            <a href=${href('/x/blueprint/blueprint-page', { blueprint: data.blueprint })}>${t('blueprint.blueprints')}</a>
            <plenum-button size="s" variant="danger" reason=${whyNot('blueprint.deployment.delete', t, data.space)} @click=${() => this.#destroy()}
              >${t('blueprint.destroy')}</plenum-button
            >
          </div>
        </plenum-card>
        <plenum-card ?flush=${data.items.length > 0} heading=${t('blueprint.items')}>${this.#items(data.items)}</plenum-card>
        <plenum-card heading=${t('blueprint.outputs')}>${this.#outputs(data)}</plenum-card>
        <plenum-card heading=${t('blueprint.update')}>
          <div class="stack">
            <p class="muted">${t('blueprint.deployHelp')}</p>
            ${this.#updateForm(read)}
          </div>
        </plenum-card>
      </div>`;
    });
  }
}

customElements.define('blueprint-deployment', BlueprintDeployment);
