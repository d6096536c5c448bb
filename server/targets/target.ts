import type { TargetAddress, TargetKind, TargetState } from '../contract/target.ts';

/** One observed app. A workspace has exactly one target, or none if it shows a file. */
export interface Target {
  readonly id: string;
  readonly kind: TargetKind;
  readonly name: string;
  /** A new object after the target has moved. */
  readonly address: TargetAddress;
  readonly state: TargetState;
  /** Starts to listen. Rejects with NoFreePort if no port can be had; `state` then says why. */
  open(): Promise<void>;
  /**
   * Listens at another port, and then leaves the present one. Requests under way end where they began. Rejects with
   * NoFreePort if no port can be had; the target then stays where it is.
   */
  moveTo(wantedPort: number): Promise<void>;
  /** Stops listening. Requests under way get a moment to end. */
  close(): Promise<void>;
}
