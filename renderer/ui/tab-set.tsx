import { Tabs } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import styles from './tab-set.module.css';

export interface Tab<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly content: ReactNode;
}

export interface TabSetProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly tabs: readonly Tab<T>[];
  /** The content at the end of the tab bar. */
  readonly tools: ReactNode;
  /** The content between the bar and every panel. */
  readonly lead: ReactNode;
}

/** Several views of one object, one at a time. Only the visible one is drawn. */
export function TabSet<T extends string>({ label, value, onChange, tabs, tools, lead }: TabSetProps<T>) {
  return (
    <Tabs.Root className={styles.root} value={value} onValueChange={(next: T) => onChange(next)}>
      <div className={styles.bar}>
        <Tabs.List className={styles.list} aria-label={label} activateOnFocus>
          {tabs.map((tab) => (
            <Tabs.Tab key={tab.value} value={tab.value} className={styles.tab}>
              {tab.label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tools}
      </div>
      {lead}
      {tabs.map((tab) => (
        <Tabs.Panel key={tab.value} value={tab.value} className={styles.panel}>
          {tab.content}
        </Tabs.Panel>
      ))}
    </Tabs.Root>
  );
}
