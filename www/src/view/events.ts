type Field = HTMLInputElement | HTMLTextAreaElement;

/** A listener that hands on what a field now holds. */
export const onValue = (take: (value: string) => void) => (event: Event) =>
  take((event.currentTarget as Field).value);
