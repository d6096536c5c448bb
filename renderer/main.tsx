import './data/no-eval.ts';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { LanguageProvider, languageOfPage } from './app/shell/language-provider.tsx';
import { showFirstContrast } from './app/shell/use-look.ts';
import { openInspector } from './data/open-inspector.ts';
import { InspectorContext } from './data/use-inspector.ts';
import { RecordingsContext } from './data/use-recordings.ts';
import { WatchingContext } from './data/use-watching.ts';
import { loadCatalogue } from './strings/catalogues.ts';

/** Draws the window once the words of its language are there. */
async function begin(container: HTMLElement): Promise<void> {
  showFirstContrast();
  const { choice, language } = languageOfPage();
  const strings = await loadCatalogue(language);
  const { inspector, recordings, watching } = openInspector();
  createRoot(container).render(
    <StrictMode>
      <RecordingsContext value={recordings}>
        <WatchingContext value={watching}>
          <InspectorContext value={inspector}>
            <LanguageProvider first={strings} firstChoice={choice}>
              <App />
            </LanguageProvider>
          </InspectorContext>
        </WatchingContext>
      </RecordingsContext>
    </StrictMode>,
  );
}

const container = document.getElementById('app');
if (container === null) throw new Error('The page has no place for the app');
void begin(container);
