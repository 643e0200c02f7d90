'use client';

import { useEffect } from 'react';

const QUESTION = 'What you changed is not saved. Leave this page all the same?';

/** Asks before a link or the closing of the tab takes away what was typed. Going back in the browser's history is not asked about. */
export function useLeaveWarning(isDirty: boolean): void {
  useEffect(() => {
    if (!isDirty) return;
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    // In the capturing phase: before Next's own links act.
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
      const staysHere = event.ctrlKey || event.metaKey || event.shiftKey || link?.hasAttribute('download');
      if (!link || staysHere || link.getAttribute('href')?.startsWith('#')) return;
      if (window.confirm(QUESTION)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('beforeunload', onUnload);
    document.addEventListener('click', onClick, true);
    return () => {
      window.removeEventListener('beforeunload', onUnload);
      document.removeEventListener('click', onClick, true);
    };
  }, [isDirty]);
}
