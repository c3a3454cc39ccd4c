import { LitElement, css, html, nothing } from 'lit';
import { page } from '../../components/styles.js';
import { Titles } from '../../components/titles.js';
import { labels, valueTemplate } from '../../components/value.js';
import { Watch } from '../../components/watch.js';
import { t } from '../../lib/i18n.js';
import { href } from '../../lib/router.js';
import { is } from '../../lib/schema.js';
import { can, decisions, spaces, whyNot } from '../../lib/session.js';
import '../../components/all.js';

/**
 * What an item is: its fields, where they come from, and what has drifted. `.item`, `.type`. Sends `plenum-change`
 * (detail: `{draft, heading}`) when drift shall be dealt with.
 */
class PlenumItemSummary extends LitElement {
  static properties = { item: { attribute: false }, type: { attribute: false }, _accepted: { state: true } };

  static styles = [
    page,
    css`
      .drift {
        border: 1px solid var(--warning);
        border-radius: var(--radius-l);
        background: var(--surface);
        padding: var(--space-4);
      }
      .drift .head {
        display: flex;
        gap: var(--space-2);
        align-items: center;
        margin-bottom: var(--space-1);
        --icon-size: 16px;
      }
      .drift .head plenum-icon {
        color: var(--warning-text);
      }
      .scroll {
        overflow-x: auto;
        margin: var(--space-3) 0;
      }
      table {
        width: 100%;
        border-collapse: collapse;
      }
      th,
      td {
        padding: var(--space-2) var(--space-3) var(--space-2) 0;
        text-align: start;
        vertical-align: middle;
        border-bottom: 1px solid var(--border);
        overflow-wrap: break-word;
      }
      thead th {
        color: var(--text-muted);
        font-size: var(--text-xs);
        font-weight: 500;
      }
      tbody th {
        font-weight: 500;
      }
      fieldset {
        display: flex;
        flex-wrap: wrap;
        gap: 2px var(--space-3);
        margin: 0;
        padding: 0;
        border: 0;
        min-width: 0;
      }
      fieldset label {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        min-height: 28px;
        white-space: nowrap;
      }
      input[type='radio'] {
        width: 16px;
        height: 16px;
        margin: 0;
        accent-color: var(--accent);
      }
      /* A fingerprint in a text has nowhere to break. */
      .tight {
        overflow-wrap: anywhere;
      }
      .external {
        font-family: var(--font-mono);
        font-size: var(--text-s);
      }
    `,
  ];

  #titles = new Titles(this);

  constructor() {
    super();
    new Watch(this, spaces, decisions);
    this._accepted = new Set();
  }

  #field(name) {
    return this.type.fields.find((field) => field.name === name) ?? { name, type: 'string', label: name };
  }

  #show(field, value) {
    return valueTemplate(field, value, { titles: this.#titles, whole: true });
  }

  #pairs(fields) {
    const sees = can(`${this.type.name}.view-sensitive`);
    return fields.map((field) => {
      const value = this.item.values[field.name];
      const hidden = is(field, 'sensitive') && value === undefined && !sees;
      return {
        label: field.label || field.name,
        value: hidden ? html`<span class="muted">${t('item.hidden')}</span>` : this.#show(field, value),
      };
    });
  }

  /** Short facts stand in two columns; what needs room has a card of its own. */
  #group(heading, fields) {
    const long = fields.filter((field) => ['json', 'text'].includes(field.type) && this.item.values[field.name] !== undefined);
    const short = fields.filter((field) => !long.includes(field));
    return fields.length
      ? html`<plenum-card heading=${heading}>
          <div class="stack">
            ${short.length ? html`<plenum-key-values columns="2" .items=${this.#pairs(short)}></plenum-key-values>` : nothing}
            ${long.map(
              (field) =>
                html`<div class="stack tight">
                  <h3>${field.label || field.name}</h3>
                  ${this.#show(field, this.item.values[field.name])}
                </div>`,
            )}
          </div>
        </plenum-card>`
      : nothing;
  }

  #groups() {
    const { management, type: typeName, values } = this.item;
    const fields = this.type.fields.length
      ? this.type.fields
      : Object.keys(values).map((name) => ({ name, type: typeof values[name] === 'object' ? 'json' : 'string', label: name }));
    const of = (...modes) => fields.filter((field) => modes.includes(field.mode ?? 'desired') && !is(field, 'internal'));
    if (!fields.length) {
      return html`<plenum-card><p class="muted">${t('item.noFields')}</p></plenum-card>`;
    }
    return management && typeName !== 'infrastructure.change'
      ? html`${this.#group(t('item.settings'), of('both'))} ${this.#group(t('item.reported'), of('observed'))}
        ${this.#group(t('item.ours'), of('desired'))}`
      : html`${this.#group(t('item.fields'), of('desired', 'both'))} ${this.#group(t('item.reported'), of('observed'))}`;
  }

  /* ---- drift ---- */

  get #mayChange() {
    return whyNot('infrastructure.change.create', t, this.item.space) || whyNot(`${this.item.type}.edit`, t, this.item.space);
  }

  #plan() {
    const { id, title, values, management } = this.item;
    const kept = management.drift.filter((name) => this._accepted.has(name));
    this.dispatchEvent(
      new CustomEvent('plenum-change', {
        detail: {
          heading: t('item.driftHeading', { title }),
          draft: {
            kind: 'update',
            item: id,
            values: Object.fromEntries(kept.map((name) => [name, values[name] ?? null])),
            reason: t('item.driftReason'),
          },
        },
      }),
    );
  }

  #choice(name, accept) {
    return html`<label>
      <input
        type="radio"
        name=${name}
        .checked=${this._accepted.has(name) === accept}
        @change=${() => {
          const next = new Set(this._accepted);
          next[accept ? 'add' : 'delete'](name);
          this._accepted = next;
        }}
      />${t(accept ? 'item.accept' : 'item.bringBack')}
    </label>`;
  }

  #drift() {
    const { management, desired = {}, values } = this.item;
    const drift = management?.drift ?? [];
    return drift.length
      ? html`<section class="drift" aria-label=${t('item.drift')}>
          <div class="head"><plenum-icon name="warning"></plenum-icon><h2>${t('item.drift')}</h2></div>
          <p class="muted">${t('item.driftHelp')}</p>
          <div class="scroll">
            <table>
              <thead>
                <tr>
                  <th scope="col">${t('item.field')}</th>
                  <th scope="col">${t('item.wanted')}</th>
                  <th scope="col">${t('item.found')}</th>
                  <th scope="col">${t('item.whatToDo')}</th>
                </tr>
              </thead>
              <tbody>
                ${drift.map((name) => {
                  const field = this.#field(name);
                  return html`<tr>
                    <th scope="row">${field.label || name}</th>
                    <td>${this.#show(field, desired[name])}</td>
                    <td>${this.#show(field, values[name])}</td>
                    <td>
                      <fieldset>
                        <legend class="visually-hidden">${t('item.whatToDoWith', { field: field.label || name })}</legend>
                        ${this.#choice(name, false)} ${this.#choice(name, true)}
                      </fieldset>
                    </td>
                  </tr>`;
                })}
              </tbody>
            </table>
          </div>
          <plenum-button variant="primary" icon="changes" reason=${this.#mayChange} @click=${this.#plan}>${t('item.planDrift')}</plenum-button>
        </section>`
      : nothing;
  }

  /* ---- about ---- */

  #about() {
    const { item } = this;
    const { management } = item;
    const time = (value) => html`<plenum-time value=${value}></plenum-time>`;
    return html`<plenum-card heading=${t('item.about')}>
      <plenum-key-values
        .items=${[
          { label: t('item.type'), value: html`<a href=${href('/inventory', { type: item.type })}>${this.type.label}</a>`, help: item.type },
          { label: t('item.space'), value: spaces.value.find(({ id }) => id === item.space)?.title ?? item.space },
          ...(management && management.connection !== item.id
            ? [
                {
                  label: t('item.connection'),
                  value: html`<a href=${href(`/connections/${management.connection}`)}
                    >${this.#titles.of(management.connection) ?? management.connection}</a
                  >`,
                },
                { label: t('item.externalId'), value: management.externalId ? html`<span class="external">${management.externalId}</span>` : '' },
                { label: t('item.observedAt'), value: management.observedAt ? time(management.observedAt) : '' },
              ]
            : []),
          { label: t('item.updated'), value: time(item.updatedAt) },
          { label: t('item.created'), value: time(item.createdAt) },
          { label: t('item.revision'), value: html`<a href=${href(`/items/${item.id}/revisions`)}>${item.revision}</a>` },
        ]}
      ></plenum-key-values>
    </plenum-card>`;
  }

  render() {
    const named = Object.keys(this.item.labels ?? {}).length > 0;
    return html`<div class="columns">
      <div class="stack">${this.#drift()} ${this.#groups()}</div>
      <div class="stack">
        ${this.#about()}
        <plenum-card heading=${t('item.labels')}>
          ${named ? html`<div class="row">${labels(this.item.labels)}</div>` : html`<p class="muted">${t('item.noLabels')}</p>`}
        </plenum-card>
      </div>
    </div>`;
  }
}

customElements.define('plenum-item-summary', PlenumItemSummary);
