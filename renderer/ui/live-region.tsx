import { useEffect, useRef, useState } from 'react';
import { VisuallyHidden } from './visually-hidden.tsx';

const PAUSE_MS = 2000;

/**
 * Speaks the latest of a changing text to assistive tools, at most once every two seconds: a screen reader must not be
 * talked over by a busy log.
 */
export function LiveRegion({ text }: { text: string }) {
  const [spoken, setSpoken] = useState('');
  const lastSpokenAt = useRef(0);
  useEffect(() => {
    const wait = Math.max(0, lastSpokenAt.current + PAUSE_MS - performance.now());
    const timer = setTimeout(() => {
      lastSpokenAt.current = performance.now();
      setSpoken(text);
    }, wait);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <VisuallyHidden>
      <output>{spoken}</output>
    </VisuallyHidden>
  );
}
