import { useState } from 'preact/hooks';
import { blob, get, json, paths, type Face, type Problem, type Quality } from './api';
import { number, when } from './format';
import { Forget } from './forget';
import { Move } from './move';
import { go, to } from './route';
import { handOver } from './search';
import { reason, texts } from './texts';
import { asProblem, Dialog, Field, Photo, Thumb, Trouble, useAsked, usePicture, Waiting } from './ui';

const t = texts.subject;
const MOST = 100;

export function SubjectPage({ gallery, subject }: { gallery: string; subject: string }) {
  const [after, setAfter] = useState<string[]>([]);
  const [open, setOpen] = useState<Face | null>(null);
  const [forgetting, setForgetting] = useState<Face | 'all' | null>(null);
  const [moving, setMoving] = useState<Face | 'all' | null>(null);
  const last = after.at(-1);
  const asked = useAsked<{ faces: Face[]; next?: string }>(
    (signal) => get(`${paths.faces(gallery, subject)}?limit=${MOST}${last === undefined ? '' : `&after=${encodeURIComponent(last)}`}`, signal),
    [gallery, subject, last],
  );
  const faces = asked.value?.faces ?? [];
  const gone = asked.problem?.code === 'UNKNOWN_SUBJECT';
  const searchWith = async (face: Face) => {
    handOver(await blob(paths.photo(gallery, subject, face.face)), subject);
    go('search', gallery);
  };
  const searchable = faces.find((face) => face.status === 'searchable');
  return (
    <>
      <nav class="path" aria-label={texts.galleries.title}>
        <a href={to('galleries')}>{texts.galleries.title}</a><span aria-hidden="true"> / </span><a href={to('galleries', gallery)}>{gallery}</a>
      </nav>
      <div class="head">
        <div><h1>{subject}</h1>{asked.value && <p class="quiet">{texts.galleries.faces(faces.length)}</p>}</div>
        <div class="row">
          {searchable && <button type="button" onClick={() => void searchWith(searchable)}>{t.search}</button>}
          <a class="button primary" href={to('enroll', gallery, subject)}>{texts.galleries.enroll}</a>
        </div>
      </div>
      {asked.loading && !asked.value && <Waiting text={texts.loading(subject)} />}
      {gone ? <p class="notice">{texts.galleries.unknownSubject}</p> : asked.problem && <Trouble problem={asked.problem} again={asked.again} />}
      <ul class="faces">
        {faces.map((face) => (
          <li key={face.face} class="card">
            <button type="button" class="look" onClick={() => setOpen(face)} aria-label={t.details(face.face)}>
              <Thumb path={paths.thumbnail(gallery, subject, face.face)} alt="" />
            </button>
            <div>
              <p class="name">{face.face}</p>
              <p><span class={face.status === 'searchable' ? 'tag good' : 'tag bad'}>{face.status === 'searchable' ? t.searchable : t.rejected}</span></p>
              {face.code && <p class="quiet fine">{reason(face.code, face.detail)}</p>}
              {face.quality && <p class="quiet fine">{t.size(face.quality.size)}, {t.sharpness} {number(face.quality.sharpness, 0)}</p>}
              {face.metadata && <p class="fine">{Object.entries(face.metadata).map(([k, v]) => `${k}: ${String(v)}`).join(' · ')}</p>}
            </div>
          </li>
        ))}
      </ul>
      {asked.value?.next !== undefined && <p class="pager"><button type="button" onClick={() => setAfter([...after, asked.value!.next!])}>{texts.next}</button></p>}
      {faces.length > 0 && <p class="danger-zone row"><button type="button" onClick={() => setMoving('all')}>{t.move}</button><button type="button" class="danger-quiet" onClick={() => setForgetting('all')}>{t.forget}</button></p>}
      {open && <Details face={open} close={() => setOpen(null)} forget={() => { setForgetting(open); setOpen(null); }} move={() => { setMoving(open); setOpen(null); }} changed={asked.again} />}
      {moving && (
        <Move from={moving === 'all' ? { gallery, subject } : { gallery, subject, face: moving.face }} path={`${moving === 'all' ? paths.subject(gallery, subject) : paths.face(gallery, subject, moving.face)}/move`}
          close={() => setMoving(null)} done={(to) => { setMoving(null); if (to.gallery === gallery && to.subject === subject) asked.again(); else go('galleries', to.gallery, 'subjects', to.subject); }} />
      )}
      {forgetting === 'all' && (
        <Forget what={`${gallery}/${subject}`} name={subject} count={faces.length} everything={asked.value?.next !== undefined || after.length > 0} path={paths.subject(gallery, subject)}
          close={() => setForgetting(null)} done={() => go('galleries', gallery)} />
      )}
      {forgetting && forgetting !== 'all' && (
        <Forget what={`${subject}/${forgetting.face}`} name={forgetting.face} count={1} path={paths.face(gallery, subject, forgetting.face)}
          close={() => setForgetting(null)} done={() => { setForgetting(null); if (faces.length === 1) go('galleries', gallery); else asked.again(); }} />
      )}
    </>
  );
}

function Details({ face, close, forget, move, changed }: { face: Face; close: () => void; forget: () => void; move: () => void; changed: () => void }) {
  const url = usePicture(paths.photo(face.gallery, face.subject, face.face));
  const shown = face.box ? [{ box: face.box, ...(face.landmarks ? { landmarks: face.landmarks } : {}) }] : undefined;
  return (
    <Dialog title={`${face.subject}/${face.face}`} close={close}>
      <div class="details">
        {url ? <Photo url={url} alt={t.photo} size={face.photo} faces={shown} /> : <Waiting text={texts.loading(t.photo)} />}
        <dl>
          <dt>{texts.enroll.state}</dt><dd>{face.status === 'searchable' ? t.searchable : `${t.rejected}: ${reason(face.code ?? '', face.detail)}`}</dd>
          {face.status === 'rejected' && face.detail && <dd class="quiet">{face.detail}</dd>}
          {face.enrolledAt && <><dt>{t.enrolledAt}</dt><dd>{when(face.enrolledAt)}</dd></>}
          {face.model && <><dt>{t.model}</dt><dd>{face.model}</dd></>}
          {face.quality && <><dt>{t.quality}</dt><dd>{qualityWords(face.quality)}</dd></>}
          {face.confidence !== undefined && <><dt>{t.confidence}</dt><dd>{number(face.confidence, 2)}</dd></>}
        </dl>
        <Metadata face={face} changed={changed} />
      </div>
      <footer>
        <button type="button" class="danger-quiet" onClick={forget}>{t.forgetFace}</button>
        <button type="button" onClick={move}>{t.move}</button>
        <button type="button" class="primary" onClick={close}>{texts.close}</button>
      </footer>
    </Dialog>
  );
}

function Metadata({ face, changed }: { face: Face; changed: () => void }) {
  const [text, setText] = useState(JSON.stringify(face.metadata ?? {}, null, 1));
  const [state, setState] = useState<{ kept?: boolean; problem?: Problem }>({});
  const value = object(text);
  const keep = () => {
    json('PUT', `${paths.face(face.gallery, face.subject, face.face)}/metadata`, { metadata: value }).then(
      () => { setState({ kept: true }); changed(); },
      (failure: unknown) => setState({ problem: asProblem(failure) }),
    );
  };
  return (
    <form onSubmit={(e) => { e.preventDefault(); if (value) keep(); }}>
      <Field label={t.metadata} hint={t.metadataHint} error={value ? undefined : t.metadataBad}>
        <textarea rows={4} spellcheck={false} aria-invalid={!value} value={text} onInput={(e) => { setText(e.currentTarget.value); setState({}); }} />
      </Field>
      {state.problem && <Trouble problem={state.problem} />}
      <div class="row"><button type="submit" disabled={!value}>{t.keepMetadata}</button>{state.kept && <span role="status">{t.keptMetadata}</span>}</div>
    </form>
  );
}

/** The JSON object that a text is; null if it is none. */
function object(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : null;
  } catch {
    return null;
  }
}

export const qualityWords = (q: Quality): string =>
  `${t.size(q.size)}; ${t.sharpness} ${number(q.sharpness, 0)}; ${t.brightness} ${number(q.brightness, 0)}; ${t.pose(q.yaw, q.pitch, q.roll)}`;
