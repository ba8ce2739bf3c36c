import { useState } from 'preact/hooks';
import { get, paths, type Problem } from './api';
import { enrollPatiently } from './enroll';
import { go, to } from './route';
import { handOver } from './search';
import { texts } from './texts';
import { asProblem, Nobody, Trouble } from './ui';

const t = texts.home;
const GALLERY = 'samples';

/** The people to enroll, and the photos to try then. */
interface Samples { people: { subject: string; photo: string }[]; try: string[] }

/** Loads the sample people, which come with the page, as anybody would enroll photos. */
export function FirstRun({ enrolled }: { enrolled: () => void }) {
  const [state, setState] = useState<{ done?: number; all?: number; problem?: Problem; probes?: string[] }>({});
  const load = async () => {
    try {
      const { people, try: probes } = await get<Samples>('console/samples/samples.json');
      setState({ done: 0, all: people.length });
      let done = 0;
      let position = '';
      for (const person of people) {
        const answer = await enrollPatiently(paths.faces(GALLERY, person.subject), await photo(person.photo));
        position = answer.position;
        setState({ done: ++done, all: people.length });
      }
      await get(`${paths.faces(GALLERY, people.at(-1)!.subject)}?min_position=${encodeURIComponent(position)}`);
      setState({ probes });
    } catch (failure) {
      setState({ problem: asProblem(failure) });
    }
  };
  const tryIt = async (probe: string) => {
    handOver(await photo(probe), probe);
    go('search', GALLERY);
    enrolled();
  };
  return (
    <div class="first">
      <span class="big"><Nobody /></span>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      {state.probes ? (
        <section class="card" role="status">
          <p><strong>{t.done}</strong></p>
          <div class="row probes">
            {state.probes.map((probe, i) => (
              <button key={probe} type="button" class="look" aria-label={`${t.samples} ${i + 1}`} onClick={() => void tryIt(probe)}>
                <img src={`console/samples/${probe}`} alt="" width="96" height="96" />
              </button>
            ))}
          </div>
        </section>
      ) : (
        <div class="choices">
          <section class="card"><h2>{t.own}</h2><p class="quiet">{t.ownWhy}</p><a class="button primary" href={to('enroll', 'default')}>{t.own}</a></section>
          <section class="card">
            <h2>{t.samples}</h2><p class="quiet">{t.samplesWhy}</p>
            {state.all === undefined
              ? <button type="button" onClick={() => void load()}>{t.samples}</button>
              : <><p role="status">{t.loading(state.done!, state.all)}</p><progress max={state.all} value={state.done} aria-label={t.samples} /></>}
          </section>
        </div>
      )}
      {state.problem && <Trouble problem={state.problem} again={() => void load()} />}
    </div>
  );
}

const photo = async (name: string): Promise<Blob> => (await fetch(`console/samples/${name}`)).blob();
