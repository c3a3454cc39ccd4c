import { addMessages } from 'plenum';

// One catalog for all scripts of the module; keys begin with its name.
addMessages({
  'aws-elb.check': 'Checked by {protocol} {path}',
  'aws-elb.healthy': 'Not unhealthy',
  'aws-elb.leadsTo': 'Leads to',
  'aws-elb.listener': 'Listener',
  'aws-elb.listeners': 'Listeners',
  'aws-elb.noListeners': 'It listens to nothing.',
  'aws-elb.noTargets': 'No targets are registered.',
  'aws-elb.redirect': 'HTTPS on port {port}',
  'aws-elb.state': 'Health',
  'aws-elb.target': 'Target',
  'aws-elb.unhealthy': 'Unhealthy',
});
