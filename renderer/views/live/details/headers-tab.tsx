import type { RequestRecord } from '../../../../server/contract/log-entry.ts';
import { useStrings } from '../../../strings/use-strings.ts';
import { HeaderBlock } from './header-block.tsx';
import body from './request-details.module.css';

export interface HeadersTabProps {
  readonly record: RequestRecord;
  readonly isWrapped: boolean;
}

/** Both messages' heads as they stood on the wire: in order, duplicates kept. */
export function HeadersTab({ record, isWrapped }: HeadersTabProps) {
  const t = useStrings().details;
  return (
    <div className={body.body}>
      <HeaderBlock
        title={t.request}
        firstLine={`${record.method} ${record.url} HTTP/${record.httpVersion}`}
        headers={record.requestHeaders}
        copyLabel={t.copyRequest}
        isWrapped={isWrapped}
      />
      {record.status === null ? (
        <p>{t.noResponse}</p>
      ) : (
        <HeaderBlock
          title={t.response}
          firstLine={`HTTP/${record.httpVersion} ${record.status} ${record.statusText}`}
          headers={record.responseHeaders}
          copyLabel={t.copyResponse}
          isWrapped={isWrapped}
          foot={t.body(record.responseBodyBytes)}
        />
      )}
    </div>
  );
}
