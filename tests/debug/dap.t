# `baton dap' under the client of VS Code's test kit, each message checked against the protocol's
# schema. The kit comes from npm, into the build folder; without node or a network this is skipped.
. "$TOP/tests/cli/lib.sh"

skip() { echo "ok - skipped: $*"; exit 0; }

built gc-stress && skip "the client would wait too long for this build"
command -v node >/dev/null && command -v npm >/dev/null || skip "there is no node"

DAP_FOLDER=$BUILD/tests-dap
sum=$(cat "$TOP"/tests/debug/dap/package*.json | cksum)
if [ "$(cat "$DAP_FOLDER/installed" 2>/dev/null)" != "$sum" ]; then
    rm -rf "$DAP_FOLDER"
    mkdir -p "$DAP_FOLDER"
    cp "$TOP"/tests/debug/dap/package*.json "$DAP_FOLDER"
    (cd "$DAP_FOLDER" && timeout 50 npm ci --no-audit --no-fund --ignore-scripts) >npm.log 2>&1 ||
        skip "npm can't install the test kit"
    echo "$sum" >"$DAP_FOLDER/installed"
fi
export DAP_FOLDER BATON
export NODE_PATH="$DAP_FOLDER/node_modules"
timeout 55 node "$DAP_FOLDER/node_modules/mocha/bin/mocha.js" --reporter tap --timeout 30000 \
    --exit "$TOP"/tests/debug/dap/*.test.js >tap 2>err
status=$?
grep -v '^[0-9]*\.\.[0-9]' tap | sed -e 's/^\(not \)\{0,1\}ok [0-9]* /\1ok - /' -e 's/^  /#   /'
grep -q '^\(not \)\{0,1\}ok' tap || {
    echo "not ok - the client runs"
    head -c 2000 err | sed 's/^/# /'
}
[ ! -s err ] || head -c 2000 err | sed 's/^/# /'
exit "$((status > 100))"
