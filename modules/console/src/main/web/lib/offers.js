/**
 * The actions of several items as one list: an action has one name everywhere, so it is there once.
 *
 * @typedef {{name: string, title: string, description: string, disruptive: boolean, parameters: object[], unavailable?: string}} Offer
 */

const asked = ({ name, type, options = [] }) => `${name} ${type} ${[...options].sort().join(' ')}`;

/** What each of some lists asks for: fields of the same name, kind and choice. */
function common([first, ...others]) {
  return first.filter((field) => others.every((list) => list.some((other) => asked(other) === asked(field))));
}

/** Something that has to be said, and cannot be said for all at once. */
function differs(lists, shared) {
  const known = new Set(shared.map(asked));
  return lists.flat().some((field) => field.flags?.includes('required') && !known.has(asked(field)));
}

/**
 * First those that all have. Each tells which items `can` take it now, which `cannot` and why (`''`: it has no such action), what
 * all of them take (`parameters`), whether one needs more than that (`differs`), and what it does by type (`descriptions`).
 *
 * @param {{item: {id: string, type: string}, offers: Offer[], failure?: string}[]} answers `failure`: why it could not be asked
 */
export function joinedOffers(answers) {
  const byName = new Map();
  for (const { item, offers } of answers) {
    for (const offer of offers) {
      const known = byName.get(offer.name) ?? { offer, of: [] };
      known.of.push({ item, offer });
      byName.set(offer.name, known);
    }
  }
  return [...byName.values()]
    .sort((one, other) => (other.of.length === answers.length) - (one.of.length === answers.length))
    .map(({ offer, of }) => {
      const reasons = new Map(of.map((one) => [one.item.id, one.offer.unavailable]));
      const free = of.filter((one) => !one.offer.unavailable);
      const lists = (free.length ? free : of).map((one) => one.offer.parameters);
      const parameters = common(lists);
      return {
        name: offer.name,
        title: offer.title,
        disruptive: of.some((one) => one.offer.disruptive),
        descriptions: new Map(of.map((one) => [one.item.type, one.offer.description])),
        parameters,
        differs: differs(lists, parameters),
        can: free.map((one) => one.item),
        cannot: new Map(
          answers
            .filter(({ item }) => !reasons.has(item.id) || reasons.get(item.id))
            .map(({ item, failure = '' }) => [item.id, reasons.get(item.id) ?? failure]),
        ),
      };
    });
}
