import { addMessages } from 'plenum';

// One catalog for all scripts of the module; keys begin with its name.
addMessages({
  'aws-ec2.actions': 'What can be done',
  'aws-ec2.actions.attach': 'Attach and detach',
  'aws-ec2.actions.contents': 'Contents and size',
  'aws-ec2.actions.other': 'Other',
  'aws-ec2.actions.power': 'Power',
  'aws-ec2.actionsHelp': 'Take them with the button Actions above.',
  'aws-ec2.addresses': 'Addresses',
  'aws-ec2.device': 'Device',
  'aws-ec2.elasticIps': 'Elastic IPs',
  'aws-ec2.groups': 'Security groups',
  'aws-ec2.inside': 'Name inside',
  'aws-ec2.mac': 'MAC',
  'aws-ec2.network': 'Network',
  'aws-ec2.noVolumes': 'No volume is attached.',
  'aws-ec2.public': 'Public name',
  'aws-ec2.size': 'Size',
  'aws-ec2.status': 'Status',
  'aws-ec2.subnet': 'Subnet',
  'aws-ec2.unavailable': '{title}: {why}',
  'aws-ec2.volume': 'Volume',
  'aws-ec2.volumes': 'Volumes',
  'aws-ec2.vpc': 'VPC',
});
