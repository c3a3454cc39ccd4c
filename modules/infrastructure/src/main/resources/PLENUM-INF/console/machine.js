import { LitElement, css, html, nothing } from 'lit';
import { Load, Watch, api, confirm, decisions, format, href, pageStyles, t, toastProblem, whyNot } from 'plenum';
import './words.js';

const LINK = 'infrastructure.machine-link';

/** The other views of the machine that an item shows: why they count, what may be one more, and what people have said. */
class InfrastructureMachine extends LitElement {
  static properties = { item: { attribute: false }, type: { attribute: false } };

  static styles = [
    pageStyles,
    css`
      .view {
        display: grid;
        grid-template-columns: minmax(12rem, 1fr) 2fr auto;
        gap: var(--space-2) var(--space-4);
        align-items: start;
        padding: var(--space-3) 0;
        border-top: 1px solid var(--border);
        overflow-wrap: anywhere;
      }
      p + [role='list'] {
        margin-top: var(--space-3);
      }
      .view:last-child {
        padding-bottom: 0;
      }
      /* With words below it a link must not be told by its colour alone; two of them below each other want room. */
      .view a {
        display: inline-block;
        padding-block: 2px;
        text-decoration: underline;
        text-decoration-color: color-mix(in srgb, currentColor 45%, transparent);
        text-underline-offset: 3px;
      }
      @media (max-width: 720px) {
        .view {
          grid-template-columns: 1fr;
        }
      }
    `,
  ];

  #read = new Load(this, (signal) => api.get(`ext/infrastructure/machines/${this.item.id}`, { signal }).then(({ data }) => data), {
    on: ['item.'],
    when: (event) => event.subject === this.item?.id || event.data?.type === LINK,
  });

  constructor() {
    super();
    new Watch(this, decisions);
  }

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
    return texts.map((text) => html`<div>${text}</div>`);
  }

  /** One view: what it is, what is said of it, what can be done. */
  #line(what, says, act) {
    return html`<div class="view" role="listitem">
      <div>${what}</div>
      <div>${says}</div>
      <div class="row">${act}</div>
    </div>`;
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

  /** It is said where one of the two is, so that the rights in either space will do. */
  #lacking(other, verbs) {
    const lacks = [this.item.space, other.space].map((space) => verbs.map((verb) => whyNot(`${LINK}.${verb}`, t, space)).find(Boolean) ?? '');
    return lacks.includes('') ? '' : lacks[0];
  }

  #button(view, verdict) {
    return html`<plenum-button
      size="s"
      reason=${this.#lacking(view, ['create', 'publish'])}
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
              <div role="list">
                ${others.map((view) => this.#line(this.#name(view), this.#because(machine, view), this.#button(view, 'different')))}
              </div>`
          : html`<plenum-empty icon="server" heading=${t('infrastructure.alone')}>${t('infrastructure.aloneHelp')}</plenum-empty>`
      }
    </plenum-card>`;
  }

  #possible({ possible }) {
    return possible.length
      ? html`<plenum-card heading=${t('infrastructure.possible')}>
          <p class="muted">${t('infrastructure.possibleHelp')}</p>
          <div role="list">
            ${possible.map((view) =>
              this.#line(this.#name(view), this.#perhaps(view), html`${this.#button(view, 'same')} ${this.#button(view, 'different')}`),
            )}
          </div>
        </plenum-card>`
      : nothing;
  }

  /** What speaks for it, and what against it. */
  #perhaps({ links }) {
    const doubts = [...new Set(links.flatMap((link) => link.doubts))];
    return html`${this.#list([...new Set(links.flatMap(({ because }) => because.map((one) => one.says)))])}
    ${doubts.map((doubt) => html`<div class="muted">${t('infrastructure.doubt', { doubt })}</div>`)}`;
  }

  #said({ said }) {
    return said.length
      ? html`<plenum-card heading=${t('infrastructure.said')}>
          <div role="list">
            ${said.map((one) =>
              this.#line(
                one.items.map(({ id, title }) =>
                  id === this.item.id
                    ? html`<div>${t('infrastructure.thisOne')}</div>`
                    : html`<div><a href=${href(`/items/${id}`)}>${title}</a></div>`,
                ),
                html`<plenum-badge>${t(one.verdict === 'same' ? 'infrastructure.saidSame' : 'infrastructure.saidDifferent')}</plenum-badge>
                  <div>${one.reason ?? ''}</div>
                  ${one.by ? html`<div class="muted small">${t('infrastructure.saidBy', { by: one.by, when: format.dateTime(one.at) })}</div>` : nothing}`,
                this.#undo(one.items),
              ),
            )}
          </div>
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
          reason=${this.#lacking(other, ['delete'])}
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
