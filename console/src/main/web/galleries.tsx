import { useEffect, useState } from 'preact/hooks';
import { get, paths, type Gallery, type Subject } from './api';
import { Forget } from './forget';
import { go, to } from './route';
import { texts } from './texts';
import { Nobody, Pager, Thumb, Trouble, useAsked, Waiting } from './ui';

const t = texts.galleries;
const PAGE = 48;
const PAUSE_MILLIS = 200;

export function GalleriesPage() {
  const [pages, setPages] = useState<string[]>([]);
  const after = pages.at(-1);
  const asked = useAsked<{ galleries: Gallery[]; next?: string }>((signal) => get(paths.galleries(after), signal), [after]);
  return (
    <>
      <div class="head">
        <div><h1>{t.title}</h1><p class="quiet">{t.lead}</p></div>
        <a class="button primary" href={to('enroll', 'default')}>{t.enroll}</a>
      </div>
      {asked.loading && !asked.value && <Waiting text={texts.loading(t.title.toLowerCase())} />}
      {asked.problem && <Trouble problem={asked.problem} again={asked.again} />}
      {asked.value?.galleries.length === 0 && pages.length === 0 && (
        <div class="invite card"><span class="big"><Nobody /></span><h2>{texts.home.title}</h2><p>{texts.home.lead}</p><a class="button" href={to('search')}>{texts.home.samples}</a></div>
      )}
      <ul class="tiles">
        {asked.value?.galleries.map((g) => (
          <li key={g.gallery} class="card">
            <h2><a href={to('galleries', g.gallery)}>{g.gallery}</a></h2>
            <p class="quiet">{t.faces(g.faces)}</p>
            <p class="row"><a href={to('search', g.gallery)} aria-label={`${t.search}: ${g.gallery}`}>{t.search}</a><a href={to('enroll', g.gallery)} aria-label={`${t.enroll}: ${g.gallery}`}>{t.enroll}</a></p>
          </li>
        ))}
      </ul>
      <Pager pages={pages} next={asked.value?.next} loading={asked.loading} turn={setPages} />
    </>
  );
}

export function GalleryPage({ gallery }: { gallery: string }) {
  const [typed, setTyped] = useState('');
  const [prefix, setPrefix] = useState('');
  const [pages, setPages] = useState<string[]>([]);
  const [forgetting, setForgetting] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => { setPrefix(typed); setPages([]); }, PAUSE_MILLIS);
    return () => clearTimeout(timer);
  }, [typed]);
  const after = pages.at(-1);
  const asked = useAsked<{ subjects: Subject[]; next?: string }>(
    (signal) => get(paths.subjects(gallery, { limit: String(PAGE), ...(prefix === '' ? {} : { prefix }), ...(after === undefined ? {} : { after }) }), signal),
    [gallery, prefix, after],
  );
  const faces = useAsked<Gallery>((signal) => get(paths.gallery(gallery), signal), [gallery]).value?.faces;
  const subjects = asked.value?.subjects ?? [];
  const next = asked.value?.next;
  const first = pages.length * PAGE + 1;
  return (
    <>
      <nav class="path" aria-label={texts.galleries.title}><a href={to('galleries')}>{t.title}</a></nav>
      <div class="head">
        <div><h1>{gallery}</h1>{faces !== undefined && <p class="quiet">{t.faces(faces)}</p>}</div>
        <div class="row">
          <a class="button" href={to('search', gallery)}>{t.search}</a>
          <a class="button primary" href={to('enroll', gallery)}>{t.enroll}</a>
        </div>
      </div>
      <input class="find" type="search" aria-label={t.find} placeholder={t.find} value={typed} onInput={(e) => setTyped(e.currentTarget.value)} />
      {asked.loading && !asked.value && <Waiting text={texts.loading(t.subjects.toLowerCase())} />}
      {asked.problem && (asked.problem.code === 'UNKNOWN_GALLERY'
        ? <p class="notice">{t.none}</p> : <Trouble problem={asked.problem} again={asked.again} />)}
      {asked.value && subjects.length === 0 && <p class="notice">{prefix === '' ? t.none : t.noneBegin(prefix)}</p>}
      <ul class="subjects" aria-label={t.subjects}>
        {subjects.map((s) => (
          <li key={s.subject}>
            <a href={to('galleries', gallery, 'subjects', s.subject)}>
              <Thumb path={paths.thumbnail(gallery, s.subject)} alt="" />
              <span class="name">{s.subject}</span>
              <span class="quiet fine">{t.faces(s.faces)}</span>
            </a>
          </li>
        ))}
      </ul>
      <Pager pages={pages} next={next} loading={asked.loading} turn={setPages}>
        <span class="quiet" role="status">{asked.loading ? texts.loading(t.subjects.toLowerCase()) : t.page(first, first + subjects.length - 1)}</span>
      </Pager>
      {subjects.length > 0 && prefix === '' && (
        <p class="danger-zone"><button type="button" class="danger-quiet" onClick={() => setForgetting(true)}>{t.forget}</button></p>
      )}
      {forgetting && (
        <Forget
          what={gallery} name={gallery} count={faces ?? subjects.length} everything path={paths.gallery(gallery)}
          close={() => setForgetting(false)} done={() => go('galleries')}
        />
      )}
    </>
  );
}
