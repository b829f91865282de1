/** A Lua script of the Redis store. Each runs whole and alone in the server. */
export interface RedisScript {
  readonly name: string
  readonly source: string
}

/** The key that holds the store's id. All keys share its hash tag, so that a cluster keeps them in one place. */
export const idKey = '{visits}:id'

// The first line makes Redis refuse a writing script whole when it is read-only, loading or out of memory, never half-way.
// Every script is told the id of the store it believes to be in: a store that was emptied answers with an error, not with zeros.
const prelude = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return redis.error_reply('EMPTIED the visits kept here are gone or of another store')
end
local p = '{visits}:'
local function add(slug, day, n)
  if n == 0 then return end
  local left = redis.call('HINCRBY', p .. 'slug:' .. slug, day, n)
  redis.call('ZINCRBY', p .. 'day:' .. day, n, slug)
  redis.call('ZINCRBY', p .. 'total', n, slug)
  redis.call('HINCRBY', p .. 'days', day, n)
  if n > 0 then return end
  if left == 0 then
    redis.call('HDEL', p .. 'slug:' .. slug, day)
    redis.call('ZREM', p .. 'day:' .. day, slug)
  end
  redis.call('ZREMRANGEBYSCORE', p .. 'total', 0, 0)
  if redis.call('HGET', p .. 'days', day) == '0' then redis.call('HDEL', p .. 'days', day) end
end
`

const writing = (name: string, body: string): RedisScript => ({ name, source: `#!lua${prelude}${body}` })
const onlyReading = (name: string, body: string): RedisScript => ({
  name,
  source: `#!lua flags=no-writes${prelude}${body}`,
})

/** id, event, fingerprint, slug, day, at, window in ms, retention in ms → outcome, today, total */
export const hitScript = writing(
  'hit',
  `
local at, window, kept = ARGV[6], tonumber(ARGV[7]), ARGV[8]
local outcome = 'counted'
if redis.call('ZADD', p .. 'events', 'NX', at, ARGV[2]) == 0 then
  outcome = 'replay'
else
  redis.call('PEXPIRE', p .. 'events', kept)
  local reading = p .. 'reading:' .. ARGV[3]
  local from = string.format('(%.0f', tonumber(at) - window)
  local to = string.format('(%.0f', tonumber(at) + window)
  if window > 0 and redis.call('ZCOUNT', reading, from, to) > 0 then
    outcome = 'repeat'
  else
    if window > 0 then
      redis.call('ZADD', reading, at, at)
      redis.call('PEXPIRE', reading, kept)
    end
    add(ARGV[4], ARGV[5], 1)
  end
end
return { outcome, redis.call('ZSCORE', p .. 'day:' .. ARGV[5], ARGV[4]) or '0', redis.call('ZSCORE', p .. 'total', ARGV[4]) or '0' }
`,
)

/** id, day, slug… → today and total of each slug in turn */
export const readScript = onlyReading(
  'read',
  `
local figures = {}
for first = 3, #ARGV, 1000 do
  local last = math.min(first + 999, #ARGV)
  local today = redis.call('ZMSCORE', p .. 'day:' .. ARGV[2], unpack(ARGV, first, last))
  local total = redis.call('ZMSCORE', p .. 'total', unpack(ARGV, first, last))
  for index = 1, last - first + 1 do
    figures[#figures + 1] = today[index] or '0'
    figures[#figures + 1] = total[index] or '0'
  end
end
return figures
`,
)

/** id, from, to, limit → slug and visits in turn. Writes only a union that it deletes again. */
export const topScript = writing(
  'top',
  `
local limit, keys, outside = tonumber(ARGV[4]), {}, false
for _, day in ipairs(redis.call('HKEYS', p .. 'days')) do
  if day >= ARGV[2] and day <= ARGV[3] then keys[#keys + 1] = p .. 'day:' .. day else outside = true end
end
if #keys == 0 or limit < 1 then return {} end
local ranking = p .. 'total'
if outside then
  ranking = p .. 'ranking'
  redis.call('DEL', ranking)
  for first = 1, #keys, 500 do
    local part = { unpack(keys, first, math.min(first + 499, #keys)) }
    redis.call('ZUNIONSTORE', ranking, #part + 1, ranking, unpack(part))
  end
end
local top = redis.call('ZREVRANGE', ranking, 0, limit - 1, 'WITHSCORES')
if #top == limit * 2 then
  local least = top[#top]
  top = redis.call('ZREVRANGEBYSCORE', ranking, '+inf', '(' .. least, 'WITHSCORES')
  for _, slug in ipairs(redis.call('ZRANGEBYSCORE', ranking, least, least, 'LIMIT', 0, limit - #top / 2)) do
    top[#top + 1] = slug
    top[#top + 1] = least
  end
end
if outside then redis.call('DEL', ranking) end
return top
`,
)

/** id → day and visits in turn, of all slugs */
export const daysScript = onlyReading('days', `return redis.call('HGETALL', p .. 'days')`)

/** id, slug… → for each slug, day and visits in turn */
export const daysOfSlugsScript = onlyReading(
  'days-of-slugs',
  `
local rows = {}
for index = 2, #ARGV do rows[#rows + 1] = redis.call('HGETALL', p .. 'slug:' .. ARGV[index]) end
return rows
`,
)

/** id → every slug that has visits */
export const slugsScript = onlyReading('slugs', `return redis.call('ZRANGE', p .. 'total', 0, -1)`)

/** id, from, to, at, the notes of their audit lines */
export const renameScript = writing(
  'rename',
  `
local from, to = ARGV[2], ARGV[3]
local function note(slug, day, before, visits, words)
  local line = { slug = slug, day = day, before = before, visits = visits, note = words, at = tonumber(ARGV[4]) }
  redis.call('RPUSH', p .. 'restatements', cjson.encode(line))
end
local days = redis.call('HGETALL', p .. 'slug:' .. from)
for index = 1, #days, 2 do
  local day, visits = days[index], tonumber(days[index + 1])
  local there = tonumber(redis.call('HGET', p .. 'slug:' .. to, day) or '0')
  add(to, day, visits)
  add(from, day, -visits)
  note(from, day, visits, 0, ARGV[5])
  note(to, day, there, there + visits, ARGV[6])
end
return 'OK'
`,
)

/** id, source, then slug, day and visits of each row */
export const adoptScript = writing(
  'adopt',
  `
for index = 3, #ARGV, 3 do
  local slug, day, visits = ARGV[index], ARGV[index + 1], tonumber(ARGV[index + 2])
  local taken = p .. 'adopted:' .. ARGV[2]
  local added = visits - tonumber(redis.call('HGET', taken, slug .. ' ' .. day) or '0')
  local there = tonumber(redis.call('HGET', p .. 'slug:' .. slug, day) or '0')
  add(slug, day, math.max(added, -there))
  redis.call('HSET', taken, slug .. ' ' .. day, visits)
end
return 'OK'
`,
)

/** id, source → `slug day` and visits in turn */
export const adoptedScript = onlyReading('adopted', `return redis.call('HGETALL', p .. 'adopted:' .. ARGV[2])`)

/** id, slug, day, visits, the rest of the audit line as JSON → visits before */
export const restateScript = writing(
  'restate',
  `
local before = tonumber(redis.call('HGET', p .. 'slug:' .. ARGV[2], ARGV[3]) or '0')
add(ARGV[2], ARGV[3], tonumber(ARGV[4]) - before)
local line = cjson.decode(ARGV[5])
line.before = before
redis.call('RPUSH', p .. 'restatements', cjson.encode(line))
return before
`,
)

/** id → audit lines as JSON */
export const restatementsScript = onlyReading('restatements', `return redis.call('LRANGE', p .. 'restatements', 0, -1)`)

/** id, day, reason, hits */
export const refuseScript = writing(
  'refuse',
  `return redis.call('HINCRBY', p .. 'refused', ARGV[2] .. ' ' .. ARGV[3], ARGV[4])`,
)

/** id → `day reason` and hits in turn */
export const refusalsScript = onlyReading('refusals', `return redis.call('HGETALL', p .. 'refused')`)

/** id, day, `made salt` if there is none, retention in ms → `made salt` */
export const saltScript = writing(
  'salt',
  `
if redis.call('HSETNX', p .. 'salts', ARGV[2], ARGV[3]) == 1 then redis.call('PEXPIRE', p .. 'salts', ARGV[4]) end
return redis.call('HGET', p .. 'salts', ARGV[2])
`,
)

/** id, oldest instant to keep → how many event ids were forgotten; at most 1,000 a call, so that nobody waits long */
export const pruneScript = writing(
  'prune',
  `
local salts = redis.call('HGETALL', p .. 'salts')
for index = 1, #salts, 2 do
  if tonumber(string.match(salts[index + 1], '^%S+')) < tonumber(ARGV[2]) then
    redis.call('HDEL', p .. 'salts', salts[index])
  end
end
local old = redis.call('ZRANGEBYSCORE', p .. 'events', '-inf', '(' .. ARGV[2], 'LIMIT', 0, 1000)
if #old > 0 then redis.call('ZREM', p .. 'events', unpack(old)) end
return #old
`,
)

/** id; fails when a hit would fail */
export const probeScript = writing('probe', `return redis.call('SET', p .. 'probe', '1', 'PX', 60000)`)
