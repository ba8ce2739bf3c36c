import { useEffect, useRef, useState } from 'preact/hooks';
import { del, events, get, json, paths, type Face, type Problem } from './api';
import { bytes, count, span, when } from './format';
import { to } from './route';
import { reason, texts } from './texts';
import { asProblem, Dialog, Field, Pager, Thumb, Trouble, useAsked, Waiting } from './ui';

const t = texts.pipeline;

interface Partition { partition: number; published: number; embedded: number; outcomes: number; indexed: number }
interface Member { id: string; host: string; partitions: number[] }
interface Look {
  at: string; model: string; generation: number; building?: number; lag: { embedding: number; indexing: number };
  faces: { searchable: number; rejected: number; forgotten: number; bytes: number };
  rejections: Record<string, number>; partitions: Partition[]; workers: Member[]; instances: Member[];
}
interface Sample { at: number; indexed: number; lag: number; rate: number }

/** As many as are drawn, so that a page that stays open needs no more memory. */
const SAMPLES = 120;
const RECONNECT_MILLIS = 3000;

function useLive(path: string) {
  const [look, setLook] = useState<Look | null>(null);
  const [samples, setSamples] = useState<Sample[]>([]);
  const [lost, setLost] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    const take = (event: string, data: string) => {
      if (event === 'trouble') {
        setLost(true);
        return;
      }
      const now = JSON.parse(data) as Look;
      setLost(false);
      setProblem(null);
      setLook(now);
      setSamples((before) => [...before.slice(1 - SAMPLES), sampleOf(now, before.at(-1))]);
    };
    const follow = async () => {
      while (!stop.signal.aborted) {
        try {
          await events(path, stop.signal, take);
        } catch (failure) {
          if (stop.signal.aborted) return;
          const why = asProblem(failure);
          setLost(true);
          setProblem(why);
          if (why.status === 401 || why.status === 403 || why.status === 404) return;
        }
        await new Promise((ok) => setTimeout(ok, RECONNECT_MILLIS));
      }
    };
    void follow();
    return () => stop.abort();
  }, [path]);
  return { look, samples, lost, problem };
}

function sampleOf(look: Look, before: Sample | undefined): Sample {
  const at = Date.parse(look.at);
  const indexed = look.partitions.reduce((sum, p) => sum + p.indexed, 0);
  const seconds = before ? (at - before.at) / 1000 : 0;
  return {
    at, indexed, lag: look.lag.embedding + look.lag.indexing,
    rate: before && seconds > 0 ? Math.max(0, (indexed - before.indexed) / seconds) : before?.rate ?? 0,
  };
}

export function PipelinePage({ part }: { part: string | undefined }) {
  return part === 'rejections' ? <Rejections /> : part === 'dead-letters' ? <DeadLetters /> : <Overview />;
}

function Overview() {
  const { look, samples, lost, problem } = useLive('/v1/admin/events');
  if (!look) {
    return <><h1>{t.title}</h1>{problem ? <Trouble problem={problem} /> : <Waiting text={t.connecting} />}</>;
  }
  const lag = look.lag.embedding + look.lag.indexing;
  const rate = samples.at(-1)?.rate ?? 0;
  const reasons = Object.entries(look.rejections).sort((a, b) => b[1] - a[1]);
  const mostReasons = Math.max(1, ...reasons.map(([, n]) => n));
  return (
    <>
      <div class="head">
        <div><h1>{t.title}</h1><p class="quiet">{t.lead}</p></div>
        <span class={lost ? 'tag bad' : 'tag good'} role="status">{lost ? t.lost : t.live}</span>
      </div>
      <dl class="figures">
        <Figure name={t.searchable} value={count(look.faces.searchable)} />
        <Figure name={t.rejected} value={count(look.faces.rejected)} link={to('pipeline', 'rejections')} />
        <Figure name={t.waitingNow} value={count(lag)} />
        <Figure name={t.disk} value={bytes(look.faces.bytes)} />
        <Figure name={t.answering} value={look.model} more={t.generation(look.generation, '').replace(/, $/, '')} />
      </dl>
      <p class={lag === 0 ? 'notice' : 'notice warn'}>{lag === 0 ? t.idle : t.behind(lag)}</p>
      <div class="tiles wide">
        <Chart title={t.rate} values={samples.map((s) => s.rate)} words={t.perSecond} now={rate} />
        <Chart title={t.lag} values={samples.map((s) => s.lag)} words={count} now={lag} />
      </div>
      <Reindex look={look} />
      <section class="card">
        <h2>{t.partitions}</h2>
        <div class="scroll" tabIndex={0} role="region" aria-label={t.partitions}>
          <table>
            <thead><tr><th scope="col">{t.partition}</th><th scope="col" class="n">{t.published}</th><th scope="col" class="n">{t.embedded}</th><th scope="col" class="n">{t.indexed}</th><th scope="col" class="n">{t.waitingNow}</th></tr></thead>
            <tbody>
              {look.partitions.map((p) => (
                <tr key={p.partition}>
                  <td>{p.partition}</td><td class="n">{count(p.published)}</td><td class="n">{count(p.embedded)}</td><td class="n">{count(p.indexed)}</td>
                  <td class="n">{count(Math.max(0, p.published - p.embedded) + Math.max(0, p.outcomes - p.indexed))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      <div class="tiles wide">
        <section class="card">
          <div class="row between"><h2>{t.reasons}</h2>{reasons.length > 0 && <a href={to('pipeline', 'rejections')}>{t.see}</a>}</div>
          {reasons.length === 0 && <p class="quiet">{t.noReasons}</p>}
          <ul class="reasons">
            {reasons.map(([code, n]) => (
              <li key={code}>
                <span>{code}</span><span class="figure">{count(n)}</span>
                <svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect class="fill" width={(100 * n) / mostReasons} height="4" /></svg>
              </li>
            ))}
          </ul>
        </section>
        <section class="card">
          <h2>{t.members}</h2>
          <h3>{t.workers}</h3>
          {look.workers.length === 0 ? <p class="wrong">{t.nobodyWorks}</p> : <Members members={look.workers} />}
          <h3>{t.instances}</h3>
          <Members members={look.instances} />
        </section>
      </div>
      <p class="row"><a href={to('pipeline', 'rejections')}>{t.rejections}</a><a href={to('pipeline', 'dead-letters')}>{t.letters}</a></p>
    </>
  );
}

function Figure({ name, value, link, more }: { name: string; value: string; link?: string; more?: string }) {
  return <div><dt>{name}</dt><dd>{link ? <a href={link}>{value}</a> : value}{more && <span class="quiet fine">{more}</span>}</dd></div>;
}

function Members({ members }: { members: Member[] }) {
  return <ul class="fine">{members.map((m) => <li key={m.id}>{m.host} <span class="quiet">{t.holds(m.partitions)}</span></li>)}</ul>;
}

function Chart({ title, values, words, now }: { title: string; values: number[]; words: (n: number) => string; now: number }) {
  const most = Math.max(1, ...values);
  const points = values.map((value, i) => `${SAMPLES - values.length + i},${40 - (38 * value) / most}`);
  return (
    <section class="card">
      <div class="row between"><h2>{title}</h2><strong class="figure">{words(now)}</strong></div>
      <svg class="chart" viewBox={`0 0 ${SAMPLES - 1} 41`} preserveAspectRatio="none" role="img" aria-label={t.chart(title, words(now), words(Math.max(0, ...values)))}>
        {points.length > 1 && <><polygon points={`${SAMPLES - values.length},41 ${points.join(' ')} ${SAMPLES - 1},41`} /><polyline points={points.join(' ')} vector-effect="non-scaling-stroke" /></>}
      </svg>
      <p class="quiet fine row between"><span>{t.lastMinutes}</span><span>{t.most(words(Math.max(0, ...values)))}</span></p>
    </section>
  );
}

interface Part { done: number; total: number }
interface Reindexing {
  status: 'idle' | 'building'; serving: { generation: number; model: string };
  building?: { generation: number; model: string; embedded: Part; indexed: Part; rate: number; etaSeconds?: number };
}
interface Models { serving: string; models: { id: string; problem?: string }[] }
const LOOK_AGAIN_MILLIS = 1000;

function Reindex({ look }: { look: Look }) {
  const models = useAsked<Models>((signal) => get('/v1/models', signal), []);
  const [model, setModel] = useState('');
  const [state, setState] = useState<Reindexing | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const began = useRef(false);
  const building = look.building !== undefined || state?.status === 'building';
  const act = (work: Promise<Reindexing>) => work.then((now) => { began.current = true; setProblem(null); setState(now); }, (failure: unknown) => setProblem(asProblem(failure)));
  useEffect(() => {
    if (!building) return undefined;
    began.current = true;
    const timer = setInterval(() => void get<Reindexing>('/v1/admin/reindex').then(setState, () => {}), LOOK_AGAIN_MILLIS);
    return () => clearInterval(timer);
  }, [building]);
  const b = state?.building;
  return (
    <section class="card">
      <h2>{b ? t.building(b.generation, b.model) : t.reindex}</h2>
      {b ? (
        <>
          <p role="status" class="quiet">{t.embeddedPart(b.embedded.done, b.embedded.total)}{b.etaSeconds !== undefined && ` · ${t.eta(span(b.etaSeconds))}`}</p>
          <progress max={Math.max(1, b.embedded.total)} value={b.embedded.done} aria-label={t.embedded} />
          <p class="quiet">{t.indexedPart(b.indexed.done, b.indexed.total)}</p>
          <progress max={Math.max(1, b.indexed.total)} value={b.indexed.done} aria-label={t.indexed} />
          <p><button type="button" onClick={() => void act(del('/v1/admin/reindex'))}>{t.giveUp}</button></p>
        </>
      ) : (
        <>
          {began.current && state?.status === 'idle' && <p class="notice" role="status">{t.tookOver(state.serving.generation, state.serving.model)} {t.back}</p>}
          <p class="quiet">{t.reindexWhy}</p>
          <div class="row end">
            <Field label={t.model}>
              <select value={model || look.model} onChange={(e) => setModel(e.currentTarget.value)}>
                {(models.value?.models.filter((m) => m.problem === undefined).map((m) => m.id) ?? [look.model]).map((id) => <option key={id} value={id}>{id}</option>)}
              </select>
            </Field>
            <button type="button" onClick={() => void act(json('POST', '/v1/admin/reindex', { model: model || look.model }))}>{t.start}</button>
          </div>
        </>
      )}
      {problem && <Trouble problem={problem} />}
    </section>
  );
}

function Path({ here }: { here: string }) {
  return <><nav class="path" aria-label={t.title}><a href={to('pipeline')}>{t.title}</a></nav><h1>{here}</h1></>;
}

const PAGE = 48;
const REASONS = ['NO_FACE', 'SEVERAL_FACES', 'FACE_TOO_SMALL', 'LOW_QUALITY', 'NOT_AN_IMAGE', 'UNSUPPORTED_FORMAT', 'TOO_LARGE', 'BAD_METADATA', 'BAD_BOX', 'CRASHED_WORKER'];

function Rejections() {
  const [why, setWhy] = useState('');
  const [pages, setPages] = useState<string[]>([]);
  const after = pages.at(-1);
  const asked = useAsked<{ rejections: Face[]; next?: string }>(
    (signal) => get(`/v1/admin/rejections?${new URLSearchParams({ limit: String(PAGE), ...(why ? { reason: why } : {}), ...(after ? { after } : {}) })}`, signal),
    [why, after],
  );
  return (
    <>
      <Path here={t.rejections} />
      <p class="quiet">{t.rejectionsLead}</p>
      <div class="find">
        <Field label={t.reason}>
          <select value={why} onChange={(e) => { setWhy(e.currentTarget.value); setPages([]); }}>
            <option value="">{t.allReasons}</option>
            {REASONS.map((code) => <option key={code} value={code}>{code}</option>)}
          </select>
        </Field>
      </div>
      {asked.loading && !asked.value && <Waiting text={texts.loading(t.rejections.toLowerCase())} />}
      {asked.problem && <Trouble problem={asked.problem} again={asked.again} />}
      {asked.value?.rejections.length === 0 && <p class="notice">{t.noRejections}</p>}
      <ul class="faces">
        {asked.value?.rejections.map((face) => (
          <li key={`${face.gallery}/${face.subject}/${face.face}`} class="card">
            <Thumb path={paths.thumbnail(face.gallery, face.subject, face.face)} alt="" />
            <div>
              <p class="name"><a href={to('galleries', face.gallery, 'subjects', face.subject)}>{face.gallery}/{face.subject}</a></p>
              <p><span class="tag bad">{face.code}</span></p>
              <p class="fine">{reason(face.code ?? '', face.detail)}</p>
              {face.detail && <p class="quiet fine">{face.detail}</p>}
            </div>
          </li>
        ))}
      </ul>
      <Pager pages={pages} next={asked.value?.next} loading={asked.loading} turn={setPages} />
    </>
  );
}

interface Letter { offset: number; key?: string; keyHex?: string; reason: string; detail: string; source: { topic: string; partition: number; offset: number }; timestamp: number | string; bytes: number; tombstone?: boolean; omitted?: boolean }
interface Replayed { replayed: number; refused: number; records: { offset: number; status: string; code?: string; detail?: string }[] }

function DeadLetters() {
  const [pages, setPages] = useState<string[]>([]);
  const [renaming, setRenaming] = useState<Letter | null>(null);
  const [done, setDone] = useState<Replayed | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const after = pages.at(-1);
  const asked = useAsked<{ deadLetters: Letter[]; next?: number }>(
    (signal) => get(`/v1/admin/dead-letters?limit=${PAGE}${after ? `&after=${after}` : ''}`, signal), [after]);
  const letters = asked.value?.deadLetters ?? [];
  const replay = (what: object) => json<Replayed>('POST', '/v1/admin/dead-letters/replay', what).then(
    (now) => { setDone(now); setProblem(null); setRenaming(null); asked.again(); }, (failure: unknown) => { setRenaming(null); setProblem(asProblem(failure)); });
  return (
    <>
      <div class="head"><div><Path here={t.letters} /><p class="quiet">{t.lettersLead}</p></div>
        {letters.length > 0 && <button type="button" onClick={() => void replay({ all: true })}>{t.replayAll}</button>}</div>
      {done && <div class="notice" role="status"><p><strong>{t.replayed(done.replayed, done.refused)}</strong></p>
        {done.records.filter((r) => r.status === 'refused').map((r) => <p key={r.offset} class="fine">{r.offset}: {r.code}, {r.detail}</p>)}</div>}
      {problem && <Trouble problem={problem} />}
      {asked.loading && !asked.value && <Waiting text={texts.loading(t.letters.toLowerCase())} />}
      {asked.problem && <Trouble problem={asked.problem} again={asked.again} />}
      {asked.value && letters.length === 0 && <p class="notice">{t.noLetters}</p>}
      {letters.length > 0 && (
        <section class="card">
          <div class="scroll" tabIndex={0} role="region" aria-label={t.letters}>
            <table>
              <thead><tr><th scope="col">{t.key}</th><th scope="col">{t.reason}</th><th scope="col">{t.time}</th><th scope="col" class="n">{t.size}</th><th scope="col"><span class="sr">{t.replay}</span></th></tr></thead>
              <tbody>
                {letters.map((letter) => (
                  <tr key={letter.offset}>
                    <td>{letter.key ?? letter.keyHex ?? '–'}</td>
                    <td><span class="tag bad">{letter.reason}</span><p class="quiet fine">{letter.detail}</p></td>
                    <td>{when(String(letter.timestamp))}</td>
                    <td class="n">{letter.tombstone ? t.tombstone : bytes(letter.bytes)}</td>
                    <td><div class="row"><button type="button" onClick={() => void replay({ offsets: [letter.offset] })}>{t.replay}</button>
                      <button type="button" class="plain" onClick={() => setRenaming(letter)}>{t.replayAs}</button></div></td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      )}
      <Pager pages={pages} next={asked.value?.next?.toString()} loading={asked.loading} turn={setPages} />
      {renaming && <ReplayAs letter={renaming} close={() => setRenaming(null)} replay={(key) => void replay({ offsets: [renaming.offset], key })} />}
    </>
  );
}

function ReplayAs({ letter, close, replay }: { letter: Letter; close: () => void; replay: (key: string) => void }) {
  const [key, setKey] = useState(letter.key ?? '');
  return (
    <Dialog title={t.replayAs} close={close}>
      <form onSubmit={(e) => { e.preventDefault(); replay(key.trim()); }}>
        <Field label={t.newKey}><input type="text" spellcheck={false} value={key} onInput={(e) => setKey(e.currentTarget.value)} /></Field>
        <footer><button type="button" onClick={close}>{texts.cancel}</button><button type="submit" class="primary" disabled={key.trim() === ''}>{t.replay}</button></footer>
      </form>
    </Dialog>
  );
}
