/**
 * Devices, tried from inside the page (requirement 48). The machine of a test has none, so what is looked for is the
 * question to the shell which of them the page may have: it never comes while our handlers stand, and it comes without
 * them, which shows that the page did ask.
 */
import { expect, test } from '@playwright/test';
import { type DesktopApp, withDesktop } from '../support/desktop-app.ts';

/** How a request ends that finds nothing. */
const kinds = [
  { kind: 'hid', none: '0 devices' },
  { kind: 'serial', none: 'NotFoundError' },
  { kind: 'usb', none: 'NotFoundError' },
] as const;

test('refuses access to devices without a question to the user', async () => {
  await withDesktop(async (app) => {
    await countQuestions(app);
    for (const { kind, none } of kinds) expect([await askFor(app, kind), await questions(app)]).toEqual([none, []]);
    await app.electron.evaluate(({ session }) => {
      session.defaultSession.setPermissionRequestHandler(null);
      session.defaultSession.setPermissionCheckHandler(null);
      session.defaultSession.setDevicePermissionHandler(null);
    });
    for (const { kind, none } of kinds) expect([await askFor(app, kind), await questions(app)]).toEqual([none, [kind]]);
  });
});

/** Has each question answered with no device, and counted. */
async function countQuestions({ electron }: DesktopApp): Promise<void> {
  await electron.evaluate(({ session }) => {
    const asked: string[] = [];
    Object.assign(globalThis, { askedForDevices: asked });
    const { defaultSession } = session;
    defaultSession.on('select-hid-device', (event, _details, answer) => {
      event.preventDefault();
      asked.push('hid');
      answer(null);
    });
    defaultSession.on('select-serial-port', (event, _ports, _contents, answer) => {
      event.preventDefault();
      asked.push('serial');
      answer('');
    });
    defaultSession.on('select-usb-device', (event, _details, answer) => {
      event.preventDefault();
      asked.push('usb');
      answer();
    });
  });
}

function questions({ electron }: DesktopApp): Promise<string[]> {
  return electron.evaluate(() => (globalThis as never as { askedForDevices: string[] }).askedForDevices.splice(0));
}

/** Requests the device as a page does after a click. */
async function askFor({ electron }: DesktopApp, kind: 'hid' | 'serial' | 'usb'): Promise<string> {
  const script = {
    hid: 'navigator.hid.requestDevice({ filters: [] }).then(({ length }) => length + " devices")',
    serial: 'navigator.serial.requestPort().then(() => "a port")',
    usb: 'navigator.usb.requestDevice({ filters: [] }).then(() => "a device")',
  }[kind];
  return electron.evaluate(
    ({ webContents }, code) =>
      webContents.getAllWebContents()[0]?.executeJavaScript(`${code}.catch(({ name }) => name)`, true),
    script,
  );
}
