/**
 * Filters in CEL as rows that people can edit, and back. A filter is taken apart at its outermost `&&`; a part that is
 * a simple comparison becomes a condition, anything else stays the text that it is. So every filter has rows, and the
 * text is always the whole truth.
 *
 * @typedef {object} Condition
 * @property {string} [field] as filters name it: `title`, `cores`, `values.state`, `labels.tier`
 * @property {Operator} [op]
 * @property {string|string[]} [value] as it was written, without quotes
 * @property {'string'|'number'|'boolean'} [kind] how the value is written; a list holds one kind
 * @property {'timestamp'|'duration'} [wrap] the function around it
 * @property {string} [raw] CEL that is no simple comparison; then nothing of the above is there
 * @property {number} [start] where it stood in the text
 * @property {number} [end]
 *
 * @typedef {'eq'|'ne'|'lt'|'le'|'gt'|'ge'|'in'|'notIn'|'contains'|'notContains'|'startsWith'|'endsWith'|'includes'
 *   |'notIncludes'|'within'|'notWithin'|'present'|'missing'|'true'|'false'} Operator
 */

/** What every item has, whatever its type; a field of the same name is written `values.name`. */
export const BASE_FIELDS = [
  { name: 'title', type: 'string' },
  { name: 'type', type: 'string' },
  { name: 'state', type: 'enum', options: ['draft', 'in-review', 'published', 'archived'] },
  { name: 'drifted', type: 'boolean' },
  { name: 'vanished', type: 'boolean' },
  { name: 'managed', type: 'boolean' },
  { name: 'connection', type: 'reference', options: ['infrastructure.connection'] },
  { name: 'updatedAt', type: 'date-time' },
  { name: 'createdAt', type: 'date-time' },
  { name: 'revision', type: 'integer' },
  { name: 'id', type: 'string' },
  { name: 'space', type: 'string' },
];

const BASE = new Set(BASE_FIELDS.map(({ name }) => name));

/** How a filter names a field of a type. */
export const fieldName = (name) => (BASE.has(name) || name === 'labels' || name === 'values' ? `values.${name}` : name);

const COMPARISONS = { '==': 'eq', '!=': 'ne', '<': 'lt', '<=': 'le', '>': 'gt', '>=': 'ge' };
const SIGNS = Object.fromEntries(Object.entries(COMPARISONS).map(([sign, op]) => [op, sign]));
const FLIPPED = { eq: 'eq', ne: 'ne', lt: 'gt', le: 'ge', gt: 'lt', ge: 'le' };
const METHODS = ['contains', 'startsWith', 'endsWith'];
const OPPOSITES = { in: 'notIn', contains: 'notContains', includes: 'notIncludes', within: 'notWithin', present: 'missing', true: 'false' };

/** What can be asked of a field, the most likely first. */
export function operators(field) {
  const tail = ['present', 'missing'];
  if ((field.flags ?? []).includes('multiple')) {
    const networks = ['ip-address', 'cidr'].includes(field.type) ? ['within', 'notWithin'] : [];
    return ['includes', 'notIncludes', ...networks, ...tail];
  }
  switch (field.type) {
    case 'boolean':
      return BASE.has(field.name) ? ['true', 'false'] : ['true', 'false', ...tail];
    case 'enum':
      return ['eq', 'ne', 'in', 'notIn', ...(BASE.has(field.name) ? [] : tail)];
    case 'integer':
    case 'decimal':
    case 'quantity':
    case 'duration':
      return ['ge', 'le', 'gt', 'lt', 'eq', 'ne', ...tail];
    case 'date-time':
      return ['ge', 'le', 'gt', 'lt', ...tail];
    case 'ip-address':
    case 'cidr':
      return ['eq', 'ne', 'within', 'notWithin', 'in', 'notIn', 'ge', 'le', ...tail];
    case 'mac':
      return ['startsWith', 'eq', 'ne', 'in', 'contains', ...tail];
    case 'reference':
      return ['eq', 'ne', ...tail];
    case 'text':
      return ['contains', 'notContains', 'startsWith', ...tail];
    case 'json':
    case 'secret':
      return tail;
    default:
      return ['contains', 'notContains', 'eq', 'ne', 'startsWith', 'endsWith', 'in', 'notIn', ...(BASE.has(field.name) ? [] : tail)];
  }
}

/** Whether an operator takes a value. */
export const takesValue = (op) => !['present', 'missing', 'true', 'false'].includes(op);

/** How values of a field are written. */
export const kindOf = (field) => (['integer', 'decimal', 'quantity'].includes(field.type) ? 'number' : 'string');

/* ---- text to rows ---- */

const TOKEN =
  /\s+|(?<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<name>[A-Za-z_]\w*)|(?<sign>&&|\|\||==|!=|<=|>=|[<>!()[\].,])/y;

/** @returns {{kind: string, text: string, start: number, end: number}[]|undefined} undefined when it is no CEL */
function tokens(text) {
  const found = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const start = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) {
      return undefined;
    }
    const kind = Object.keys(match.groups).find((group) => match.groups[group] !== undefined);
    if (kind) {
      found.push({ kind, text: match[0], start, end: TOKEN.lastIndex });
    }
  }
  return found;
}

/** Parts between the outermost `sign`; undefined when brackets do not match. */
function split(list, sign) {
  const parts = [[]];
  let depth = 0;
  for (const token of list) {
    if (token.kind === 'sign' && '(['.includes(token.text)) {
      depth++;
    } else if (token.kind === 'sign' && ')]'.includes(token.text)) {
      depth--;
    }
    if (depth < 0) {
      return undefined;
    }
    if (depth === 0 && token.text === sign && token.kind === 'sign') {
      parts.push([]);
    } else {
      parts.at(-1).push(token);
    }
  }
  return depth === 0 ? parts : undefined;
}

/**
 * @param {string} text
 * @returns {Condition[]} never throws: what is no CEL is one raw part
 */
export function parse(text) {
  if (!text.trim()) {
    return [];
  }
  const whole = [{ raw: text.trim(), start: 0, end: text.length }];
  const list = tokens(text);
  const ors = list && split(list, '||');
  if (!ors || ors.length > 1) {
    return whole;
  }
  const parts = split(list, '&&');
  if (parts.some((part) => !part.length)) {
    return whole;
  }
  return parts.flatMap((part) => {
    const place = { start: part[0].start, end: part.at(-1).end };
    const inner = bare(part);
    const nested = inner !== part && split(inner, '||')?.length === 1 ? split(inner, '&&') : undefined;
    if (nested?.length > 1 && nested.every((one) => one.length)) {
      return nested.map((one) => ({
        ...(condition(bare(one)) ?? { raw: text.slice(one[0].start, one.at(-1).end) }),
        start: one[0].start,
        end: one.at(-1).end,
      }));
    }
    return [{ ...(condition(inner) ?? { raw: text.slice(place.start, place.end) }), ...place }];
  });
}

/** Without brackets around all of it. */
function bare(part) {
  const inner = part.slice(1, -1);
  return part[0]?.text === '(' && part.at(-1).text === ')' && inner.length && split(inner, '') ? bare(inner) : part;
}

const is = (token, text) => token?.kind === 'sign' && token.text === text;

function condition(part) {
  if (is(part[0], '!')) {
    const inner = condition(bare(part.slice(1)));
    // `!` binds tighter than `in`: `!x in [1]` is no row.
    const binds = is(part[1], '(') || !['in', 'includes'].includes(inner?.op);
    return inner && binds && OPPOSITES[inner.op] ? { ...inner, op: OPPOSITES[inner.op] } : undefined;
  }
  if (part[0]?.text === 'has' && is(part[1], '(') && is(part.at(-1), ')')) {
    const field = name(part.slice(2, -1));
    return field && { field, op: 'present' };
  }
  const whole = name(part);
  if (whole) {
    return whole.startsWith('labels.') ? undefined : { field: whole, op: 'true' };
  }
  return network(part) ?? method(part) ?? membership(part) ?? comparison(part);
}

/** `cidr.contains("10.0.0.0/24", addresses)` */
function network(part) {
  const called = part[0]?.text === 'cidr' && is(part[1], '.') && part[2]?.text === 'contains' && is(part[3], '(') && is(part.at(-1), ')');
  const [inner, subject, ...more] = called ? (split(part.slice(4, -1), ',') ?? []) : [];
  if (!inner?.length || !subject?.length || more.length) {
    return undefined;
  }
  const field = name(subject);
  const value = literal(inner);
  return field && !field.startsWith('labels.') && value?.kind === 'string' && !value.wrap
    ? { field, op: 'within', value: value.value, kind: 'string' }
    : undefined;
}

function method(part) {
  const at = part.length - 4;
  const called = part[at];
  if (at < 2 || !METHODS.includes(called?.text) || !is(part[at - 1], '.') || !is(part[at + 1], '(') || !is(part[at + 3], ')')) {
    return undefined;
  }
  const field = name(part.slice(0, at - 1));
  const value = literal([part[at + 2]]);
  return field && value?.kind === 'string' ? { field, op: called.text, ...value } : undefined;
}

function membership(part) {
  const at = part.findIndex((token) => token.kind === 'name' && token.text === 'in');
  if (at < 1) {
    return undefined;
  }
  const [left, right] = [part.slice(0, at), part.slice(at + 1)];
  if (is(right[0], '[') && is(right.at(-1), ']')) {
    const field = name(left);
    const inside = right.slice(1, -1);
    const values = inside.length ? split(inside, ',')?.map(literal) : [];
    const kinds = new Set(values?.map((value) => value?.kind));
    if (!field || !values?.length || kinds.size !== 1 || kinds.has(undefined) || values.some((value) => value.wrap)) {
      return undefined;
    }
    return { field, op: 'in', value: values.map(({ value }) => value), kind: values[0].kind };
  }
  const value = literal(left);
  const field = name(right);
  if (field === undefined && right.length === 1 && right[0].text === 'labels' && value?.kind === 'string') {
    return { field: `labels.${value.value}`, op: 'present' };
  }
  return field && value && value.kind !== 'null' ? { field, op: 'includes', ...value } : undefined;
}

function comparison(part) {
  const at = part.findIndex((token) => token.kind === 'sign' && COMPARISONS[token.text]);
  if (at < 1) {
    return undefined;
  }
  const op = COMPARISONS[part[at].text];
  const [left, right] = [part.slice(0, at), part.slice(at + 1)];
  const direct = name(left);
  const field = direct ?? name(right);
  const value = literal(direct ? right : left);
  if (!field || !value) {
    return undefined;
  }
  if (value.kind === 'null') {
    return { eq: { field, op: 'missing' }, ne: { field, op: 'present' } }[op];
  }
  if (value.kind === 'boolean') {
    // What is missing is not true, but `x != true` finds it and `x == false` does not: only the plain form is a row.
    return op === 'eq' && value.value === 'true' ? { field, op: 'true' } : undefined;
  }
  return { field, op: direct ? op : FLIPPED[op], ...value };
}

const RESERVED = new Set(['true', 'false', 'null', 'in', 'has', 'labels', 'values']);

function name(part) {
  const [first, dot, second, third] = part;
  if (part.length === 1 && first.kind === 'name' && !RESERVED.has(first.text)) {
    return first.text;
  }
  if (part.length === 3 && is(dot, '.') && second.kind === 'name') {
    return first.text === 'labels' ? `labels.${second.text}` : first.text === 'values' ? fieldName(second.text) : undefined;
  }
  if (part.length === 4 && first.text === 'labels' && is(dot, '[') && second.kind === 'string' && is(third, ']')) {
    return `labels.${unquoted(second.text)}`;
  }
  return undefined;
}

function literal(part) {
  const [token] = part;
  if (part.length === 4 && ['timestamp', 'duration'].includes(token.text) && is(part[1], '(') && is(part[3], ')')) {
    return part[2].kind === 'string' ? { value: unquoted(part[2].text), kind: 'string', wrap: token.text } : undefined;
  }
  if (part.length !== 1) {
    return undefined;
  }
  if (token.kind === 'string') {
    return { value: unquoted(token.text), kind: 'string' };
  }
  if (token.kind === 'number') {
    return { value: token.text, kind: 'number' };
  }
  if (token.text === 'true' || token.text === 'false') {
    return { value: token.text, kind: 'boolean' };
  }
  return token.text === 'null' ? { value: 'null', kind: 'null' } : undefined;
}

const ESCAPES = { n: '\n', t: '\t', r: '\r' };

function unquoted(text) {
  return text
    .slice(1, -1)
    .replaceAll(/\\(?:u([\da-fA-F]{4})|(.))/g, (_, code, one) => (code ? String.fromCharCode(parseInt(code, 16)) : (ESCAPES[one] ?? one)));
}

/* ---- rows to text ---- */

/** Whether it says something already; one that is being typed does not. */
export function complete(condition) {
  if (condition.raw !== undefined) {
    return condition.raw.trim() !== '';
  }
  if (!condition.field || condition.field === 'labels.') {
    return false;
  }
  return !takesValue(condition.op) || (Array.isArray(condition.value) ? condition.value.length > 0 : Boolean(condition.value));
}

/** @param {Condition[]} conditions those that are not complete are left out */
export function toCel(conditions) {
  const parts = conditions.filter(complete).map(partOf);
  // A raw part may hold an `||`, which binds less than the `&&` around it.
  return parts.length === 1 ? parts[0].cel : parts.map(({ cel, loose }) => (loose ? `(${cel})` : cel)).join(' && ');
}

function partOf(condition) {
  if (condition.raw !== undefined) {
    const list = tokens(condition.raw);
    const ors = list && split(list, '||');
    return { cel: condition.raw.trim(), loose: !ors || ors.length > 1 };
  }
  return { cel: written(condition) };
}

function written({ field, op, value, kind = 'string', wrap }) {
  const label = field.startsWith('labels.') ? field.slice('labels.'.length) : undefined;
  const plain = label === undefined || (/^[A-Za-z_]\w*$/.test(label) && !RESERVED.has(label));
  const named = plain ? field : `labels[${JSON.stringify(label)}]`;
  const one = (text) => quoted(text, kind, wrap);
  switch (op) {
    case 'true':
      return named;
    case 'false':
      return `!${named}`;
    case 'present':
      return plain ? `has(${named})` : `${JSON.stringify(label)} in labels`;
    case 'missing':
      return plain ? `!has(${named})` : `!(${JSON.stringify(label)} in labels)`;
    case 'in':
      return `${named} in [${[value].flat().map(one).join(', ')}]`;
    case 'notIn':
      return `!(${named} in [${[value].flat().map(one).join(', ')}])`;
    case 'includes':
      return `${one(value)} in ${named}`;
    case 'notIncludes':
      return `!(${one(value)} in ${named})`;
    case 'within':
      return `cidr.contains(${one(value)}, ${named})`;
    case 'notWithin':
      return `!cidr.contains(${one(value)}, ${named})`;
    case 'notContains':
      return `!${named}.contains(${one(value)})`;
    case 'contains':
    case 'startsWith':
    case 'endsWith':
      return `${named}.${op}(${one(value)})`;
    default:
      return `${named} ${SIGNS[op]} ${one(value)}`;
  }
}

/** A number that is none is written as a text, and the server says what is wrong with it. */
function quoted(value, kind, wrap) {
  if (kind === 'boolean' || (kind === 'number' && /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value))) {
    return value;
  }
  const text = JSON.stringify(value);
  return wrap ? `${wrap}(${text})` : text;
}

/** Adds a condition to a filter, or takes it away when `condition` is undefined, by its field. */
export function withCondition(text, field, condition) {
  const rest = parse(text).filter((one) => one.field !== field);
  return toCel(condition ? [...rest, condition] : rest);
}

/**
 * Where a message of the server points to: `(line 1, column 11)`.
 *
 * @param {string} message
 * @param {string} text
 * @param {number} [shift] how many characters stood before the text in what was sent, on its first line
 * @returns {{offset: number, line: number, column: number, message: string}|undefined} `message` without the place
 */
export function placeOf(message, text, shift = 0) {
  const [whole, line, column] = /\s*\(line (\d+), column (\d+)\)\s*$/.exec(message) ?? [];
  if (!whole) {
    return undefined;
  }
  const lines = text.split('\n');
  const before = lines.slice(0, Number(line) - 1).reduce((sum, one) => sum + one.length + 1, 0);
  return {
    offset: Math.min(before + Number(column) - 1 - (line === '1' ? shift : 0), text.length),
    line: Number(line),
    column: Number(column) - (line === '1' ? shift : 0),
    message: message.slice(0, message.length - whole.length),
  };
}
