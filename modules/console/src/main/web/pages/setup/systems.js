/**
 * What can be connected: modules of the catalog that bring a way to systems. One that leaves what is there to further
 * modules, named after it, is of no use alone; so these are its parts, one of which is installed and brings it along.
 */
export function systems(catalog, installed) {
  const active = new Set(installed.filter(({ state }) => state === 'active').map(({ name }) => name));
  const seen = new Set();
  const modules = catalog.filter(({ name }) => !seen.has(name) && seen.add(name));
  return modules
    .filter(({ requires = [] }) => requires.includes('infrastructure'))
    .map((module) => {
      const parts = modules.filter(({ name, requires = [] }) => requires.includes(module.name) && name.startsWith(`${module.name}-`));
      const there = active.has(module.name) && (parts.length === 0 || parts.some(({ name }) => active.has(name)));
      return { ...module, parts, there };
    });
}
