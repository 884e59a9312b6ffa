export const helpText = `Rollcall on one machine

  npm start                       start everything from production builds (Ctrl-C stops it)
  npm run dev                     the same, reloading when a source file changes
  npm run seed -- --users N       add N generated users (at most 300000) to the running directory
  npm run audit:verify            check that nobody changed the trail or the event log; exit code 0, 1 with findings,
                                  2 when it couldn't be checked; -- --contains HASH looks for a newest hash of earlier
  npm run stack -- --help         this text

Flags (npm start -- FLAG …)
  --data-dir DIR    where databases, Redis data, logs and generated secrets live (default: .rollcall)
  --port-base N     portal on N, auth-service N+1, user-service N+2, chat-service N+3
  --no-restart      a process that dies stays dead (default: it is started again after 1 s, doubling to 10 s)
  --no-demo         start without the demo organisation; an empty directory prints a link to create its administrator
  A second, separate stack needs both --data-dir and --port-base.

Variables
  DEMO_PASSWORD     password of the demo users, 12 characters or more; counts when the demo is created (default: generated)
  PORTAL_PORT 3100, AUTH_SERVICE_PORT 8001, USER_SERVICE_PORT 8002, CHAT_SERVICE_PORT 8003
                    ports, where --port-base is not given
  BIND_HOST         address the four apps listen on (default: 127.0.0.1)
  PORTAL_URL        address of the console as browsers see it; several separated by commas
                    (default: http://localhost:PORT and http://127.0.0.1:PORT)
  AUTH_DATABASE_URL, USER_DATABASE_URL, CHAT_DATABASE_URL
                    existing, empty or migrated PostgreSQL databases; those not given are served by an embedded one;
                    the user of each URL owns it, and may create roles (or is in rollcall_tenant and rollcall_system)
  QUEUE_REDIS_URL   existing Redis with noeviction and AOF; not given: one of our own
  CACHE_REDIS_URL   existing Redis that may evict; not given: one of our own
  CACHE_MAXMEMORY   memory bound of our own cache Redis (default: 256mb)
  PREWARM_AT_START  whether chat-service fills its cache at a start with the participants of recent conversations: true
                    or false (default: true)
  PREWARM_DAYS_BACK, PREWARM_BATCH_SIZE, PREWARM_DELAY_MS, PREWARM_MAX_USERS
                    what it takes: days (default: 30; with npm run dev 7), users asked for at once (500; 100), the
                    longest rest between two batches (1500; 500) and users altogether (10000)
  CACHE_NEAR_ENTRIES, CACHE_NEAR_MB, CACHE_NEAR_STALE_MS
                    profiles (default: 20000; 0 turns it off) and memory (default: 16) of the near cache in each chat-service,
                    and how old an answer of it may be when invalidations don't arrive (default: 2000)
  CACHE_ALERT_HIT_RATE, CACHE_ALERT_MEMORY, CACHE_ALERT_PENDING
                    where alerts begin: hit rate of 15 minutes (default: 0.7), share of the cache Redis' memory (default:
                    0.8), messages that wait for the cache (default: 1000)
  EVENT_BUS_URL     what carries the events (default: the queue Redis)
  AUDIT_RETENTION_DAYS, EVENT_LOG_RETENTION_DAYS
                    how long the trail (default: 3650) and the event log (default: 400) are kept
  AUTH_SECRET, USER_SERVICE_SECRET, CHAT_SERVICE_SECRET
                    32 characters or more (default: generated once, kept in secrets.json)
  SMTP_URL, MAIL_FROM
                    mail server for invitations and password links, such as smtps://user:password@mail.example.org
                    (default: none; links are shown to the administrator)
  EVENT_KEYS        what the events are encrypted with in the queue: id:base64 of 32 bytes, several separated by commas;
                    the first encrypts, all decrypt (default: generated once, kept in secrets.json)
  LOG_LEVEL         fatal, error, warn, info, debug or trace (default: info)

Scripts find addresses, pids and database URLs of the running stack in stack.json of the data folder; logs are in logs/.
`
