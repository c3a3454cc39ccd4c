import { html } from 'lit';
import { t } from '../lib/i18n.js';
import { href } from '../lib/router.js';
import { valueText } from '../lib/schema.js';
import './plenum-badge.js';
import './plenum-code.js';
import './plenum-time.js';

/**
 * A value as people read it: references and addresses are links, states have their colour, times are relative.
 *
 * @param {import('../lib/schema.js').Field} field
 * @param {any} value
 * @param {{titles?: import('./titles.js').Titles, whole?: boolean}} [options] `whole`: there is room, so JSON and long
 *     texts are shown as they are; in a table they are one line
 */
export function valueTemplate(field, value, { titles, whole = false } = {}) {
  if (value === undefined || value === null || value === '' || (Array.isArray(value) && !value.length)) {
    return '';
  }
  if (Array.isArray(value) && field.type !== 'json') {
    return value.map((one, at) => html`${at ? ', ' : ''}${valueTemplate(field, one, { titles, whole })}`);
  }
  switch (field.type) {
    case 'reference':
      return html`<a href=${href(`/items/${value}`)}>${titles?.of(value) ?? value}</a>`;
    case 'enum':
      return html`<plenum-state value=${value}></plenum-state>`;
    case 'date-time':
      return html`<plenum-time value=${value}></plenum-time>`;
    case 'url':
      return /^https?:/i.test(value) ? html`<a href=${value} target="_blank" rel="noreferrer noopener">${value}</a>` : value;
    case 'labels':
      return labels(value);
    case 'json':
      return whole ? html`<plenum-code .code=${JSON.stringify(value, null, 2)}></plenum-code>` : JSON.stringify(value);
    default:
      return valueText(field, value, t);
  }
}

/** Labels as badges. */
export function labels(given) {
  return Object.entries(given ?? {}).map(([name, text]) => html`<plenum-badge>${text ? `${name}: ${text}` : name}</plenum-badge> `);
}

/** What there is to say about how an item stands, the most urgent first; each a word of `state.`. */
export function standing(item) {
  const { management } = item;
  return [
    management?.vanishedAt ? 'vanished' : '',
    management?.drift?.length ? 'drifted' : '',
    item.state,
  ].filter(Boolean);
}
