/**
 * Replaces the texts in the type of a catalogue by texts of any language. The parameters of sentences keep their types.
 */
export type AnyLanguage<T> = T extends string
  ? string
  : T extends (...args: infer Args) => infer Result
    ? (...args: Args) => Result extends string ? string : Result
    : T extends readonly unknown[]
      ? T
      : { readonly [Key in keyof T]: AnyLanguage<T[Key]> };
