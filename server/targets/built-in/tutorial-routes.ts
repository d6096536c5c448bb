import type { Express } from 'express';
import type { SessionEngine } from '../../engines/engine.ts';
import { escapeHtml } from '../escape-html.ts';

/**
 * The three routes of the classic tutorial, with its exact words. They change state on GET, as in the tutorial, so any
 * page or prefetch can trigger them. Apps should follow the routes under /session instead.
 */
export function addTutorialRoutes(routes: Express, engine: SessionEngine): void {
  routes.get('/setsession', (req, res) => {
    engine.sessionOf(req).set('Username', 'Admin');
    res.send('The session has been Set');
  });

  routes.get('/getsession', (req, res) => {
    const username = engine.sessionOf(req).get('Username');
    if (username === undefined) res.send('Welcome Anonymous');
    else res.send(`Welcome ${escapeHtml(typeof username === 'string' ? username : JSON.stringify(username))}`);
  });

  routes.get('/popsession', (req, res) => {
    engine.sessionOf(req).pop('Username');
    res.send('Session Deleted');
  });
}
