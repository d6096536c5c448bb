/** Three versions of a schema; the second and the third step come by places where a process may be told to die. */
export const steps: readonly string[] = [
  'CREATE TABLE one (n INTEGER NOT NULL) STRICT;',
  `SELECT come_by('the start of step 2');
   CREATE TABLE two (n INTEGER NOT NULL) STRICT;
   INSERT INTO two SELECT n FROM one;
   SELECT come_by('the middle of step 2');
   DROP TABLE one;
   SELECT come_by('the end of step 2');`,
  `SELECT come_by('the start of step 3');
   ALTER TABLE two ADD COLUMN m INTEGER;
   UPDATE two SET m = n + 1;
   SELECT come_by('the end of step 3');`,
];

/** The rows of version 1 in each version. */
export const contents = [
  { table: 'one', rows: [{ n: 7 }, { n: 8 }] },
  { table: 'two', rows: [{ n: 7 }, { n: 8 }] },
  {
    table: 'two',
    rows: [
      { n: 7, m: 8 },
      { n: 8, m: 9 },
    ],
  },
] as const;
