import { useState } from 'preact/hooks';
import { OpenidLink } from '../account/openid-link.tsx';
import { Passkeys } from '../account/passkeys.tsx';
import { SecondFactor } from '../account/second-factor.tsx';
import { createSend } from '../api/send.ts';
import { hasPasskeys } from '../session/answer-by-passkey.ts';
import { areSingleKeysOn, turnSingleKeys } from '../kept/single-keys.ts';
import { useSay } from '../parts/contexts.ts';
import { usePerson } from '../parts/person-context.ts';
import { PlaceTitle } from '../parts/place-title.tsx';
import { Toggle } from '../forms/toggle.tsx';
import { PasswordForm } from './password-form.tsx';
import { SessionList } from './session-list.tsx';

/** A wrong password here is no end of the session. */
const send = createSend((...call) => fetch(...call));

/** What a person decides for themselves. */
export function SettingsPlace() {
  const say = useSay();
  const { name, hasAccount } = usePerson();
  const [isOn, setOn] = useState(areSingleKeysOn);
  // The list of sessions is asked for anew when another password has ended the others.
  const [passwords, setPasswords] = useState(0);
  return (
    <main class="nr-plate">
      <PlaceTitle>
        Settings <span class="nr-hint">of {name}</span>
      </PlaceTitle>
      <SessionList key={passwords} />
      {hasAccount ? (
        <>
          <PasswordForm name={name} onChanged={() => setPasswords(passwords + 1)} />
          {hasPasskeys() && <Passkeys send={send} />}
          <OpenidLink send={send} />
          <SecondFactor send={send} />
        </>
      ) : (
        <section class="nr-part" aria-labelledby="password-title">
          <h3 id="password-title">Password</h3>
          <p class="nr-hint">
            You came in by the server’s token or its first link, which have none. Invite yourself
            under People to have an account with your name and a password.
          </p>
        </section>
      )}
      <section class="nr-part" aria-labelledby="keys-title">
        <h3 id="keys-title">Keys</h3>
        <Toggle
          label="Single letters are keys on this device"
          isOn={isOn}
          onToggle={(next) => {
            turnSingleKeys(next);
            setOn(next);
            say(next ? 'Single keys are on' : 'Single keys are off');
          }}
        />
        <p class="nr-hint">
          Off is better for who dictates, or touches keys without meaning to. Keys with Ctrl work
          all the same.
        </p>
      </section>
    </main>
  );
}
