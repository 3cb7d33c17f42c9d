# Two processes at once on one run, table, or free number. Sourced.

# Runs two command lines at once, given as the names of arrays, and sets $first and $second to their exit codes.
both() {
  local -n one=$1 other=$2
  dotnet "$cli" "${one[@]}" >"$work/said.1" 2>&1 &
  local a=$!
  dotnet "$cli" "${other[@]}" >"$work/said.2" 2>&1 &
  local b=$!
  first=0 second=0
  wait "$a" || first=$?
  wait "$b" || second=$?
  cat "$work/said.1" "$work/said.2" >>"$log"
}

# One of the two may be refused, in words: another process writes there, or has ended there.
neither_harmed() {
  [ $((first + second)) -le 2 ] || fail "of a pair on $1 both failed ($first, $second)"
  for code in "$first $work/said.1" "$second $work/said.2"; do
    read -r code said <<<"$code"
    [ "$code" -eq 0 ] ||
      { [ "$code" -eq 2 ] && grep -qE '^error: .*(is being written by (another )?process|exists (already|and is not empty))' "$said"; } ||
      fail "of a pair on $1 one ended with exit code $code"
    if [ "$code" -eq 2 ]; then refused=$((refused + 1)); fi
  done
}

# Two that go on with one run, which was stopped in its midst.
pair_of_resumes() {
  to_begin "$1" "$broken"
  at_moment
  [ "$1" != import ] || rm -f "$broken" # nothing is left to do where it has ended
  to_go_on "$1" "$broken"
  both command command
  neither_harmed "$1"
  end "$1"
}

# Two that begin without --out: each gets a folder of its own.
pair_without_out() {
  to_begin "$1" "$work/nowhere"
  command=("${command[@]:0:${#command[@]}-2}")
  mkdir "$work/free"
  pushd "$work/free" >/dev/null
  both command command
  popd >/dev/null
  [ "$first $second" = "0 0" ] || fail "of two that began at once one ended with exit code $first, the other with $second"
  for folder in "$work"/free/*/*-001 "$work"/free/*/*-002; do
    same "$unbroken" "$folder" || fail "of two that began at once one ended in other bytes"
  done
  rm -r "$work/free"
}

# So many pairs, of kinds in turn.
pair_often() {
  local pairs=0 kinds=(search:gdas train search:regularized-evolution import study) subject
  refused=0
  while [ "$pairs" -lt "$1" ]; do
    subject=${kinds[pairs / 2 % ${#kinds[@]}]}
    unbroken=$work/unbroken/pair-${subject#search:} broken=$work/broken/pair-${subject#search:}
    mkdir -p "$work/unbroken" "$work/broken"
    to_begin "$subject" "$unbroken"
    [ -e "$unbroken" ] || dotnet "$cli" "${command[@]}" >>"$log" 2>&1 || fail "$subject does not end"
    milliseconds=3000
    if [ $((pairs % 2)) -eq 0 ] && [ "$subject" != import ]; then pair_without_out "$subject"; else pair_of_resumes "$subject"; fi
    pairs=$((pairs + 1))
  done
  echo "$pairs pairs of processes at once: none harmed, $refused refused in words"
}
