import { addMessages } from 'plenum';

// One catalog for all scripts of the module; keys begin with its name.
addMessages({
  'aws-ec2.chart': '{title}: from {least} to {most}, last {last}',
  'aws-ec2.last': 'How far back',
  'aws-ec2.last.P1D': 'The last day',
  'aws-ec2.last.P30D': 'The last 30 days',
  'aws-ec2.last.P7D': 'The last 7 days',
  'aws-ec2.last.PT3H': 'The last 3 hours',
  'aws-ec2.none': 'Nothing was measured in this time.',
  'aws-ec2.perSecond': '{bytes}/s',
});
