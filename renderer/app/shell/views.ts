import { Activity, Cookie, Database, FlaskConical, type LucideIcon, Settings } from 'lucide-react';
import type { ComponentType } from 'react';
import type { CommandId } from '../../../server/contract/commands/commands.ts';
import type { View } from '../../navigation/use-view.ts';
import { lazyPart } from '../../shared/lazy-part.tsx';
import { LiveView } from '../../views/live/live-view.tsx';

export interface ViewFacts {
  readonly icon: LucideIcon;
  readonly View: ComponentType;
  /** The command that opens it. Its keys and its titles are in the list of commands. */
  readonly command: CommandId;
  /** False if the view acts on the live site and has no content for an opened file. */
  readonly hasRecording: boolean;
}

/** The views that are separate files. The frame preloads them while the page is idle. */
const lazyViews = {
  sessions: lazyPart(async () => (await import('../../views/sessions/sessions-view.tsx')).SessionsView),
  cookies: lazyPart(async () => (await import('../../views/cookies/cookies-view.tsx')).CookiesView),
  lab: lazyPart(async () => (await import('../../views/lab/lab-view.tsx')).LabView),
  settings: lazyPart(async () => (await import('../../views/settings/settings-view.tsx')).SettingsView),
};
export const LAZY_VIEWS = Object.values(lazyViews);

/** Every view of the window. The rail, the commands and the frame are made from this list. */
export const VIEW_FACTS: Readonly<Record<View, ViewFacts>> = {
  live: { icon: Activity, View: LiveView, command: 'show-live', hasRecording: true },
  sessions: {
    icon: Database,
    View: lazyViews.sessions,
    command: 'show-sessions',
    hasRecording: true,
  },
  cookies: {
    icon: Cookie,
    View: lazyViews.cookies,
    command: 'show-cookies',
    hasRecording: true,
  },
  lab: {
    icon: FlaskConical,
    View: lazyViews.lab,
    command: 'show-lab',
    hasRecording: false,
  },
  settings: {
    icon: Settings,
    View: lazyViews.settings,
    command: 'show-settings',
    hasRecording: true,
  },
};
