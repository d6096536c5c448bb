/** Makes the JSON of a large value, by its shape. */
export declare const largeRests: Readonly<Record<string, () => string>>;
