import { trace } from '@opentelemetry/api';
import type { OtlpSettings } from './otlp-provider.ts';

/**
 * Sends spans to a collector from now on. Without an endpoint nothing is loaded, and every span is a word that nobody
 * hears. Answers what sends the rest before the program ends.
 */
export async function startTracing({
  endpoint,
  ...settings
}: Omit<OtlpSettings, 'endpoint'> & { readonly endpoint: string | undefined }): Promise<() => Promise<void>> {
  if (!endpoint) return () => Promise.resolve();
  const { createOtlpProvider } = await import('./otlp-provider.ts');
  const { provider, stop } = createOtlpProvider({ endpoint, ...settings });
  trace.setGlobalTracerProvider(provider);
  return stop;
}
