import type { TargetAddress, TargetKind, TargetState } from '../contract/target.ts';

/** One observed app. A workspace has exactly one target, or none if it shows a file. */
export interface Target {
  readonly id: string;
  readonly kind: TargetKind;
  readonly name: string;
  /** A new object after the target has moved. */
  readonly address: TargetAddress;
  readonly state: TargetState;
  /** Starts to listen. Rejects with NoFreePort if no port is free; `state` then contains the reason. */
  open(): Promise<void>;
  /**
   * Listens at another port, and then closes the present one. Running requests end on their connections. Rejects with
   * NoFreePort if no port is free; the target then keeps its port.
   */
  moveTo(wantedPort: number): Promise<void>;
  /** Stops listening. Running requests get a moment to end. */
  close(): Promise<void>;
}
