/**
 * Reads Markdown into blocks: the part of it that READMEs and help texts need. No HTML comes through, and of addresses
 * only those that lead somewhere harmless.
 *
 * @typedef {{kind: 'text'|'code'|'strong'|'em'|'link', text: string, href?: string}} Inline
 * @typedef {{kind: 'heading', level: number, inlines: Inline[]}
 *   | {kind: 'paragraph'|'quote', inlines: Inline[]}
 *   | {kind: 'code', text: string}
 *   | {kind: 'list', ordered: boolean, items: Inline[][]}
 *   | {kind: 'table', head: Inline[][], rows: Inline[][][]}
 *   | {kind: 'rule'}} Block
 */

const FENCE = /^\s*(```+|~~~+)/;
const HEADING = /^(#{1,6})\s+(.*?)\s*#*$/;
const ITEM = /^\s*(?:([-*+])|(\d{1,9})[.)])\s+(.*)$/;
const RULE = /^\s*(?:-\s*){3,}$|^\s*(?:\*\s*){3,}$|^\s*(?:_\s*){3,}$/;
const TABLE_LINE = /^\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?)?\s*$/;
const INLINE =
  /(?<code>``?)(?<coded>.+?)\k<code>|\*\*(?<strong>[^\s*](?:[^]*?[^\s*])?)\*\*|(?<![\w*])[*_](?<em>[^\s*_](?:[^*_]*[^\s*_])?)[*_](?![\w*])|\[(?<label>[^[\]]{1,400})\]\((?<href>[^()\s]+)\)|<(?<auto>https?:\/\/[^\s<>]+)>/;

/** @returns {Block[]} */
export function parseMarkdown(text) {
  const lines = String(text ?? '').replaceAll('\r\n', '\n').split('\n');
  const blocks = [];
  let at = 0;
  while (at < lines.length) {
    const [block, next] = blockAt(lines, at);
    if (block) {
      blocks.push(block);
    }
    at = next;
  }
  return blocks;
}

function blockAt(lines, at) {
  const line = lines[at];
  if (!line.trim()) {
    return [undefined, at + 1];
  }
  const fence = FENCE.exec(line);
  if (fence) {
    const end = lines.findIndex((other, index) => index > at && other.trim().startsWith(fence[1]));
    const last = end < 0 ? lines.length : end;
    return [{ kind: 'code', text: lines.slice(at + 1, last).join('\n') }, last + 1];
  }
  const heading = HEADING.exec(line);
  if (heading) {
    return [{ kind: 'heading', level: heading[1].length, inlines: parseInlines(heading[2]) }, at + 1];
  }
  if (RULE.test(line)) {
    return [{ kind: 'rule' }, at + 1];
  }
  if (line.includes('|') && TABLE_LINE.test(lines[at + 1] ?? '')) {
    return table(lines, at);
  }
  if (ITEM.test(line)) {
    return list(lines, at);
  }
  const quoted = /^\s*>/.test(line);
  let end = at + 1;
  while (end < lines.length && lines[end].trim() && !begins(lines[end]) && /^\s*>/.test(lines[end]) === quoted) {
    end++;
  }
  const words = lines
    .slice(at, end)
    .map((one) => one.replace(/^\s*>?\s?/, '').trim())
    .join(' ');
  return [{ kind: quoted ? 'quote' : 'paragraph', inlines: parseInlines(words) }, end];
}

/** Whether a line begins another block, without an empty line before it. */
function begins(line) {
  return FENCE.test(line) || HEADING.test(line) || ITEM.test(line) || RULE.test(line);
}

function list(lines, at) {
  const ordered = ITEM.exec(lines[at])[2] !== undefined;
  const items = [];
  let end = at;
  while (end < lines.length) {
    const item = ITEM.exec(lines[end]);
    if (item) {
      items.push(item[3]);
    } else if (lines[end].trim() && /^\s/.test(lines[end])) {
      items[items.length - 1] += ' ' + lines[end].trim();
    } else if (lines[end].trim() || !ITEM.test(lines[end + 1] ?? '')) {
      break;
    }
    end++;
  }
  return [{ kind: 'list', ordered, items: items.map(parseInlines) }, end];
}

function table(lines, at) {
  const cells = (line) =>
    line
      .trim()
      .replace(/^\||\|$/g, '')
      .split('|')
      .map((cell) => parseInlines(cell.trim()));
  const head = cells(lines[at]);
  const rows = [];
  let end = at + 2;
  while (end < lines.length && lines[end].includes('|')) {
    rows.push(cells(lines[end++]));
  }
  return [{ kind: 'table', head, rows }, end];
}

/** @returns {Inline[]} */
export function parseInlines(text) {
  const inlines = [];
  let rest = text;
  for (let match = INLINE.exec(rest); match; match = INLINE.exec(rest)) {
    if (match.index) {
      inlines.push({ kind: 'text', text: rest.slice(0, match.index) });
    }
    inlines.push(inline(match.groups));
    rest = rest.slice(match.index + match[0].length);
  }
  if (rest) {
    inlines.push({ kind: 'text', text: rest });
  }
  return inlines;
}

function inline({ coded, strong, em, label, href, auto }) {
  if (coded !== undefined) {
    return { kind: 'code', text: coded.trim() || coded };
  }
  if (strong !== undefined) {
    return { kind: 'strong', text: strong };
  }
  if (em !== undefined) {
    return { kind: 'em', text: em };
  }
  const target = auto ?? href;
  const text = auto ?? label;
  return /^(?:https?:\/\/|mailto:)/i.test(target) ? { kind: 'link', text, href: target } : { kind: 'text', text };
}
