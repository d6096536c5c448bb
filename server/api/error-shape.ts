import type { TRPCDefaultErrorShape, TRPCError } from '@trpc/server';
import { ZodError } from 'zod';
import { InspectorError } from '../base/errors.ts';

/**
 * The only place that converts an error for a page. The result is a code and a message, never a stack, SQL or a path.
 */
export function toErrorShape({ shape, error }: { shape: TRPCDefaultErrorShape; error: TRPCError }) {
  const known = error.cause instanceof InspectorError ? error.cause : null;
  const isUnexpected = shape.data.code === 'INTERNAL_SERVER_ERROR' && known === null;
  return {
    message: isUnexpected
      ? 'Something went wrong inside the inspector. Its log on the terminal has the details.'
      : sentence(error),
    code: shape.code,
    data: {
      code: known?.code ?? shape.data.code,
      httpStatus: known?.status ?? shape.data.httpStatus,
      path: shape.data.path,
    },
  };
}

/** The first problem of a refused input, since zod's own message is a list in JSON. */
function sentence(error: TRPCError): string {
  const issue = error.cause instanceof ZodError ? error.cause.issues[0] : undefined;
  if (issue === undefined) return error.message;
  return `The inspector does not accept this${issue.path.length > 0 ? ` (${issue.path.join('.')})` : ''}: ${issue.message}.`;
}
