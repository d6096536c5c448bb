import './data/no-eval.ts';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { languageFor } from '../server/contract/language.ts';
import { App } from './app.tsx';
import { openInspector } from './data/open-inspector.ts';
import { InspectorContext } from './data/use-inspector.ts';
import { loadCatalogue } from './strings/catalogues.ts';
import { StringsContext } from './strings/use-strings.ts';

/** Draws the window once the words of its language are there. */
async function begin(container: HTMLElement): Promise<void> {
  const language = languageFor('system', navigator.languages);
  document.documentElement.lang = language;
  const strings = await loadCatalogue(language);
  createRoot(container).render(
    <StrictMode>
      <InspectorContext value={openInspector()}>
        <StringsContext value={strings}>
          <App />
        </StringsContext>
      </InspectorContext>
    </StrictMode>,
  );
}

const container = document.getElementById('app');
if (container === null) throw new Error('The page has no place for the app');
void begin(container);
