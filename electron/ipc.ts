/**
 * Answers the page's calls to the shell. The caller is our own page, through the preload script. Any frame could try,
 * so every handler first checks the sender (main frame, our origin, a known window) and parses the input.
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

/** The shell's action for each call. */
export type Answers = {
  readonly [Channel in keyof ShellRequests]: (
    ...args: Parameters<ShellRequests[Channel]>
  ) => ReturnType<ShellRequests[Channel]> | Promise<ReturnType<ShellRequests[Channel]>>;
};

/**
 * This needs a schema library, so it is loaded with the core. No page is loaded before the core, so no call can come
 * earlier.
 */
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
