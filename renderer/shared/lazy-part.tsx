import { Component, type ComponentType, lazy, type ReactNode, Suspense, useState } from 'react';
import { useInspector } from '../data/use-inspector.ts';
import { useStrings } from '../strings/use-strings.ts';
import { Button } from '../ui/button.tsx';
import { VisuallyHidden } from '../ui/visually-hidden.tsx';
import styles from './lazy-part.module.css';

/** A part of the window that is a separate file; `preload` loads it before it is needed. */
export type LazyPart<P> = ComponentType<P> & { preload(): void };

/**
 * Makes a component from one that is loaded when it is first shown. A thin line is shown until then, and a sentence
 * with the next step if loading fails.
 */
export function lazyPart<P extends object>(load: () => Promise<ComponentType<P>>): LazyPart<P> {
  return lazyWith(load, <Loading />);
}

/** The same for a dialog: it is loaded when it is first opened, and shows no line meanwhile. */
export function lazyDialog<P extends { readonly isOpen: boolean }>(load: () => Promise<ComponentType<P>>): LazyPart<P> {
  const Loaded = lazyWith(load, null);
  function DialogPart(props: P) {
    const [wasOpened, setWasOpened] = useState(props.isOpen);
    if (props.isOpen && !wasOpened) setWasOpened(true);
    return wasOpened ? <Loaded {...props} /> : null;
  }
  return Object.assign(DialogPart, { preload: Loaded.preload });
}

function lazyWith<P extends object>(load: () => Promise<ComponentType<P>>, fallback: ReactNode): LazyPart<P> {
  let loading: Promise<{ default: ComponentType<P> }> | null = null;
  const loadOnce = () => {
    loading ??= load().then((component) => ({ default: component }));
    return loading;
  };
  const Loaded = lazy(loadOnce) as unknown as ComponentType<P>;
  function Part(props: P) {
    return (
      <NotLoadedBoundary>
        <Suspense fallback={fallback}>
          <Loaded {...props} />
        </Suspense>
      </NotLoadedBoundary>
    );
  }
  const preload = () => {
    loadOnce().catch(() => {
      // The part has not been shown yet, so the next showing tries again.
      loading = null;
    });
  };
  return Object.assign(Part, { preload });
}

/**
 * A page counts as idle between its first commit and its first frame. Loading parts then would delay the first picture.
 */
const FIRST_PICTURE_MS = 1500;

/** Loads parts when the first picture is drawn and the page is idle, so that they are there when they are needed. */
export function preloadWhenIdle(parts: readonly { preload(): void }[]): () => void {
  let handle: number | undefined;
  const timer = setTimeout(() => {
    handle = requestIdleCallback(() => {
      for (const part of parts) part.preload();
    });
  }, FIRST_PICTURE_MS);
  return () => {
    clearTimeout(timer);
    if (handle !== undefined) cancelIdleCallback(handle);
  };
}

/** Shown only if loading takes longer than a moment. */
function Loading() {
  const t = useStrings().common;
  return (
    <div className={styles.loading} role="status">
      <span className={styles.bar} aria-hidden="true" />
      <VisuallyHidden>{t.loadingPart}</VisuallyHidden>
    </div>
  );
}

/** The inspector answers, but the file is missing, because the inspector has another version now. */
function NotLoaded() {
  const t = useStrings().common;
  const isAnswering = useInspector((state) => state.connection === 'live');
  return (
    <div className={styles.failed} role="alert">
      <p>{isAnswering ? t.updated : t.partNotLoaded}</p>
      <Button onClick={() => window.location.reload()}>{isAnswering ? t.reloadWindow : t.reloadPage}</Button>
    </div>
  );
}

/** Catches a part that could not be loaded. Every other error is a programming error and is thrown again. */
class NotLoadedBoundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    if (!isLoadFailure(error)) throw error;
    return <NotLoaded />;
  }
}

/**
 * `import()` of a file that cannot be fetched is a TypeError in every browser; Vite rejects a missing style sheet with
 * its own Error.
 */
function isLoadFailure(error: unknown): boolean {
  return error instanceof Error && /dynamically imported module|Importing a module|preload CSS/i.test(error.message);
}
