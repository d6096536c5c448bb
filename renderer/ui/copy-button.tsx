import { Check, Copy, TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useStrings } from '../strings/use-strings.ts';
import { IconButton } from './icon-button.tsx';

export interface CopyButtonProps {
  /** The exact text that is copied. */
  readonly text: string;
  readonly label: string;
}

const SHOWN_MS = 1600;

/** Copies a text and says so, in the button itself. */
export function CopyButton({ text, label }: CopyButtonProps) {
  const t = useStrings().common;
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');

  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(setState, SHOWN_MS, 'idle');
    return () => clearTimeout(timer);
  }, [state]);

  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setState('copied'),
      () => setState('failed'),
    );
  };
  const name = { idle: label, copied: t.copied, failed: t.copyFailed }[state];
  return (
    <IconButton label={name} onClick={copy} aria-live="polite">
      {state === 'idle' && <Copy size={14} />}
      {state === 'copied' && <Check size={14} />}
      {state === 'failed' && <TriangleAlert size={14} />}
    </IconButton>
  );
}
