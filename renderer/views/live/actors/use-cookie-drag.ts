import { type DragEvent, useState } from 'react';
import type { ActorState } from '../../../../server/contract/actor.ts';
import { useCommands } from '../../../data/use-inspector.ts';

/**
 * The actor whose cookie is dragged. The cookie itself is not part of the drag data, so it cannot be dropped elsewhere
 * by accident.
 */
const TYPE = 'application/x-session-inspector-actor';

/**
 * Dragging an actor's cookie onto another card copies it there, which is a complete hijack. The menu does the same
 * without a mouse. `source` is for the dragged element, `target` for the card.
 */
export function useCookieDrag({ id, cookieValue }: ActorState) {
  const { copyCookie } = useCommands();
  const [isOver, setIsOver] = useState(false);
  const isOurs = (event: DragEvent) => event.dataTransfer.types.includes(TYPE);
  return {
    isOver,
    source: {
      draggable: cookieValue !== null,
      onDragStart(event: DragEvent) {
        event.dataTransfer.setData(TYPE, id);
        event.dataTransfer.effectAllowed = 'copy';
      },
    },
    target: {
      onDragOver(event: DragEvent) {
        if (!isOurs(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        setIsOver(true);
      },
      onDragLeave(event: DragEvent) {
        const isInside = event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget);
        if (!isInside) setIsOver(false);
      },
      onDrop(event: DragEvent) {
        setIsOver(false);
        if (!isOurs(event)) return;
        event.preventDefault();
        const from = event.dataTransfer.getData(TYPE);
        if (from !== id) void copyCookie(from, id);
      },
    },
  } as const;
}
