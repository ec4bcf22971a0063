import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { ApiError } from '../api/api-error.js';
import { uuid } from '../api/uuid.js';

/**
 * Sends a command that carries an idempotency key. When no answer came, pressing the button again with the same
 * contents sends the same key, so that nothing happens twice; after an answer, or with other contents, the key is new.
 */
export function useCommand<Input, Answer>(
  send: (input: Input, key: string) => Promise<Answer>,
  onDone: (answer: Answer, input: Input) => void,
) {
  const attempt = useRef<{ said: string; key: string } | null>(null);
  return useMutation<Answer, ApiError, Input>({
    mutationFn: async (input) => {
      const said = JSON.stringify(input ?? null);
      if (attempt.current?.said !== said) attempt.current = { said, key: uuid() };
      try {
        const answer = await send(input, attempt.current.key);
        attempt.current = null;
        return answer;
      } catch (error) {
        if (error instanceof ApiError && !error.outcomeUnknown) attempt.current = null;
        throw error;
      }
    },
    onSuccess: onDone,
  });
}
