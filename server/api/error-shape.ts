import type { TRPCDefaultErrorShape, TRPCError } from '@trpc/server';
import { InspectorError } from '../base/errors.ts';

/** The one place where an error becomes what a page sees: a code and a message; never a stack, SQL or a path. */
export function toErrorShape({ shape, error }: { shape: TRPCDefaultErrorShape; error: TRPCError }) {
  const known = error.cause instanceof InspectorError ? error.cause : null;
  const isUnexpected = shape.data.code === 'INTERNAL_SERVER_ERROR' && known === null;
  return {
    message: isUnexpected
      ? 'Something went wrong inside the inspector. Its log on the terminal has the details.'
      : error.message,
    code: shape.code,
    data: {
      code: known?.code ?? shape.data.code,
      httpStatus: known?.status ?? shape.data.httpStatus,
      path: shape.data.path,
    },
  };
}
