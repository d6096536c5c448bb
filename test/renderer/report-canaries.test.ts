import { expect, it } from 'vitest';
import { reportPage } from '../../renderer/app/export/report/report-page.ts';
import { en } from '../../renderer/strings/en.ts';
import { withLater } from '../../renderer/strings/with-later.ts';
import { zh } from '../../renderer/strings/zh.ts';
import { settingsSchema } from '../../server/contract/settings.ts';
import { reportEntries } from '../../server/export/report-entries.ts';
import { countOf, leftIn, plantedLog, readerOf } from '../export/canaries.ts';

// It takes ten seconds of a processor, and minutes where it is given a small part of one.
it.each([
  { t: withLater(en), offset: 0 },
  { t: withLater(zh), offset: 31 },
])(
  'a report without secrets has no canary, and one with secrets has them ($t.locale)',
  { timeout: 600_000 },
  async ({ t, offset }) => {
    const { entries, packed } = plantedLog(offset);
    const reader = await readerOf(entries);
    const pageOf = async (raw: boolean) => {
      const report = await reportEntries(reader, { part: { of: 'all' }, raw, signingSecrets: [] });
      const about = { owner: null, settings: settingsSchema.parse({}), title: '', author: '', madeAtMs: 0 };
      return reportPage({ ...report, ...about, isRaw: raw }, t);
    };
    expect(leftIn(await pageOf(false), packed)).toEqual([]);
    expect(countOf(await pageOf(true), packed)).toBeGreaterThan(60);
  },
);
