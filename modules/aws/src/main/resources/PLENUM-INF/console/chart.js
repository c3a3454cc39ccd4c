/** Where the points of a series lie in a picture of 100 by 30: a line for each stretch without a gap. */
export function lines(points, { from, to, step, least, most }) {
  const start = from.getTime();
  const span = to.getTime() - start || 1;
  const height = most - least || 1;
  const found = [];
  let before;
  for (const { time, value } of points) {
    const at = new Date(time).getTime();
    const x = round(((at - start) / span) * 100);
    const y = round(30 - ((value - least) / height) * 30);
    if (before === undefined || at - before > 2 * step) {
      found.push([]);
    }
    found.at(-1).push(`${x},${y}`);
    before = at;
  }
  return found;
}

const round = (number) => Math.round(number * 100) / 100;

/** From which to which value a picture goes: shares of a whole from 0 to 100, others from 0. */
export function range({ unit, points }) {
  const values = points.map(({ value }) => value);
  return { least: Math.min(0, ...values), most: unit === '%' ? Math.max(100, ...values) : Math.max(1, ...values) };
}
