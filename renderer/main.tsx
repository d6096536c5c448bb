import './data/no-eval.ts';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { openInspector } from './data/open-inspector.ts';
import { InspectorContext } from './data/use-inspector.ts';

const container = document.getElementById('app');
if (container === null) throw new Error('The page has no place for the app');

createRoot(container).render(
  <StrictMode>
    <InspectorContext value={openInspector()}>
      <App />
    </InspectorContext>
  </StrictMode>,
);
