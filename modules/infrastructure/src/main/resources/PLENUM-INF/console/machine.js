import { LitElement, css, html, nothing } from 'lit';
import { Load, api, confirm, format, href, pageStyles, t, toastProblem, whyNot } from 'plenum';
import './words.js';

const LINK = 'infrastructure.machine-link';

/** The other views of the machine that an item shows: why they count, what may be one more, and what people have said. */
class InfrastructureMachine extends LitElement {
  static properties = { item: { attribute: false }, type: { attribute: false } };

  static styles = [
    pageStyles,
    css`
      ul {
        margin: 0;
        padding-left: var(--space-4);
      }
      li {
        overflow-wrap: anywhere;
      }
    `,
  ];

  #read = new Load(this, (signal) => api.get(`ext/infrastructure/machines/${this.item.id}`, { signal }).then(({ data }) => data), {
    on: ['item.'],
    when: (event) => event.subject === this.item?.id || event.data?.type === LINK,
  });

  updated(changed) {
    if (changed.has('item') && changed.get('item')?.id && changed.get('item').id !== this.item.id) {
      this.#read.reload();
    }
  }

  /** What the rules say of a view and any other of the machine; a view that only a person has tied has none. */
  #because(machine, view) {
    const links = machine.links.filter(({ items, strength }) => items.includes(view.id) && strength !== 'possible');
    const says = [...new Set(links.flatMap(({ because }) => because.map((one) => one.says)))];
    return says.length ? this.#list(says) : html`<span class="muted">${t('infrastructure.byPerson')}</span>`;
  }

  #list(texts) {
    return html`<ul>${texts.map((text) => html`<li>${text}</li>`)}</ul>`;
  }

  async #say(view, verdict) {
    await confirm({
      title: t(`infrastructure.${verdict}Title`),
      text: t(`infrastructure.${verdict}Help`),
      action: t(`infrastructure.${verdict}`),
      run: () => api.send({ method: 'PUT', path: this.#path(view.id), body: { verdict } }),
    }).catch(toastProblem);
    this.#read.reload();
  }

  async #takeBack(other) {
    await api.send({ method: 'DELETE', path: this.#path(other) }).catch(toastProblem);
    this.#read.reload();
  }

  #path(other) {
    return `ext/infrastructure/machines/${this.item.id}/links/${other}`;
  }

  #button(view, verdict) {
    return html`<plenum-button
      size="s"
      reason=${whyNot(`${LINK}.publish`, t, this.item.space)}
      label=${`${t(`infrastructure.${verdict}`)}: ${view.title}`}
      @click=${() => this.#say(view, verdict)}
      >${t(`infrastructure.${verdict}`)}</plenum-button
    >`;
  }

  #name(view) {
    return html`<a href=${href(`/items/${view.id}`)}>${view.title}</a>
      ${view.vanished ? html`<plenum-badge>${t('infrastructure.gone')}</plenum-badge>` : nothing}
      <div class="muted small">${view.type}${view.powerState ? ` · ${view.powerState}` : ''}</div>`;
  }

  #views(machine) {
    const others = machine.views.filter(({ id }) => id !== this.item.id);
    return html`<plenum-card heading=${t('infrastructure.sure')}>
      ${
        others.length
          ? html`<p class="muted">${t('infrastructure.sureHelp')}</p>
              <plenum-table
                label=${t('infrastructure.sure')}
                .rows=${others}
                .columns=${[
                  { id: 'title', label: t('infrastructure.view'), primary: true, render: (view) => this.#name(view) },
                  { id: 'because', label: t('infrastructure.because'), render: (view) => this.#because(machine, view) },
                  { id: 'act', label: t('infrastructure.verdict'), render: (view) => this.#button(view, 'different') },
                ]}
              ></plenum-table>`
          : html`<plenum-empty icon="server" heading=${t('infrastructure.alone')}>${t('infrastructure.aloneHelp')}</plenum-empty>`
      }
    </plenum-card>`;
  }

  #possible({ possible }) {
    return possible.length
      ? html`<plenum-card heading=${t('infrastructure.possible')}>
          <p class="muted">${t('infrastructure.possibleHelp')}</p>
          <plenum-table
            label=${t('infrastructure.possible')}
            .rows=${possible}
            .columns=${[
              { id: 'title', label: t('infrastructure.view'), primary: true, render: (view) => this.#name(view) },
              {
                id: 'because',
                label: t('infrastructure.because'),
                render: ({ links }) => this.#list([...new Set(links.flatMap(({ because }) => because.map((one) => one.says)))]),
              },
              {
                id: 'doubts',
                label: t('infrastructure.doubts'),
                render: ({ links }) => this.#list([...new Set(links.flatMap(({ doubts }) => doubts))]),
              },
              {
                id: 'act',
                label: t('infrastructure.verdict'),
                render: (view) => html`<div class="row">${this.#button(view, 'same')} ${this.#button(view, 'different')}</div>`,
              },
            ]}
          ></plenum-table>
        </plenum-card>`
      : nothing;
  }

  #said({ said }) {
    const mine = said.map((one) => ({ ...one, id: one.items.map(({ id }) => id).join() }));
    return mine.length
      ? html`<plenum-card heading=${t('infrastructure.said')}>
          <plenum-table
            label=${t('infrastructure.said')}
            .rows=${mine}
            .columns=${[
              {
                id: 'items',
                label: t('infrastructure.view'),
                primary: true,
                render: ({ items }) =>
                  items.map(({ id, title }) => html`<div>${id === this.item.id ? t('infrastructure.thisOne') : html`<a href=${href(`/items/${id}`)}>${title}</a>`}</div>`),
              },
              {
                id: 'verdict',
                label: t('infrastructure.verdict'),
                render: ({ verdict }) =>
                  html`<plenum-badge>${t(verdict === 'same' ? 'infrastructure.saidSame' : 'infrastructure.saidDifferent')}</plenum-badge>`,
              },
              {
                id: 'by',
                label: t('infrastructure.reason'),
                render: ({ by, at, reason }) =>
                  by ? html`${reason ?? ''}<div class="muted small">${t('infrastructure.saidBy', { by, when: format.dateTime(at) })}</div>` : nothing,
              },
              { id: 'act', label: t('infrastructure.takeBack'), render: ({ items }) => this.#undo(items) },
            ]}
          ></plenum-table>
        </plenum-card>`
      : nothing;
  }

  /** Only from one of the two can it be taken back here. */
  #undo(items) {
    const other = items.find(({ id }) => id !== this.item.id);
    return items.some(({ id }) => id === this.item.id)
      ? html`<plenum-button
          size="s"
          variant="ghost"
          reason=${whyNot(`${LINK}.delete`, t, this.item.space)}
          label=${`${t('infrastructure.takeBack')}: ${other.title}`}
          @click=${() => this.#takeBack(other.id)}
          >${t('infrastructure.takeBack')}</plenum-button
        >`
      : nothing;
  }

  render() {
    return this.#read.render(
      (machine) => html`<div class="stack">${this.#views(machine)}${this.#possible(machine)}${this.#said(machine)}</div>`,
    );
  }
}

customElements.define('infrastructure-machine', InfrastructureMachine);
