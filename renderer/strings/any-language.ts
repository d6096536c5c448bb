/** A text of one language stands for that text in any language; what goes into a sentence keeps its type. */
export type AnyLanguage<T> = T extends string
  ? string
  : T extends (...args: infer Args) => infer Result
    ? (...args: Args) => Result extends string ? string : Result
    : T extends readonly unknown[]
      ? T
      : { readonly [Key in keyof T]: AnyLanguage<T[Key]> };
