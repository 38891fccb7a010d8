# Who may include whom: left never includes right (see docs/architecture.md).
# One test per folder; a folder that is not in the table may not exist.
# shellcheck disable=SC2086 # the lists of layers are words
cd "$TOP" || exit 1

check() { # check FOLDER MAY-INCLUDE...
    folder=$1
    shift
    [ -d "$folder" ] || return 0
    may=$(echo "$* $folder" | tr ' ' '|')
    bad=$(find "$folder" \( -name '*.[chly]' -o -name '*.def' -o -name '*.inc' \) -exec \
        grep -nE '^[[:space:]]*#[[:space:]]*include[[:space:]]*"[^"]*/' {} + |
        grep -vE "\"($may)/[^/\"]*\"")
    if [ -z "$bad" ]; then
        echo "ok - $folder includes only what is beneath it"
    else
        echo "not ok - $folder includes only what is beneath it"
        echo "$bad" | sed 's/^/# /'
    fi
}

front="parser lexer"
machine="vm runtime/objects bytecode base"
check base
check lexer base
check parser lexer base
check bytecode base
check compiler bytecode parser lexer base
check runtime/objects bytecode base
check vm runtime/objects bytecode base
check lab $machine
check runtime/modules runtime/lib lab compiler $front $machine
check runtime/lib bytecode base
check tools compiler $front bytecode base
check embed runtime/modules runtime/lib lab compiler $front $machine
check debugger/engine debugger embed runtime/modules lab $machine
check debugger/session debugger base
check debugger/terminal debugger/session debugger base
check debugger/dap debugger/terminal debugger/session debugger base
check cli debugger/engine debugger/terminal debugger/dap debugger/session debugger embed runtime/modules runtime/lib lab compiler $front $machine
