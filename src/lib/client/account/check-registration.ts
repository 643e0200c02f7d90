export interface Registration {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export type RegistrationField = keyof Registration;
export type FieldSentences = Partial<Record<RegistrationField, string>>;

const SHORTEST_PASSWORD = 8;
const LONGEST_PASSWORD = 128;

/** What a person can put right before the server is asked; it judges again. */
export function checkRegistration({ name, email, password }: Registration): FieldSentences {
  const sentences: FieldSentences = {};
  if (name.trim() === '') sentences.name = 'Enter the name that others will see.';
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim()))
    sentences.email = 'Enter an address like name@example.org.';
  const fault = checkNewPassword(password);
  if (fault) sentences.password = fault;
  return sentences;
}

/** What is wrong with a password that somebody chooses; nothing when it will do. */
export function checkNewPassword(password: string): string | undefined {
  if (password.length < SHORTEST_PASSWORD) return `Use at least ${SHORTEST_PASSWORD} characters.`;
  if (password.length > LONGEST_PASSWORD) return `Use at most ${LONGEST_PASSWORD} characters.`;
  return undefined;
}

/** Sentences of our own for what the server refused, field by field. */
export function sentencesOfRefusal(refused: Readonly<Record<string, string>>): FieldSentences {
  const sentences: FieldSentences = {};
  if (refused.name) sentences.name = 'Enter a name of at most 80 characters.';
  if (refused.email) sentences.email = 'This address is not valid.';
  if (refused.password) sentences.password = 'Use 8 to 128 characters.';
  return sentences;
}
