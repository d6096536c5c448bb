import type { RequestRecord } from '../../../../server/contract/log-entry.ts';
import { useStrings } from '../../../strings/use-strings.ts';
import { byPlace } from '../../../ui/by-place.ts';
import { HostileText } from '../../../ui/hostile-text.tsx';
import { Notice } from '../../../ui/notice.tsx';

/**
 * The errors of the request, above every tab. They may be the only sign of a failure, because the client may have
 * received a status of 200.
 */
export function RequestErrors({ record }: { record: RequestRecord }) {
  const { details: t, common } = useStrings();
  return byPlace(record.errors).map(({ key, item: error }) => (
    <Notice key={key} tone="error">
      <strong>
        {t.errorTitle[error.where]}
        {common.colon}
      </strong>
      <HostileText text={error.message} />
    </Notice>
  ));
}
