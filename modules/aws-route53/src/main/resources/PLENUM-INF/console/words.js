import { addMessages } from 'plenum';

// One catalog for all scripts of the module; keys begin with its name.
addMessages({
  'aws-route53.alias': 'Alias of {name}',
  'aws-route53.contents': 'Values',
  'aws-route53.more': 'The first {count} are shown; the inventory has all.',
  'aws-route53.name': 'Name',
  'aws-route53.noRecords': 'No record of this zone is known.',
  'aws-route53.records': 'Records',
  'aws-route53.set': 'Set',
  'aws-route53.ttl': 'Time to live',
  'aws-route53.type': 'Type',
});
