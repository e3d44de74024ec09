import { followingInput } from '../../followers/api/following-input.ts';
import { newUpstreamInput, upstreamChangeInput } from '../../upstreams/api/upstream-input.ts';
import { keptItems, oneUpstream, upstreams } from '../answers/upstreams.ts';
import { room } from '../operation.ts';

const upstream = room('Newsrooms', '/api/v1/feeds/{feed}/upstreams');
const feed = room('Newsrooms', '/api/v1/feeds/{feed}');

/** Feeds of other newsrooms that come into a feed, and newsrooms that follow one. */
export const upstreamOperations = [
  upstream('GET', ['manage upstreams'], {
    does: 'The feeds of other newsrooms that come into a feed',
    answers: { 200: upstreams },
  }),
  upstream('POST', ['manage upstreams'], {
    does: 'Follow a feed of another Dateline',
    more: 'It is asked first: what is no feed of a Dateline is refused. `token` is what that newsroom has made for this one.',
    body: newUpstreamInput(true),
    example: { url: 'https://live.example.org/feeds/storm', mode: 'drafts' },
    answers: { 201: oneUpstream },
    refuses: ['upstream_exists', 'too_many_upstreams'],
  }),
  upstream('PATCH /{id}', ['manage upstreams'], {
    does: 'Pause an upstream, let it go on, or change its mode, name, address or token',
    body: upstreamChangeInput(true),
    example: { state: 'paused' },
    answers: { 200: oneUpstream },
    refuses: ['not_found', 'upstream_exists'],
  }),
  upstream('DELETE /{id}', ['manage upstreams'], {
    does: 'Stop following: what came stays',
    answers: { 204: null },
    refuses: ['not_found'],
  }),
  upstream('GET /{id}/kept', ['manage upstreams'], {
    does: 'Items that were changed here, so that later words were left',
    answers: { 200: keptItems },
  }),
  feed('PUT /following', 'everybody', {
    does: 'A newsroom that follows says how far it is',
    more: 'With the token of a follower of the kind `dateline` as `Authorization: Bearer`. 401: it was ended. 409: it is paused.',
    body: followingInput,
    example: { epoch: 'k3x7qzap', seq: 12, tag: 'b5w2m4ty' },
    answers: { 204: null },
    refuses: ['not_signed_in', 'invalid_input', 'wrong_state', 'too_many_requests'],
  }),
];
