import { render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { forgetKey, hasKey, onKeyWanted } from './api';
import { AccessPage } from './access';
import { EnrollPage } from './enroll';
import { GalleriesPage, GalleryPage } from './galleries';
import { ModelsPage } from './models';
import { PipelinePage } from './pipeline';
import { to, useRoute } from './route';
import { SearchPage } from './search';
import { SubjectPage } from './subject';
import { texts } from './texts';
import { Dialog, Field } from './ui';

const PAGES = ['search', 'galleries', 'pipeline', 'models', 'access'] as const;

function App() {
  const route = useRoute();
  const main = useRef<HTMLElement>(null);
  const [wanted, setWanted] = useState<{ refused: boolean; answer: (key: string | null) => void } | null>(null);
  const here = route.join('/');
  const first = useRef(true);

  useEffect(() => {
    onKeyWanted((refused) => new Promise((answer) => {
      setWanted({ refused, answer: (key) => { setWanted(null); answer(key); } });
    }));
  }, []);
  useEffect(() => {
    document.title = `${titleOf(route)} · ${texts.brand}`;
    if (!first.current) main.current?.focus();
    first.current = false;
  }, [here]);

  return (
    <>
      <a class="skip" href="#main" onClick={(e) => { e.preventDefault(); main.current?.focus(); }}>{texts.skip}</a>
      <header class="top">
        <a class="brand" href={to('search')}><img src="console/icon.svg" alt="" width="24" height="24" />{texts.brand}</a>
        <nav aria-label={texts.navigation}>
          {PAGES.map((page) => (
            <a key={page} href={to(page)} aria-current={section(route) === page ? 'page' : undefined}>{texts.pages[page]}</a>
          ))}
        </nav>
        {hasKey() && <button type="button" class="plain" onClick={() => { forgetKey(); location.reload(); }}>{texts.key.leave}</button>}
      </header>
      <main id="main" ref={main} tabIndex={-1}><Page route={route} key={here.startsWith('search') ? 'search' : here} /></main>
      {wanted && <KeyDialog {...wanted} />}
    </>
  );
}

function section([page]: string[]): string {
  return page === undefined ? 'search' : page === 'enroll' ? 'galleries' : page;
}

function titleOf(route: string[]): string {
  return route[1] ?? (texts.pages as Record<string, string>)[section(route)] ?? texts.brand;
}

function Page({ route }: { route: string[] }) {
  const [page, name, second, subject] = route;
  switch (page) {
    case 'galleries':
      return name === undefined ? <GalleriesPage />
        : subject === undefined ? <GalleryPage gallery={name} /> : <SubjectPage gallery={name} subject={subject} />;
    case 'enroll':
      return <EnrollPage gallery={name ?? 'default'} subject={second ?? ''} />;
    case 'pipeline':
      return <PipelinePage part={name} />;
    case 'models':
      return <ModelsPage model={name} />;
    case 'access':
      return <AccessPage />;
    default:
      return <SearchPage wanted={name} />;
  }
}

function KeyDialog({ refused, answer }: { refused: boolean; answer: (key: string | null) => void }) {
  const [key, setKey] = useState('');
  return (
    <Dialog title={texts.key.title} close={() => answer(null)}>
      <form method="dialog" onSubmit={(e) => { e.preventDefault(); if (key.trim() !== '') answer(key.trim()); }}>
        <p>{texts.key.why}</p>
        <Field label={texts.key.label} hint={texts.key.kept} error={refused ? texts.key.refused : undefined}>
          <input type="password" autocomplete="off" spellcheck={false} value={key} onInput={(e) => setKey(e.currentTarget.value)} />
        </Field>
        <footer>
          <button type="button" onClick={() => answer(null)}>{texts.cancel}</button>
          <button type="submit" class="primary" disabled={key.trim() === ''}>{texts.key.use}</button>
        </footer>
      </form>
    </Dialog>
  );
}

render(<App />, document.getElementById('app')!);
