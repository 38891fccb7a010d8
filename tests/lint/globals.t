# Nothing global: no object of ours has a writable variable, neither static nor thread-local.
# (Constant tables with pointers are in .data.rel.ro: the loader fills them in, then nobody writes.)
case $BATON_TEST_BUILD in
asan | tsan | coverage)
    echo "ok - no writable globals (not looked at: the instrumentation has some)"
    exit 0
    ;;
esac
cd "$BUILD" || exit 1
for archive in .libs/lib*.a; do
    bad=$(nm --format=sysv "$archive" 2>/dev/null | awk -F '|' '
        /^[^|]*\[.*\]:$/ { member = $0 }
        NF >= 7 {
            gsub(/ /, "")
            if ($7 ~ /^(\.data|\.bss|\.tdata|\.tbss|\*COM\*|COMMON)/ && $7 !~ /^\.data\.rel\.ro/ &&
                $4 != "SECTION")
                print member, $1, $7
        }')
    name=$(basename "$archive" .a)
    if [ -z "$bad" ]; then
        echo "ok - no writable globals in $name"
    else
        echo "not ok - no writable globals in $name"
        echo "$bad" | sed 's/^/# /'
    fi
done
