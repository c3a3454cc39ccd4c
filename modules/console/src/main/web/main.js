import './shell/plenum-app.js';
