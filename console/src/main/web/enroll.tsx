import { useEffect, useRef, useState } from 'preact/hooks';
import { form, paths, Problem, type Enrolled } from './api';
import { to } from './route';
import { reason, texts } from './texts';
import { asProblem, DropZone, Field, FileButton, type Dropped } from './ui';

const t = texts.enroll;
const AT_ONCE = 4;
const SHOWN = 200;
const PHOTO = /\.(jpe?g|png|webp|bmp|gif|tiff?|heic|heif|avif|jxl)$/i;

type State = 'waiting' | 'sending' | 'enrolled' | 'failed';
interface Job { file: File; path: string; folder: string; state: State; code?: string; detail?: string }

export function EnrollPage({ gallery: wanted, subject: whose }: { gallery: string; subject: string }) {
  const [gallery, setGallery] = useState(wanted);
  const [subject, setSubject] = useState(whose);
  const [jobs, setJobs] = useState<Job[]>([]);
  const [running, setRunning] = useState(false);
  const [nothing, setNothing] = useState(false);
  const [onlyFailed, setOnlyFailed] = useState(false);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);

  const take = (files: Dropped[]) => {
    const photos = files.filter(({ file }) => file.type.startsWith('image/') || PHOTO.test(file.name));
    setNothing(photos.length === 0);
    setJobs((before) => [...before, ...photos.map(({ file, path }): Job => ({ file, path, folder: path.split('/').at(-2) ?? '', state: 'waiting' }))]);
  };
  const subjectOf = (job: Job) => (job.folder || subject.trim() || job.file.name.replace(/\.[^.]*$/, '')).normalize('NFC');

  const run = async (wantedJobs: Job[]) => {
    const control = new AbortController();
    stop.current = control;
    setRunning(true);
    const queue = [...wantedJobs];
    const tell = (job: Job, part: Partial<Job>) => { Object.assign(job, part); setJobs((all) => [...all]); };
    const worker = async () => {
      for (let job = queue.shift(); job && !control.signal.aborted; job = queue.shift()) {
        tell(job, { state: 'sending' });
        try {
          await enrollPatiently(paths.faces(gallery.trim(), subjectOf(job)), job.file, control.signal);
          tell(job, { state: 'enrolled' });
        } catch (failure) {
          if (control.signal.aborted) {
            tell(job, { state: 'waiting' });
          } else {
            const problem = asProblem(failure);
            tell(job, { state: 'failed', code: problem.code, detail: problem.detail });
          }
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    setRunning(false);
  };

  const done = jobs.filter((job) => job.state === 'enrolled').length;
  const failed = jobs.filter((job) => job.state === 'failed');
  const waiting = jobs.filter((job) => job.state === 'waiting');
  const shown = (onlyFailed ? failed : jobs).slice(0, SHOWN);
  return (
    <>
      <nav class="path" aria-label={texts.galleries.title}><a href={to('galleries')}>{texts.galleries.title}</a><span aria-hidden="true"> / </span><a href={to('galleries', gallery)}>{gallery}</a></nav>
      <h1>{t.title}</h1>
      <DropZone take={take} label={t.title}>
        <div class="invite">
          <p>{t.lead}</p>
          <div class="row">
            <FileButton label={t.files} multiple primary take={(files) => take(files.map((file) => ({ file, path: file.name })))} />
            <FileButton label={t.folder} folder take={(files) => take(files.map((file) => ({ file, path: file.webkitRelativePath || file.name })))} />
          </div>
          {nothing && <p class="wrong" role="alert">{t.none}</p>}
        </div>
      </DropZone>
      <div class="form">
        <Field label={t.gallery}><input type="text" value={gallery} disabled={running} onInput={(e) => setGallery(e.currentTarget.value)} /></Field>
        <Field label={t.subject} hint={t.subjectWhy}><input type="text" value={subject} disabled={running} onInput={(e) => setSubject(e.currentTarget.value)} /></Field>
      </div>
      {jobs.length > 0 && (
        <section class="card" aria-label={t.results}>
          <div class="row between">
            <div role="status"><strong>{t.progress(done + failed.length, jobs.length)}</strong>{done + failed.length > 0 && <span class="quiet"> · {t.outcome(done, failed.length)}</span>}</div>
            <div class="row">
              {running && <button type="button" onClick={() => stop.current?.abort()}>{t.stop}</button>}
              {!running && failed.length > 0 && <button type="button" onClick={() => void run(failed)}>{t.again(failed.length)}</button>}
              {!running && waiting.length > 0 && <button type="button" class="primary" disabled={gallery.trim() === ''} onClick={() => void run(waiting)}>{t.start(waiting.length)}</button>}
              {!running && done > 0 && waiting.length === 0 && <a class="button" href={to('galleries', gallery)}>{t.see}</a>}
            </div>
          </div>
          <progress max={jobs.length} value={done + failed.length} aria-label={t.results} />
          {failed.length > 0 && <label class="check"><input type="checkbox" checked={onlyFailed} onChange={(e) => setOnlyFailed(e.currentTarget.checked)} />{t.onlyFailed}</label>}
          <div class="scroll" tabIndex={0} role="region" aria-label={t.list}>
            <table>
              <thead><tr><th scope="col">{t.photo}</th><th scope="col">{t.subject}</th><th scope="col">{t.state}</th></tr></thead>
              <tbody>
                {shown.map((job) => (
                  <tr key={job.path}>
                    <td>{job.path}</td><td>{subjectOf(job)}</td>
                    <td>
                      {job.state === 'failed'
                        ? <><span class="tag bad">{job.code}</span> <span class="fine">{reason(job.code!, job.detail)}</span></>
                        : <span class={job.state === 'enrolled' ? 'tag good' : 'quiet'}>{{ waiting: t.waiting, sending: t.sending, enrolled: t.enrolled }[job.state]}</span>}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      )}
    </>
  );
}

const PATIENCE = 6;
const PAUSE_MILLIS = 1000;

/** Enrolls and waits for the outcome; comes again while there is no room. */
export async function enrollPatiently(path: string, photo: Blob, signal?: AbortSignal, more: Record<string, string> = {}): Promise<Enrolled> {
  for (let turn = 1; ; turn++) {
    try {
      return await form<Enrolled>(`${path}?wait=PT30S`, { photo, ...more }, signal);
    } catch (failure) {
      if (!(failure instanceof Problem && failure.code === 'OVERLOADED') || turn === PATIENCE) throw failure;
      await new Promise((ok) => setTimeout(ok, PAUSE_MILLIS * turn));
    }
  }
}
