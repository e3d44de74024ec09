# A token for a signed-in reader, on the server of your site. The key never leaves it.
#   READER_KEY=... python3 token.py members
import base64, hashlib, hmac, json, os, sys, time


def reader_token(key, feed, seconds=3600):
    def part(raw):
        return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()

    def packed(value):
        return part(json.dumps(value).encode())

    claims = {"feed": feed, "exp": int(time.time()) + seconds}
    text = packed({"alg": "HS256", "typ": "JWT"}) + "." + packed(claims)
    return text + "." + part(hmac.new(key.encode(), text.encode(), hashlib.sha256).digest())


sys.stdout.write(reader_token(os.environ["READER_KEY"], sys.argv[1]))
