# A C program against the installed library: baton.h, libbaton.a and baton.pc.
. "$TOP/tests/cli/lib.sh"

if ! command -v cc >/dev/null || built asan tsan coverage; then
    echo "ok - a program against the installed library # SKIP no C compiler, or an instrumented build"
    exit 0
fi
here=$(pwd)
(cd "$BUILD" && make -s install-libLTLIBRARIES install-includeHEADERS install-pkgconfigDATA \
    DESTDIR="$here/root") >log 2>&1
header=$(find root -name baton.h)
archive=$(find root -name libbaton.a)
pc=$(find root -name baton.pc)
holds "the header, the archive and the pkg-config file are installed" \
    [ -n "$header" -a -n "$archive" -a -n "$pc" ]
libs=$(sed -n 's/^Libs: -L[^ ]* //p' "$pc")
# shellcheck disable=SC2086 # a list of options
if cc -Wall -Wextra -Werror "$TOP/samples/embed/host.c" -I"$(dirname "$header")" \
    -L"$(dirname "$archive")" $libs -o host >>log 2>&1; then
    echo "ok - a program compiles and links with what baton.pc says"
else
    echo "not ok - a program compiles and links with what baton.pc says"
    sed 's/^/# /' log
fi
./host >out 2>err </dev/null
status=$?
expect "it runs Python" 0 "twice 21 is 42
the script says HELLO" ""
