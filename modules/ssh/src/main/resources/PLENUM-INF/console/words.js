import { addMessages } from 'plenum';

// One catalog for all scripts of the module; keys begin with its name. Fields are called what the content type calls them.
addMessages({
  'ssh.access': 'Log-in',
  'ssh.asConnection': "the connection's",
  'ssh.changed': 'The host shows another key than the one that is kept',
  'ssh.changedHelp':
    'Nobody logs in there, and what is shown here is older. Ask who runs the host why the key has changed and what its fingerprint is, not the message. Then take the action Accept host key with that fingerprint.',
  'ssh.connection': 'Connection',
  'ssh.disk': 'Disk',
  'ssh.hardware': 'Hardware',
  'ssh.kept': 'Kept',
  'ssh.keptHelp': 'No other key is accepted, whatever the connection trusts.',
  'ssh.key': 'Host key',
  'ssh.logsInBy': 'Logs in by',
  'ssh.logsInBy.password': 'A password. Rotate the secrets of the connection, and a key takes its place.',
  'ssh.logsInBy.privateKey': 'A key',
  'ssh.model': 'Model',
  'ssh.network': 'Network',
  'ssh.never': 'No key is known yet. The next look at the host keeps the one that it shows.',
  'ssh.observed': 'Looked at last',
  'ssh.rotation': 'Rotation of secrets',
  'ssh.rotation.introducing': 'A new key is stored and not yet accepted everywhere; the present secrets are in use.',
  'ssh.rotation.none': 'None is under way.',
  'ssh.rotation.withdrawing': 'The new key is in use; the secrets before are kept for hosts that know no other.',
  'ssh.size': 'Size',
  'ssh.system': 'System',
  'ssh.user': 'User',
});
