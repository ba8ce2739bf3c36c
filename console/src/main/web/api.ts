/** The HTTP API of Likeness, as docs/http.md describes it, and nothing else. */

const KEY = 'likeness-key';

export interface Box { x: number; y: number; width: number; height: number }
export interface Point { x: number; y: number }
export interface Landmarks { leftEye: Point; rightEye: Point; nose: Point; mouthLeft: Point; mouthRight: Point }
export interface Size { width: number; height: number }
export interface Quality { size: number; sharpness: number; brightness: number; yaw: number; pitch: number; roll: number }
export interface FaceInPhoto { box: Box; landmarks?: Landmarks; confidence?: number; quality?: Quality; rotated?: number }
export interface Match { subject: string; face: string; similarity: number; match: boolean; metadata?: Record<string, unknown> }
export interface FoundFace extends FaceInPhoto { unknown: boolean; matches: Match[]; candidates?: Match[] }
export interface IndexState { generation: number; asOf?: string; partial: boolean; missing: number[] }
export interface Found {
  model: string; threshold: number; fpir: number; fmr: number; searched: number; extrapolated: boolean;
  index: IndexState; photo: Size; faces: FoundFace[];
}
export interface Verified {
  verified: boolean; similarity: number; threshold: number; fmr: number; extrapolated: boolean; comparisons: number;
  model: string; subject?: string; face?: string; probe: FaceInPhoto; reference?: FaceInPhoto; index?: IndexState;
}
export interface Gallery { gallery: string; faces: number }
export interface Subject { subject: string; faces: number }
export interface Face {
  gallery: string; subject: string; face: string; status: 'searchable' | 'rejected' | 'forgotten'; position: string;
  code?: string; detail?: string; model?: string; photo?: Size; box?: Box; landmarks?: Landmarks; confidence?: number;
  quality?: Quality; enrolledAt?: string; metadata?: Record<string, unknown>;
}
export interface Enrolled extends Partial<FaceInPhoto> { gallery: string; subject: string; face: string; position: string; status: string; photo?: Size }
export interface Receipt { status: string; count: number; forgottenAt: string; erasedBy: string; faces: { face: string; subject?: string }[] }

/** What the API answers when it does not do what was asked. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly body: Record<string, unknown> = {},
  ) {
    super(detail);
  }
}

export type Fields = Record<string, string | Blob | undefined>;

type Asker = (refused: boolean) => Promise<string | null>;
let askForKey: Asker = async () => null;
let asking: Promise<string | null> | null = null;

/** Who is asked for a key when the API wants one; null means that nobody has one. */
export function onKeyWanted(asker: Asker): void {
  askForKey = asker;
}

export function hasKey(): boolean {
  return sessionStorage.getItem(KEY) !== null;
}

export function forgetKey(): void {
  sessionStorage.removeItem(KEY);
}

async function keyFromPerson(refused: boolean): Promise<boolean> {
  asking ??= askForKey(refused).finally(() => { asking = null; });
  const key = await asking;
  if (key === null) {
    return false;
  }
  sessionStorage.setItem(KEY, key);
  return true;
}

async function send(method: string, path: string, init: RequestInit): Promise<Response> {
  for (;;) {
    const key = sessionStorage.getItem(KEY);
    const headers = new Headers(init.headers);
    if (key !== null) {
      headers.set('Authorization', `Bearer ${key}`);
    }
    let response: Response;
    try {
      response = await fetch(path, { ...init, method, headers, cache: 'no-store', credentials: 'omit' });
    } catch (failure) {
      if (failure instanceof DOMException && failure.name === 'AbortError') {
        throw failure;
      }
      throw new Problem(0, 'NO_ANSWER', '');
    }
    if (response.status === 401 && (sessionStorage.getItem(KEY) !== key || await keyFromPerson(key !== null))) {
      continue;
    }
    if (!response.ok) {
      throw await problem(response);
    }
    return response;
  }
}

async function problem(response: Response): Promise<Problem> {
  try {
    const body = await response.json() as Record<string, unknown>;
    return new Problem(response.status, String(body['code'] ?? 'INTERNAL'), String(body['detail'] ?? ''), body);
  } catch {
    return new Problem(response.status, response.status === 404 ? 'UNKNOWN_ROUTE' : 'INTERNAL', '');
  }
}

const optional = (signal?: AbortSignal): RequestInit => (signal ? { signal } : {});

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return await (await send('GET', path, optional(signal))).json() as T;
}

export async function blob(path: string, signal?: AbortSignal): Promise<Blob> {
  return await (await send('GET', path, optional(signal))).blob();
}

export async function del<T>(path: string): Promise<T> {
  const response = await send('DELETE', path, {});
  return (response.status === 204 ? {} : await response.json()) as T;
}

export async function form<T>(path: string, fields: Fields, signal?: AbortSignal): Promise<T> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) {
      body.append(name, value);
    }
  }
  return await (await send('POST', path, { body, ...optional(signal) })).json() as T;
}

export async function json<T>(method: 'POST' | 'PUT', path: string, body: unknown): Promise<T> {
  const response = await send(method, path, { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } });
  return (response.status === 204 ? {} : await response.json()) as T;
}

/** Server-sent events, read with fetch because an EventSource cannot send a key. Ends when the stream does. */
export async function events(path: string, signal: AbortSignal, sink: (event: string, data: string) => void): Promise<void> {
  const response = await send('GET', path, { signal, headers: { Accept: 'text/event-stream' } });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return;
    }
    rest += value;
    let end: number;
    while ((end = rest.indexOf('\n\n')) >= 0) {
      const lines = rest.slice(0, end).split('\n');
      rest = rest.slice(end + 2);
      const of = (name: string) => lines.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).trimStart());
      const data = of('data').join('\n');
      if (data !== '') {
        sink(of('event')[0] ?? 'message', data);
      }
    }
  }
}

const segments = (...names: string[]) => names.map(encodeURIComponent);

export const paths = {
  galleries: (after?: string) => `/v1/galleries?limit=1000${after ? `&after=${encodeURIComponent(after)}` : ''}`,
  gallery: (g: string) => `/v1/galleries/${encodeURIComponent(g)}`,
  subjects: (g: string, query: Record<string, string>) => `${paths.gallery(g)}/subjects?${new URLSearchParams(query)}`,
  subject: (g: string, s: string) => { const [a, b] = segments(g, s); return `/v1/galleries/${a}/subjects/${b}`; },
  faces: (g: string, s: string) => `${paths.subject(g, s)}/faces`,
  face: (g: string, s: string, f: string) => `${paths.faces(g, s)}/${encodeURIComponent(f)}`,
  photo: (g: string, s: string, f: string) => `${paths.face(g, s, f)}/photo`,
  thumbnail: (g: string, s: string, f?: string) => `${f === undefined ? paths.subject(g, s) : paths.face(g, s, f)}/thumbnail`,
};
