import { expect, it } from 'vitest';
import { applySettings, type SiteSettings } from './site-settings.ts';

const defaults: SiteSettings = {
  signUpOpen: true,
  banner: '',
  maxUploadBytes: 50e9,
  totalBytesPerPerson: null,
  dailyBytesPerPerson: 200e9,
  openUploadsPerPerson: 100,
};

it('what was never set has its default', () => expect(applySettings(defaults, new Map())).toEqual(defaults));

it('what is kept replaces the default, no limit too', () => {
  const kept = new Map<string, unknown>([
    ['signUpOpen', false],
    ['dailyBytesPerPerson', null],
  ]);
  expect(applySettings(defaults, kept)).toEqual({
    ...defaults,
    signUpOpen: false,
    dailyBytesPerPerson: null,
  });
});

it('what another version kept is passed over: unknown names, and values that are none', () => {
  const kept = new Map<string, unknown>([
    ['colour', 'red'],
    ['maxUploadBytes', 'much'],
    ['openUploadsPerPerson', 0],
  ]);
  expect(applySettings(defaults, kept)).toEqual(defaults);
});
