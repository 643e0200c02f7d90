import { expect, it } from 'vitest';
import { catalogAddress, readCatalogAddress } from './catalog-address.ts';

it('an address says what is shown, and the same again leads to the same', () => {
  const after = '1763726400000-01KAZX5V3H8T6W2M4N9QRS7BCD';
  for (const asked of [{}, { q: 'rain & sea' }, { sort: 'oldest', after }, { q: 'rain', sort: 'longest' }]) {
    const read = readCatalogAddress(asked);
    expect(read).toMatchObject(asked);
    const again = new URL(catalogAddress(read), 'http://x').searchParams;
    expect(readCatalogAddress(Object.fromEntries(again))).toEqual(read);
  }
});

it('what is searched for is sorted by how well it fits, all else by age', () => {
  expect(readCatalogAddress({ q: 'rain' }).sort).toBe('relevance');
  expect(readCatalogAddress({ q: ' ' }).sort).toBe('newest');
  expect(readCatalogAddress({ sort: 'relevance' }).sort).toBe('newest');
});

it('what makes no sense is passed over', () => {
  const asked = { q: ['a', 'b'], sort: '__proto__', after: "1' or 1=1" };
  expect(readCatalogAddress(asked)).toEqual({ q: '', sort: 'newest', after: null });
});
