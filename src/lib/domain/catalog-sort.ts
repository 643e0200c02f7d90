/** How the public catalog can be sorted; `relevance`, how well it fits what was asked for, without a question is `newest`. */
export const catalogSorts = ['relevance', 'newest', 'viewed', 'longest', 'oldest'] as const;
export type CatalogSort = (typeof catalogSorts)[number];

/** Rows of four, three, two and one come out even. */
export const CATALOG_PAGE = 24;
