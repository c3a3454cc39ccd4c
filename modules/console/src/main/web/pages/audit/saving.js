/** Gives the reader a file. */
export function save(name, type, parts) {
  const address = URL.createObjectURL(new Blob(parts, { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

const quoted = (text) => `"${String(text ?? '').replaceAll('"', '""')}"`;

/** What a spreadsheet would take for a formula is made text. */
const cell = (text) => quoted(/^[=+\-@\t\r]/.test(String(text ?? '')) ? `'${text}` : text);

export const CSV_HEAD = 'index,time,actor,action,outcome,targetType,targetId,space,source,correlation,eventId,leafHash\r\n';

/** An entry as a line of a table. */
export function csvLine(entry, who) {
  const { event } = entry;
  return (
    [
      entry.index,
      event.time,
      who,
      event.action,
      event.outcome,
      event.target.type,
      event.target.id,
      event.space,
      event.source,
      event.correlation,
      entry.eventId,
      entry.leafHash,
    ]
      .map(cell)
      .join(',') + '\r\n'
  );
}
