import add from 'icon:plus';
import access from 'icon:key';
import actions from 'icon:bolt';
import arrowDown from 'icon:arrow-down';
import arrowUp from 'icon:arrow-up';
import audit from 'icon:shield-check';
import automation from 'icon:clock';
import bars from 'icon:bars-3';
import box from 'icon:cube';
import changes from 'icon:arrows-right-left';
import check from 'icon:check';
import checkCircle from 'icon:check-circle';
import chevronDown from 'icon:chevron-down';
import chevronLeft from 'icon:chevron-left';
import chevronRight from 'icon:chevron-right';
import chevronUp from 'icon:chevron-up';
import clock from 'icon:clock';
import close from 'icon:x-mark';
import cloud from 'icon:cloud';
import code from 'icon:code-bracket';
import columns from 'icon:view-columns';
import computer from 'icon:computer-desktop';
import connection from 'icon:link';
import copy from 'icon:square-2-stack';
import cpu from 'icon:cpu-chip';
import database from 'icon:circle-stack';
import documentText from 'icon:document-text';
import download from 'icon:arrow-down-tray';
import edit from 'icon:pencil-square';
import error from 'icon:x-circle';
import external from 'icon:arrow-top-right-on-square';
import eye from 'icon:eye';
import eyeOff from 'icon:eye-slash';
import filter from 'icon:funnel';
import globe from 'icon:globe-alt';
import health from 'icon:heart';
import history from 'icon:clock';
import info from 'icon:information-circle';
import inventory from 'icon:server-stack';
import list from 'icon:list-bullet';
import lock from 'icon:lock-closed';
import logIn from 'icon:arrow-right-end-on-rectangle';
import logOut from 'icon:arrow-right-start-on-rectangle';
import modules from 'icon:puzzle-piece';
import moon from 'icon:moon';
import more from 'icon:ellipsis-horizontal';
import network from 'icon:share';
import operations from 'icon:queue-list';
import overview from 'icon:squares-2x2';
import pause from 'icon:pause';
import play from 'icon:play';
import power from 'icon:power';
import question from 'icon:question-mark-circle';
import refresh from 'icon:arrow-path';
import revert from 'icon:arrow-uturn-left';
import rocket from 'icon:rocket-launch';
import save from 'icon:bookmark';
import search from 'icon:magnifying-glass';
import server from 'icon:server';
import signal from 'icon:signal';
import signalOff from 'icon:signal-slash';
import sortable from 'icon:chevron-up-down';
import space from 'icon:folder';
import sparkles from 'icon:sparkles';
import stop from 'icon:stop-circle';
import storage from 'icon:archive-box';
import sun from 'icon:sun';
import system from 'icon:cog-6-tooth';
import table from 'icon:table-cells';
import tag from 'icon:tag';
import terminal from 'icon:command-line';
import trash from 'icon:trash';
import types from 'icon:rectangle-stack';
import upload from 'icon:arrow-up-tray';
import user from 'icon:user-circle';
import users from 'icon:users';
import warning from 'icon:exclamation-triangle';
import wrench from 'icon:wrench';

/** The drawings by the names that pages and extensions use. */
export const icons = {
  access, actions, add, 'arrow-down': arrowDown, 'arrow-up': arrowUp, audit, automation, bars, box, changes, check,
  'check-circle': checkCircle, 'chevron-down': chevronDown, 'chevron-left': chevronLeft, 'chevron-right': chevronRight,
  'chevron-up': chevronUp, clock, close, cloud, code, columns, computer, connection, copy, cpu, database,
  document: documentText, download, edit, error, external, eye, 'eye-off': eyeOff, filter, globe, health, history, info,
  inventory, list, lock, 'log-in': logIn, 'log-out': logOut, modules, moon, more, network, operations, overview, pause, play,
  power, question, refresh, revert, rocket, save, search, server, signal, 'signal-off': signalOff, sortable, space,
  sparkles, stop, storage, sun, system, table, tag, terminal, trash, types, upload, user, users, warning, wrench,
};
