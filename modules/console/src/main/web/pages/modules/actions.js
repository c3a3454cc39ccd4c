import { href, setQuery } from '../../lib/router.js';
import { t } from '../../lib/i18n.js';
import { whyNot } from '../../lib/session.js';

/** Compares versions as OSGi does: three numbers, then a word. */
export function compareVersions(one, other) {
  const parts = (version) => {
    const [major = 0, minor = 0, micro = 0, ...rest] = version.split('.');
    return [Number(major), Number(minor), Number(micro), rest.join('.')];
  };
  const [left, right] = [parts(one), parts(other)];
  const at = left.findIndex((part, index) => part !== right[index]);
  return at < 0 ? 0 : left[at] < right[at] ? -1 : 1;
}

/** Whether the catalog has something newer, which another build of the same version is as well. */
export function hasUpgrade(module, entry) {
  if (!entry) {
    return false;
  }
  const order = compareVersions(entry.version, module.version);
  return order > 0 || (order === 0 && entry.digest !== module.digest);
}

/** Opens the plan of a change; the address keeps it. */
export function look(kind, module, version = '') {
  setQuery({ change: kind, module, version }, { push: true });
}

/**
 * What can be done with an installed module, as items of a menu.
 *
 * @param {any} module
 * @param {any} [entry] what the catalog has
 */
export function moduleActions(module, entry) {
  const manage = whyNot('module.manage', t);
  const upgrade = hasUpgrade(module, entry);
  const disabled = module.state === 'disabled';
  return [
    {
      label: upgrade ? t('modules.upgradeTo', { version: entry.version }) : t('modules.upgrade'),
      icon: 'arrow-up',
      reason: manage || (upgrade ? '' : t('modules.newest')),
      action: () => look('upgrade', module.name, entry.version),
    },
    { label: t('modules.downgrade'), icon: 'arrow-down', reason: manage, action: () => look('downgrade', module.name) },
    disabled
      ? { label: t('modules.enable'), icon: 'play', reason: manage, action: () => look('enable', module.name) }
      : { label: t('modules.disable'), icon: 'stop', reason: manage, action: () => look('disable', module.name) },
    {
      label: t('modules.uninstall'),
      icon: 'trash',
      danger: true,
      separator: true,
      reason: manage,
      action: () => look('uninstall', module.name),
    },
  ];
}

export const moduleHref = (name) => href(`/modules/${name}`);
