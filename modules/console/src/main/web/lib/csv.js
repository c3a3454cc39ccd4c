/** Comma-separated values after RFC 4180. */

/** One line, from texts, numbers and booleans. */
export function csvLine(cells) {
  return cells.map(csvCell).join(',') + '\r\n';
}

/**
 * Spreadsheets run what begins like a formula, whoever wrote it; an apostrophe makes it a text (OWASP, CSV injection).
 */
function csvCell(cell) {
  const text = typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : String(cell ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A value of an item as one cell: lists are joined, labels written `name=value`, other objects as JSON. */
export function csvValue(value) {
  if (value === undefined || value === null) {
    return '';
  }
  if (Array.isArray(value)) {
    return value.map((one) => String(csvValue(one))).join('; ');
  }
  if (typeof value === 'object') {
    const entries = Object.entries(value);
    return entries.every(([, one]) => typeof one === 'string')
      ? entries.map(([name, one]) => `${name}=${one}`).join('; ')
      : JSON.stringify(value);
  }
  return value;
}
