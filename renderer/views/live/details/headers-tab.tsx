import type { RequestRecord } from '../../../../server/contract/log-entry.ts';
import { requestLine, statusWords, versionText } from '../../../sentences/request-words.ts';
import { useStrings } from '../../../strings/use-strings.ts';
import { HeaderBlock } from './header-block.tsx';
import body from './request-details.module.css';

export interface HeadersTabProps {
  readonly record: RequestRecord;
  readonly isWrapped: boolean;
}

/** The heads of both messages exactly as on the wire: in order, with duplicates. */
export function HeadersTab({ record, isWrapped }: HeadersTabProps) {
  const strings = useStrings();
  const t = strings.details;
  const version = versionText(record, strings);
  const isFile = record.verdict.kind === 'not-observed';
  return (
    <div className={body.body}>
      <HeaderBlock
        title={t.request}
        firstLine={`${requestLine(record, strings)} ${version}`}
        headers={record.requestHeaders}
        copyLabel={t.copyRequest}
        isWrapped={isWrapped}
      />
      {record.status === null && record.responseHeaders.length === 0 ? (
        <p>{isFile ? t.noResponseInFile : t.noResponse}</p>
      ) : (
        <HeaderBlock
          title={t.response}
          firstLine={`${version} ${statusWords(record, strings)} ${record.statusText}`}
          headers={record.responseHeaders}
          copyLabel={t.copyResponse}
          isWrapped={isWrapped}
          foot={record.responseBodyBytes === null ? t.bodyUnknown : t.body(record.responseBodyBytes)}
        />
      )}
    </div>
  );
}
