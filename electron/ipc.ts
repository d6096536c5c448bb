/**
 * Answers what the page asks of the shell. Callers: our own page, through the preload script; but any frame could
 * try, so every handler first checks who asks (main frame, our origin, a window we know) and parses what was sent.
 */
import { BrowserWindow, ipcMain, type WebContents, type WebFrameMain } from 'electron';
import { z } from 'zod';
import { COMMAND_IDS } from '../server/contract/commands/commands.ts';
import { LANGUAGES } from '../server/contract/language.ts';
import { isOwnUrl } from './app-origin.ts';
import type { ShellRequests } from './shell-channels.ts';

/** The arguments of each request as they may arrive. */
const argumentSchemas = {
  'shell:open-site': z.tuple([z.string().max(64).nullable()]),
  'shell:reveal-file': z.tuple([z.string().max(64)]),
  'shell:reveal-data-folder': z.tuple([]),
  'shell:set-menu': z.tuple([
    z.object({ language: z.enum(LANGUAGES), usable: z.array(z.enum(COMMAND_IDS)).max(COMMAND_IDS.length) }),
  ]),
} satisfies { [Channel in keyof ShellRequests]: z.ZodType<Parameters<ShellRequests[Channel]>> };

/** What the shell does for each request. */
export type Answers = {
  readonly [Channel in keyof ShellRequests]: (
    ...args: Parameters<ShellRequests[Channel]>
  ) => ReturnType<ShellRequests[Channel]> | Promise<ReturnType<ShellRequests[Channel]>>;
};

/** Needs a schema library, so it is loaded with the core; no page is there to ask before that. */
export function answerPage(answers: Answers): void {
  for (const channel of Object.keys(argumentSchemas) as (keyof ShellRequests)[]) answerChannel(channel, answers);
}

function answerChannel<Channel extends keyof ShellRequests>(channel: Channel, answers: Answers): void {
  ipcMain.handle(channel, (event, ...args: unknown[]) => {
    if (!isOurPage(event.sender, event.senderFrame)) throw new Error('Refused: not asked by the app window');
    const parsed = argumentSchemas[channel].safeParse(args);
    if (!parsed.success) throw new Error('Refused: wrong arguments');
    return answers[channel](...(parsed.data as Parameters<ShellRequests[Channel]>));
  });
}

function isOurPage(sender: WebContents, frame: WebFrameMain | null): boolean {
  return (
    frame !== null &&
    frame === sender.mainFrame &&
    isOwnUrl(frame.url) &&
    BrowserWindow.fromWebContents(sender) !== null
  );
}
