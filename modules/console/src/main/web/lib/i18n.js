import { Store } from './store.js';

/** The locale of numbers, times and messages. */
export const locale = new Store('en');

const messages = new Map();
const compiled = new Map();
const reported = new Set();

/** Adds messages; later ones win. */
export function addMessages(catalog) {
  for (const [key, text] of Object.entries(catalog)) {
    messages.set(key, text);
    compiled.delete(key);
  }
}

/**
 * A message in the reader's language.
 *
 * Messages are ICU's in the parts that are needed: `{name}`, `{count, number}`,
 * `{count, plural, =0 {none} one {# item} other {# items}}`, `{kind, select, a {...} other {...}}`. `'{` is a plain brace.
 *
 * @param {string} key
 * @param {Record<string, unknown>} [values]
 */
export function t(key, values = {}) {
  if (!messages.has(key)) {
    if (!reported.has(key)) {
      reported.add(key);
      console.warn(`No message ${key}`);
    }
    return key;
  }
  if (!compiled.has(key)) {
    compiled.set(key, parse(messages.get(key)));
  }
  return render(compiled.get(key), values);
}

/** Whether there is such a message: for words that may come from a module. */
export function has(key) {
  return messages.has(key);
}

/** @returns a list of texts and of {name, kind, cases} */
export function parse(text) {
  let at = 0;
  function sequence(nested) {
    const parts = [];
    let plain = '';
    const flush = () => {
      if (plain) {
        parts.push(plain);
        plain = '';
      }
    };
    while (at < text.length) {
      const c = text[at];
      if (c === "'" && (text[at + 1] === '{' || text[at + 1] === '}')) {
        plain += text[at + 1];
        at += 2;
      } else if (c === '{') {
        flush();
        at++;
        parts.push(argument());
      } else if (c === '}' && nested) {
        break;
      } else if (c === '#' && nested) {
        flush();
        parts.push({ kind: 'hash' });
        at++;
      } else {
        plain += c;
        at++;
      }
    }
    flush();
    return parts;
  }
  function until(stops) {
    const from = at;
    while (at < text.length && !stops.includes(text[at])) {
      at++;
    }
    return text.slice(from, at).trim();
  }
  function argument() {
    const name = until(',}');
    if (text[at++] !== ',') {
      return { name, kind: 'plain' };
    }
    const kind = until(',}');
    if (text[at++] !== ',') {
      return { name, kind };
    }
    const cases = {};
    while (at < text.length && text[at] !== '}') {
      const label = until('{}');
      if (text[at] !== '{') {
        break;
      }
      at++;
      cases[label] = sequence(true);
      at++;
    }
    at++;
    return { name, kind, cases };
  }
  return sequence(false);
}

function render(parts, values, hash) {
  let out = '';
  for (const part of parts) {
    if (typeof part === 'string') {
      out += part;
    } else if (part.kind === 'hash') {
      out += number(hash);
    } else {
      out += argumentText(part, values, hash);
    }
  }
  return out;
}

function argumentText({ name, kind, cases }, values, hash) {
  const value = values[name];
  if (kind === 'plural') {
    const rule = new Intl.PluralRules(locale.value).select(Number(value));
    return render(cases[`=${value}`] ?? cases[rule] ?? cases.other ?? [], values, value);
  }
  if (kind === 'select') {
    return render(cases[value] ?? cases.other ?? [], values, hash);
  }
  return typeof value === 'number' ? number(value) : String(value ?? '');
}

function number(value) {
  return new Intl.NumberFormat(locale.value).format(value);
}
