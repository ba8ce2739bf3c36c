import { useEffect, useRef, useState } from 'preact/hooks';
import { form, get, paths, type Fields, type Found, type FoundFace, type Gallery, type Match, type Problem, type Verified } from './api';
import { Camera } from './camera';
import { Controls, standard, type Decision, decisionFields } from './controls';
import { number } from './format';
import { FirstRun } from './samples';
import { to } from './route';
import { texts } from './texts';
import { asProblem, Bar, DropZone, FileButton, Nobody, Photo, Thumb, Trouble, useAsked, Waiting } from './ui';

interface Picture { blob: Blob; url: string; name: string }
type Answer = { found: Found } | { verified: Verified } | { problem: Problem } | { waiting: true } | null;

const t = texts.search;
const PAUSE_MILLIS = 250;

/** A photo that another page wants to be searched with. */
let handedOver: { blob: Blob; name: string } | null = null;
export function handOver(blob: Blob, name: string): void {
  handedOver = { blob, name };
}

export function SearchPage({ wanted }: { wanted: string | undefined }) {
  const galleries = useAsked<{ galleries: Gallery[] }>((signal) => get(paths.galleries(), signal), []);
  const [photos, setPhotos] = useState<Picture[]>([]);
  const [decision, setDecision] = useState<Decision>({ ...standard, gallery: wanted ?? '' });
  const [answer, setAnswer] = useState<Answer>(null);
  const [camera, setCamera] = useState(false);
  const [chosen, setChosen] = useState(0);
  const held = useRef<Picture[]>([]);
  held.current = photos;

  const add = (blob: Blob, name: string, alone = false) => {
    const next = { blob, name, url: URL.createObjectURL(blob) };
    setPhotos((before) => {
      const kept = alone || before.length >= 2 ? [] : before;
      before.filter((p) => !kept.includes(p)).forEach((p) => URL.revokeObjectURL(p.url));
      return [...kept, next];
    });
    setChosen(0);
  };
  const take = (files: File[]) => files.slice(0, 2).forEach((file, i) => add(file, file.name, i === 0 && files.length > 1));

  useEffect(() => {
    const paste = (e: ClipboardEvent) => {
      const files = [...(e.clipboardData?.files ?? [])].filter((file) => file.type.startsWith('image/'));
      if (files.length > 0) {
        e.preventDefault();
        take(files);
      }
    };
    addEventListener('paste', paste);
    return () => {
      removeEventListener('paste', paste);
      held.current.forEach((p) => URL.revokeObjectURL(p.url));
    };
  }, []);

  useEffect(() => {
    if (handedOver) {
      add(handedOver.blob, handedOver.name, true);
      handedOver = null;
    }
  });

  useEffect(() => {
    if (wanted !== undefined) setDecision((d) => ({ ...d, gallery: wanted }));
  }, [wanted]);

  const names = galleries.value?.galleries.map((g) => g.gallery) ?? [];
  const gallery = decision.gallery || (names.includes('default') ? 'default' : names[0] ?? 'default');
  const asked = JSON.stringify({ ...decision, gallery });
  const ready = galleries.value !== undefined;
  useEffect(() => {
    const [first, second] = photos;
    if (!first || !ready) {
      setAnswer(null);
      return undefined;
    }
    const fields = decisionFields(decision);
    if (fields === null) return undefined;
    const stop = new AbortController();
    setAnswer((before) => before ?? { waiting: true });
    const timer = setTimeout(() => {
      question(first, second, gallery, fields, decision, stop.signal).then(
        (got) => { if (!stop.signal.aborted) setAnswer(got); },
        (failure: unknown) => { if (!stop.signal.aborted) setAnswer({ problem: asProblem(failure) }); },
      );
    }, PAUSE_MILLIS);
    return () => { clearTimeout(timer); stop.abort(); };
  }, [photos, asked, ready]);

  if (galleries.problem) {
    return <Trouble problem={galleries.problem} again={galleries.again} />;
  }
  if (galleries.value && names.length === 0 && photos.length === 0) {
    return <FirstRun enrolled={galleries.again} />;
  }
  const remove = (i: number) => { URL.revokeObjectURL(photos[i]!.url); setPhotos(photos.filter((_, j) => j !== i)); setAnswer(null); };
  const found = answer && 'found' in answer ? answer.found : undefined;
  const verified = answer && 'verified' in answer ? answer.verified : undefined;
  const problem = answer && 'problem' in answer ? answer.problem : undefined;
  return (
    <>
      <h1>{t.title}</h1>
      <div class="search">
        <div class="asking">
          <DropZone take={(files) => take(files.map((f) => f.file))} label={t.photo}>
            {photos.length === 0 ? (
              <div class="invite">
                <span class="big"><Nobody /></span>
                <p>{t.lead}</p>
                <Sources take={take} camera={() => setCamera(true)} primary />
              </div>
            ) : (
              <>
                <div class={photos.length === 2 ? 'pair' : ''}>
                  {photos.map((photo, i) => (
                    <figure key={photo.url}>
                      <Photo
                        url={photo.url} alt={t.photoAlt(photo.name)} chosen={chosen} choose={setChosen}
                        size={found?.photo ?? (verified ? sizeOf(verified, i) : undefined)}
                        faces={found?.faces ?? (verified ? [i === 0 ? verified.probe : verified.reference!].filter(Boolean) : undefined)}
                      />
                      <figcaption>
                        <span>{photos.length === 2 ? (i === 0 ? t.first : t.secondPhoto) : photo.name}</span>
                        <button type="button" class="plain" onClick={() => remove(i)}>{t.remove}</button>
                      </figcaption>
                    </figure>
                  ))}
                </div>
                {photos.length === 1 && (
                  <div class="row"><span class="quiet">{t.second}</span><Sources take={take} camera={() => setCamera(true)} /></div>
                )}
              </>
            )}
          </DropZone>
          <Controls decision={decision} gallery={gallery} galleries={names} change={setDecision} verifying={photos.length === 2} answer={found ?? verified} />
        </div>
        <div class="answers" aria-live="polite" aria-busy={answer !== null && 'waiting' in answer}>
          {answer && 'waiting' in answer && <Waiting text={photos.length === 2 ? t.comparing : t.asking} />}
          {problem && <Trouble problem={problem} />}
          {found && <FoundFaces found={found} gallery={gallery} chosen={chosen} choose={setChosen} />}
          {verified && <Verdict verified={verified} />}
        </div>
      </div>
      {camera && <Camera close={() => setCamera(false)} take={(blob) => { setCamera(false); add(blob, texts.camera.name); }} />}
    </>
  );
}

async function question(
  first: Picture, second: Picture | undefined, gallery: string, fields: Fields, decision: Decision, signal: AbortSignal,
): Promise<Answer> {
  if (second) {
    const { fpir: _, ...rates } = fields;
    return { verified: await withSizes(await form<Verified>('/v1/verify', { photo: first.blob, reference: second.blob, gallery, faces: 'largest', ...rates }, signal), first, second) };
  }
  return {
    found: await form<Found>('/v1/find', {
      photo: first.blob, gallery, candidates: 'true', faces: decision.faces, k: String(decision.k), filter: filterOf(decision), ...fields,
    }, signal),
  };
}

const filterOf = (decision: Decision): string | undefined => (decision.filter.trim() === '' ? undefined : JSON.stringify(
  Object.fromEntries(decision.filter.split(',').filter((p) => p.trim() !== '').map(pair)),
));

/** A value may hold the sign that ends a name. */
const pair = (text: string): [string, string] => [text.slice(0, text.indexOf('=')).trim(), text.slice(text.indexOf('=') + 1).trim()];

interface Sized extends Verified { sizes: [{ width: number; height: number }, { width: number; height: number }] }

/** A verify does not answer the photos' sizes; the browser turns them upright as the server does. */
async function withSizes(verified: Verified, first: Picture, second: Picture): Promise<Sized> {
  const sizes = await Promise.all([first, second].map(async (photo) => {
    const image = new Image();
    image.src = photo.url;
    await image.decode();
    return { width: image.naturalWidth, height: image.naturalHeight };
  }));
  return { ...verified, sizes: sizes as Sized['sizes'] };
}

const sizeOf = (verified: Verified, i: number) => (verified as Sized).sizes[i];

function Sources({ take, camera, primary }: { take: (files: File[]) => void; camera: () => void; primary?: boolean }) {
  return (
    <div class="row">
      <FileButton label={t.choose} take={take} multiple primary={primary ?? false} />
      <button type="button" onClick={camera}>{t.camera}</button>
    </div>
  );
}

function FoundFaces({ found, gallery, chosen, choose }: { found: Found; gallery: string; chosen: number; choose: (i: number) => void }) {
  return (
    <>
      {found.index.partial && <p class="notice warn">{t.partial}</p>}
      {found.faces.map((face, i) => (
        <section key={i} class={found.faces.length > 1 && i === chosen ? 'card chosen' : 'card'} onMouseEnter={() => choose(i)} onFocusCapture={() => choose(i)}>
          <FaceAnswer face={face} n={i + 1} found={found} gallery={gallery} />
        </section>
      ))}
      <p class="quiet fine">{t.rates(found.threshold, found.fpir, found.fmr)} {t.searched(found.searched, found.model)}. {found.extrapolated && t.extrapolated}</p>
    </>
  );
}

function FaceAnswer({ face, n, found, gallery }: { face: FoundFace; n: number; found: Found; gallery: string }) {
  const best = face.matches[0];
  const all = [...face.matches, ...(face.candidates ?? [])];
  return (
    <>
      <h2>{t.faceTitle(n, found.faces.length)} {face.unknown || !best ? <em class="unknown">{t.unknown}</em> : <strong>{t.is(best.subject)}</strong>}</h2>
      {face.unknown && <p class="quiet">{all.length === 0 ? t.nobody : t.unknownWhy(number(found.threshold, 3))}</p>}
      {all.length > 0 && (
        <ol class="candidates">
          {all.map((match) => <Candidate key={`${match.subject}/${match.face}`} match={match} gallery={gallery} threshold={found.threshold} />)}
        </ol>
      )}
    </>
  );
}

function Candidate({ match, gallery, threshold }: { match: Match; gallery: string; threshold: number }) {
  return (
    <li class={match.match ? '' : 'below'} title={match.match ? undefined : t.below}>
      <Thumb path={paths.thumbnail(gallery, match.subject, match.face)} alt="" />
      <div class="who">
        <a href={to('galleries', gallery, 'subjects', match.subject)}>{match.subject}</a>
        {match.metadata && <span class="quiet fine">{Object.entries(match.metadata).map(([k, v]) => `${k}: ${String(v)}`).join(' · ')}</span>}
        {!match.match && <span class="sr">{t.below}</span>}
      </div>
      <Bar similarity={match.similarity} threshold={threshold} match={match.match} />
      <span class="figure">{number(match.similarity, 3)}</span>
    </li>
  );
}

function Verdict({ verified }: { verified: Verified }) {
  return (
    <section class="card">
      <h2>{verified.verified ? <strong>{t.same}</strong> : <em class="unknown">{t.different}</em>}</h2>
      <div class="verdict"><Bar similarity={verified.similarity} threshold={verified.threshold} match={verified.verified} /><span class="figure">{number(verified.similarity, 3)}</span></div>
      <p class="quiet fine">{t.verifyDetail(number(verified.similarity, 3))}. {t.verifyRates(verified.threshold, verified.fmr)} {verified.extrapolated && t.extrapolated}</p>
    </section>
  );
}
