import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { blob, Problem, type Box, type FaceInPhoto, type Size } from './api';
import { reason, texts } from './texts';

/** Asks once for each change of `inputs`; what was asked before is given up. */
export function useAsked<T>(ask: (signal: AbortSignal) => Promise<T>, inputs: unknown[]) {
  const [state, setState] = useState<{ value?: T; problem?: Problem; loading: boolean }>({ loading: true });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    setState((before) => ({ ...before, loading: true }));
    ask(stop.signal).then(
      (value) => { if (!stop.signal.aborted) setState({ value, loading: false }); },
      (failure: unknown) => { if (!stop.signal.aborted) setState({ problem: asProblem(failure), loading: false }); },
    );
    return () => stop.abort();
  }, [...inputs, turn]);
  return { ...state, again: useCallback(() => setTurn((n) => n + 1), []) };
}

export function asProblem(failure: unknown): Problem {
  if (failure instanceof Problem) {
    return failure;
  }
  console.error(failure);
  return new Problem(0, 'INTERNAL', '');
}

export function Waiting({ text }: { text: string }) {
  return <p class="waiting" role="status"><span class="spinner" aria-hidden="true" />{text}</p>;
}

export function Trouble({ problem, again }: { problem: Problem; again?: (() => void) | undefined }) {
  const words = reason(problem.code, problem.detail);
  return (
    <div class="notice bad" role="alert">
      <p><strong>{words}</strong></p>
      {problem.detail !== '' && problem.detail !== words && <p class="quiet">{problem.detail}</p>}
      {again && <p><button type="button" onClick={again}>{texts.retry}</button></p>}
    </div>
  );
}

/** A dialog of the browser's own: it keeps the focus inside, and Escape closes it. */
export function Dialog({ title, close, children }: { title: string; close: () => void; children: ComponentChildren }) {
  const self = useRef<HTMLDialogElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    const dialog = self.current!;
    const before = document.activeElement;
    dialog.showModal();
    return () => {
      dialog.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog ref={self} aria-labelledby={id} onCancel={(e) => { e.preventDefault(); close(); }}>
      <header><h2 id={id}>{title}</h2></header>
      {children}
    </dialog>
  );
}

/** Turns pages whose cursors are `pages`; not while a page is on its way, because then `next` is of the one before. */
export function Pager<C>({ pages, next, loading, turn, children }: {
  pages: C[]; next: C | undefined; loading: boolean; turn: (pages: C[]) => void; children?: ComponentChildren;
}) {
  if (pages.length === 0 && next === undefined) return null;
  return (
    <div class="row pager">
      <button type="button" disabled={loading || pages.length === 0} onClick={() => turn(pages.slice(0, -1))}>{texts.previous}</button>
      {children}
      <button type="button" disabled={loading || next === undefined} onClick={() => turn([...pages, next!])}>{texts.next}</button>
    </div>
  );
}

export function Field({ label, hint, error, children }: {
  label: string; hint?: string | undefined; error?: string | undefined; children: ComponentChildren;
}) {
  return (
    <label class="field">
      <span class="label">{label}</span>
      {children}
      {hint && <span class="hint">{hint}</span>}
      {error && <span class="hint wrong" role="alert">{error}</span>}
    </label>
  );
}

const KEPT = 200;
interface Picture { url: Promise<string>; users: number; fetching?: AbortController | undefined }
const pictures = new Map<string, Picture>();

/** An object URL of a picture that is fetched with the key; the oldest unused ones are revoked. */
function picture(path: string): Promise<string> {
  let known = pictures.get(path);
  if (!known) {
    const fetching = new AbortController();
    const fresh: Picture = { url: blob(path, fetching.signal).then((content) => URL.createObjectURL(content)), users: 0, fetching };
    fresh.url.then(() => { fresh.fetching = undefined; }, () => { if (pictures.get(path) === fresh) pictures.delete(path); });
    known = fresh;
  }
  pictures.delete(path);
  pictures.set(path, known);
  known.users++;
  for (const [old, entry] of pictures) {
    if (pictures.size <= KEPT) break;
    if (entry.users === 0) {
      pictures.delete(old);
      void entry.url.then((url) => URL.revokeObjectURL(url));
    }
  }
  return known.url;
}

/** One user less; a picture that is still on its way to nobody is given up. */
function leave(path: string): void {
  const known = pictures.get(path);
  if (!known) return;
  known.users--;
  if (known.users === 0 && known.fetching) {
    pictures.delete(path);
    known.fetching.abort();
  }
}

/** Throws away all pictures, as after something was forgotten. */
export function dropPictures(): void {
  for (const [path, entry] of pictures) {
    if (entry.users === 0) {
      pictures.delete(path);
      void entry.url.then((url) => URL.revokeObjectURL(url));
    }
  }
}

export function usePicture(path: string | undefined): string | undefined | null {
  const [url, setUrl] = useState<string | undefined | null>(undefined);
  useEffect(() => {
    if (path === undefined) return undefined;
    let here = true;
    setUrl(undefined);
    picture(path).then((got) => { if (here) setUrl(got); }, () => { if (here) setUrl(null); });
    return () => { here = false; leave(path); };
  }, [path]);
  return url;
}

/** A thumbnail, fetched once it comes near the window. */
export function Thumb({ path, alt }: { path: string; alt: string }) {
  const self = useRef<HTMLSpanElement>(null);
  const [near, setNear] = useState(false);
  useEffect(() => {
    setNear(false);
    const watch = new IntersectionObserver((seen) => {
      if (seen.some((entry) => entry.isIntersecting)) setNear(true);
    }, { rootMargin: '200px' });
    watch.observe(self.current!);
    return () => watch.disconnect();
  }, [path]);
  const url = usePicture(near ? path : undefined);
  return (
    <span class="thumb" ref={self}>
      {url ? <img src={url} alt={alt} /> : <Nobody label={url === null ? texts.subject.noPhoto : ''} />}
    </span>
  );
}

export function Nobody({ label = '' }: { label?: string }) {
  return (
    <svg class="nobody" viewBox="0 0 32 32" role={label ? 'img' : undefined} aria-label={label || undefined} aria-hidden={label ? undefined : 'true'}>
      <circle cx="16" cy="12.500" r="5" /><path d="M7 27c1-6 4.500-8 9-8s8 2 9 8" />
    </svg>
  );
}

/** A photo with what was found on it, in pixels of the photo. */
export function Photo({ url, alt, size, faces, chosen, choose }: {
  url: string; alt: string; size?: Size | undefined; faces?: FaceInPhoto[] | undefined; chosen?: number | undefined;
  choose?: (face: number) => void;
}) {
  const unit = size ? Math.max(size.width, size.height) / 400 : 1;
  return (
    <div class="photo">
      <img src={url} alt={alt} />
      {size && faces && (
        <svg viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden="true">
          {faces.map((face, i) => (
            <g key={i} class={i === (chosen ?? 0) ? 'chosen' : ''} onClick={() => choose?.(i)}>
              <Outline box={face.box} unit={unit} />
              {faces.length > 1 && (
                <text x={face.box.x + 4 * unit} y={face.box.y - 5 * unit} font-size={15 * unit} stroke-width={3 * unit}>{i + 1}</text>
              )}
              {face.landmarks && Object.values(face.landmarks).map((p, j) => <circle key={j} cx={p.x} cy={p.y} r={2.6 * unit} stroke-width={unit * 0.7} />)}
            </g>
          ))}
        </svg>
      )}
    </div>
  );
}

function Outline({ box, unit }: { box: Box; unit: number }) {
  const at = { x: box.x, y: box.y, width: box.width, height: box.height, rx: 3 * unit };
  return <><rect {...at} class="halo" stroke-width={4 * unit} /><rect {...at} stroke-width={2 * unit} /></>;
}

/** Takes files by click, keyboard or drop. */
export function FileButton({ label, take, multiple, folder, primary }: {
  label: string; take: (files: File[]) => void; multiple?: boolean; folder?: boolean; primary?: boolean;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class={primary ? 'primary' : ''} onClick={() => input.current!.click()}>{label}</button>
      <input
        ref={(self) => { input.current = self; if (self && folder) self.webkitdirectory = true; }}
        type="file" hidden multiple={multiple || folder} accept={folder ? undefined : 'image/*'} aria-label={label}
        onChange={(e) => { take([...(e.currentTarget.files ?? [])]); e.currentTarget.value = ''; }}
      />
    </>
  );
}

export interface Dropped { file: File; path: string }

/** The files of a drop, those in folders too, each with its path. */
export async function dropped(transfer: DataTransfer): Promise<Dropped[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (entries.length === 0) {
    return [...transfer.files].map((file) => ({ file, path: file.name }));
  }
  return (await Promise.all(entries.map(walk))).flat();
}

async function walk(entry: FileSystemEntry): Promise<Dropped[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((ok, no) => (entry as FileSystemFileEntry).file(ok, no));
    return [{ file, path: entry.fullPath.replace(/^\//, '') }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((ok, no) => reader.readEntries(ok, no));
    if (some.length === 0) break;
    all.push(...some);
  }
  return (await Promise.all(all.map(walk))).flat();
}

export function DropZone({ take, children, label }: { take: (files: Dropped[]) => void; children: ComponentChildren; label: string }) {
  const [over, setOver] = useState(false);
  return (
    <section
      class={over ? 'drop over' : 'drop'} aria-label={label}
      onDragOver={(e) => { e.preventDefault(); setOver(true); }}
      onDragLeave={() => setOver(false)}
      onDrop={(e) => {
        e.preventDefault();
        setOver(false);
        if (e.dataTransfer) void dropped(e.dataTransfer).then(take);
      }}
    >
      {children}
    </section>
  );
}

/** The similarity on a bar from 0 to 1, with the threshold marked. */
export function Bar({ similarity, threshold, match }: { similarity: number; threshold: number; match: boolean }) {
  const at = (value: number) => Math.max(0, Math.min(1, value)) * 100;
  return (
    <svg class={match ? 'bar match' : 'bar'} viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect class="rail" x="0" y="2" width="100" height="4" />
      <rect class="fill" x="0" y="2" width={at(similarity)} height="4" />
      <line x1={at(threshold)} x2={at(threshold)} y1="0" y2="8" vector-effect="non-scaling-stroke" />
    </svg>
  );
}
