# Stops a subject: by SIGKILL at a moment or at a system call, by a system call that is refused, by a disk that is full. Sourced.

calls=(fsync rename openat pwrite64 unlink mkdir flock ftruncate)

# Sets $trace to strace where it works.
find_strace() {
  trace=""
  if strace -f -qq -o /dev/null true 2>/dev/null; then
    trace="strace -f -qq"
  else
    echo "no strace that works here: kills at random moments only, and no system call is refused"
  fi
}

# Runs a subject to its end in $2, and sets $milliseconds to how long it took and $most to how often a thread makes each system call.
measure() {
  to_begin "$1" "$2"
  declare -gA most=()
  local started count call
  started=$(date +%s%N)
  if [ -n "$trace" ]; then
    $trace -o "$work/calls" -e trace="$(IFS=,; echo "${calls[*]}")" dotnet "$cli" "${command[@]}" >>"$log" 2>&1 || fail "$1 does not end"
    while read -r count call; do most[$call]=$count; done < <(awk '
      $2 ~ /^[a-z0-9]+\(/ { split($2, name, "("); made[$1, name[1]]++ }
      END {
        for (key in made) { split(key, part, SUBSEP); if (made[key] > most[part[2]]) most[part[2]] = made[key] }
        for (call in most) print most[call], call
      }' "$work/calls")
  else
    dotnet "$cli" "${command[@]}" >>"$log" 2>&1 || fail "$1 does not end"
  fi
  milliseconds=$((($(date +%s%N) - started) / 1000000))
  clean "$2"
}

# Sets $call and $nth to a system call of those given that the subject makes, of the later half where it makes many: the first are the runtime's.
draw_call() {
  local known=() name
  for name in "$@"; do [ "${most[$name]:-0}" -eq 0 ] || known+=("$name"); done
  call=${known[RANDOM % ${#known[@]}]}
  local times=${most[$call]}
  local first=$((times > 100 ? times / 2 : 0))
  nth=$((first + RANDOM % (times - first) + 1))
}

# Runs $command and kills it at a random moment, if it has not ended before. Sets $code.
at_moment() {
  local moment=$((RANDOM * milliseconds / 32768)) process
  dotnet "$cli" "${command[@]}" >>"$log" 2>&1 & # the program itself is the child: SIGKILL of a shell would leave it running
  process=$!
  sleep "$(printf '%d.%03d' $((moment / 1000)) $((moment % 1000)))"
  kill -9 "$process" 2>/dev/null || true
  code=0
  wait "$process" 2>/dev/null || code=$?
}

# Runs $command and kills it at a system call. Sets $code.
at_call() {
  draw_call "${calls[@]}"
  code=0
  { $trace -o /dev/null -e trace="$call" -e inject="$call:signal=KILL:when=$nth" dotnet "$cli" "${command[@]}" >>"$log" 2>&1; } 2>/dev/null || code=$?
}

# Kills a subject so many times, over and over until it is done, and compares.
kill_often() {
  kills=0 at_calls=0
  local tries=0
  while [ "$kills" -lt "$2" ]; do
    tries=$((tries + 1))
    [ "$tries" -le $((10 * $2)) ] || fail "$1 cannot be killed"
    to_go_on "$1" "$broken"
    if [ -n "$trace" ] && [ $((kills % 2)) -eq 1 ]; then
      at_call
      at_calls=$((at_calls + (code == 137)))
    else
      at_moment
    fi
    [ "$code" -eq 137 ] || [ "$code" -eq 0 ] || fail "$1 ended with exit code $code: ${command[*]}"
    kills=$((kills + (code == 137)))
    if is_done "$1" "$broken"; then
      same "$unbroken" "$broken" || fail "$1 ended in other bytes"
      rm -rf "$broken" "$broken".*
    fi
  done
  end "$1"
}

# Goes on with a subject to its end, and compares.
end() {
  if ! is_done "$1" "$broken"; then
    to_go_on "$1" "$broken"
    dotnet "$cli" "${command[@]}" >>"$log" 2>&1 || fail "$1 cannot go on: ${command[*]}"
    clean "$broken"
  fi
  same "$unbroken" "$broken" || fail "$1 ended in other bytes"
  rm -rf "$broken" "$broken".*
}

# Has the system refuse a call that the subject makes, as a full or a failing disk does. It must say so in a line, and go on afterwards.
refuse_often() {
  refusals=0
  [ -n "$trace" ] || return 0
  local errors=(ENOSPC EIO EDQUOT EROFS) error tries=0
  while [ "$refusals" -lt "$2" ]; do
    tries=$((tries + 1))
    [ "$tries" -le $((10 * $2)) ] || fail "$1 makes no call that can be refused"
    draw_call fsync rename pwrite64 mkdir
    error=${errors[RANDOM % ${#errors[@]}]}
    [ "$call" != fsync ] || error=EIO
    to_go_on "$1" "$broken"
    code=0
    $trace -o /dev/null -e trace="$call" -e inject="$call:error=$error:when=$nth" \
      dotnet "$cli" "${command[@]}" >"$work/said" 2>&1 || code=$?
    cat "$work/said" >>"$log"
    if [ "$code" -eq 0 ]; then # it made fewer calls, as it went on
      end "$1"
      continue
    fi
    [ "$code" -eq 2 ] && grep -q '^error: Cannot write ' "$work/said" || fail "$1 ended with exit code $code where $call $nth failed with $error"
    refusals=$((refusals + 1))
    end "$1"
  done
}

# A disk that fills up under a search, and has room again.
fill_disk() {
  local size=24 full=0
  unbroken=$work/unbroken/whole broken=$work/disk/run
  mkdir "$work/disk"
  if ! mount -t tmpfs -o size=16k tmpfs "$work/disk" 2>/dev/null; then
    echo "no file system can be mounted here: no disk is filled up"
    return 0
  fi
  disk=$work/disk
  to_begin search:gdas "$unbroken"
  dotnet "$cli" "${command[@]}" >>"$log" 2>&1 || fail "a search does not end"
  while ! is_done search:gdas "$broken"; do
    mount -o remount,size=${size}k "$disk"
    to_go_on search:gdas "$broken"
    code=0
    dotnet "$cli" "${command[@]}" >"$work/said" 2>&1 || code=$?
    cat "$work/said" >>"$log"
    [ "$code" -eq 0 ] || { [ "$code" -eq 2 ] && grep -q '^error: Cannot write .*No space left' "$work/said"; } ||
      fail "a full disk of $size k ended with exit code $code"
    full=$((full + (code == 2)))
    size=$((size * 3))
  done
  [ "$full" -gt 0 ] || fail "the disk was never full"
  clean "$broken"
  same "$unbroken" "$broken" || fail "a search on a full disk ended in other bytes"
  umount "$disk"
  disk=""
  echo "a disk was full $full times; told in words, and the end is the same bytes"
}
