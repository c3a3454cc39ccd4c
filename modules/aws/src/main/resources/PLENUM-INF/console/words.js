import { addMessages } from 'plenum';

// One catalog for all scripts of the module; keys begin with its name.
addMessages({
  'aws.chart': '{title}: from {least} to {most}, last {last}',
  'aws.last': 'How far back',
  'aws.last.P1D': 'The last day',
  'aws.last.P30D': 'The last 30 days',
  'aws.last.P7D': 'The last 7 days',
  'aws.last.PT3H': 'The last 3 hours',
  'aws.none': 'Nothing was measured in this time.',
  'aws.perSecond': '{amount}/s',
});
